import { type Region, type SlicedAxis, withRegions } from '../propose/regions.ts';
import type { AxialSlices } from '../propose/revolution.ts';
import { type Assembly, assemble } from './assemble.ts';
import type { Candidate } from './candidate.ts';
import { collapseToCells } from './cells.ts';
import { coverCells } from './cover.ts';
import type { Cuts } from './cuts.ts';
import { prismCandidates } from './prism-candidates.ts';
import { revolveCandidates } from './revolve-candidates.ts';
import { joinSamples, type Samples } from './samples.ts';

/** Features that explain a group of bodies, and how well, by the samples. */
export type Explanation = Assembly & { readonly cost: number; readonly misfit: number };

/** A search over one group of bodies that can be asked again with more axes or more samples; slices are kept. */
export type Explainer = {
  /** `extra`: further samples; `banned`: keys of candidates that could not be built. */
  explain(
    axisCount: number,
    extra: readonly Samples[],
    banned: ReadonlySet<string>,
    expired: () => boolean,
  ): Explanation;
  /** Takes further regions among those of each axis sliced so far; how many were new. */
  learn(regionsAlong: (axis: SlicedAxis) => readonly Region[]): number;
};

/** Prepares the search for a target that can be cut in some ways. */
export function explainerOf(cuts: Cuts): Explainer {
  const sliced: SlicedAxis[] = [];
  const samples: Samples[] = [];
  const around: AxialSlices[] = [];
  const aroundSamples: Samples[] = [];
  return {
    explain(axisCount, extra, banned, expired) {
      const used = Math.min(axisCount, cuts.gains.length);
      while (sliced.length < used && !(sliced.length > 0 && expired())) {
        const next = cuts.across(sliced.length);
        sliced.push(next.slices);
        samples.push(next.samples);
      }
      while (around.length < cuts.revolutions && !expired()) {
        const next = cuts.around(around.length);
        around.push(next.slices);
        aroundSamples.push(next.samples);
      }
      const all = joinSamples([...samples.slice(0, used), ...aroundSamples, ...extra]);
      const candidates: Candidate[] = [];
      for (const [k, axis] of sliced.slice(0, used).entries()) {
        if (k > 0 && expired()) break;
        candidates.push(...prismCandidates(axis, k, all));
      }
      for (const [k, slices] of around.entries()) candidates.push(...revolveCandidates(slices, k, all));
      const cover = coverCells(
        collapseToCells(
          candidates.filter(({ key }) => !banned.has(key)),
          all,
        ),
        cuts.worthStep,
        expired,
      );
      return { ...assemble(cover.chosen), cost: cover.cost, misfit: cover.misfit };
    },
    learn(regionsAlong) {
      let learnt = 0;
      sliced.forEach((axis, k) => {
        sliced[k] = withRegions(axis, regionsAlong(axis));
        learnt += sliced[k].regions.length - axis.regions.length;
      });
      return learnt;
    },
  };
}
