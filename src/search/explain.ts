import { buildBvh } from '../geometry/bvh.ts';
import { boundsOf, diagonalOf, volumeOf } from '../geometry/mesh.ts';
import { axesByNeed, extrusionAxes, frameAlong } from '../perceive/axes.ts';
import type { Perceived } from '../perceive/types.ts';
import { evidenceOf, viewAlong } from '../propose/axis-view.ts';
import { type SlicedAxis, sliceAxis, withRegions } from '../propose/regions.ts';
import { type AxialSlices, revolutionAxes, sliceAround } from '../propose/revolution.ts';
import { type Assembly, assemble } from './assemble.ts';
import type { Candidate } from './candidate.ts';
import { collapseToCells } from './cells.ts';
import { coverCells } from './cover.ts';
import { prismCandidates } from './prism-candidates.ts';
import { revolveCandidates } from './revolve-candidates.ts';
import { sampleAround } from './sample-around.ts';
import { sampleSlabs } from './sample-slabs.ts';
import { joinSamples, type Samples } from './samples.ts';

/** Features that explain a group of bodies, and how well, by the samples. */
export type Explanation = Assembly & { readonly cost: number; readonly misfit: number };

/** A search over one group of bodies that can be asked again with more axes or more samples; slices are kept. */
export type Explainer = {
  /** How many extrusion axes there are to try. */
  readonly axisCount: number;
  /** How many axes, at most three, explain about all of the area each on its own. */
  readonly alone: number;
  /** For each axis the share of the area that it explains and those before it do not. */
  readonly gains: readonly number[];
  readonly volume: number;
  /** `extra`: further samples; `banned`: keys of candidates that could not be built. */
  explain(
    axisCount: number,
    extra: readonly Samples[],
    banned: ReadonlySet<string>,
    expired: () => boolean,
  ): Explanation;
  /** Takes the profiles of what an explanation left over among its own, for the axes sliced so far; how many were new. */
  learn(residual: Perceived): number;
};

/** Share of the area from which on an axis is tried without others. */
const ALONE = 0.9999;

/** Prepares the search for one group of bodies. */
export function explainerOf(perceived: Perceived): Explainer {
  const evidence = evidenceOf(perceived);
  const directions = extrusionAxes(perceived);
  const { ordered: axes, gains } = axesByNeed(perceived, directions);
  const fitTolerance = Math.max(
    5 * perceived.tolerance,
    5e-4 * diagonalOf(boundsOf(perceived.mesh.positions)),
  );
  const revolutions = revolutionAxes(perceived);
  const around: AxialSlices[] = [];
  const aroundSamples: Samples[] = [];
  const tree = buildBvh(perceived.mesh);
  const sliced: SlicedAxis[] = [];
  const samples: Samples[] = [];
  const slice = (k: number) => {
    while (sliced.length <= k) {
      const axis = sliceAxis(
        viewAlong(evidence, frameAlong(axes[sliced.length].direction, directions)),
        fitTolerance,
      );
      sliced.push(axis);
      samples.push(sampleSlabs(axis));
    }
  };
  return {
    axisCount: axes.length,
    alone: Math.min(3, axes.filter(({ explained }) => explained >= ALONE).length),
    gains,
    volume: Math.abs(volumeOf(perceived.mesh)),
    explain(axisCount, extra, banned, expired) {
      const used = Math.min(axisCount, axes.length);
      for (let k = 0; k < used && !(k > 0 && expired()); k++) slice(k);
      for (const axis of revolutions.slice(around.length)) {
        if (expired()) break;
        const slices = sliceAround(evidence, axis, fitTolerance);
        around.push(slices);
        aroundSamples.push(sampleAround(slices, evidence, tree));
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
        expired,
      );
      return { ...assemble(cover.chosen), cost: cover.cost, misfit: cover.misfit };
    },
    learn(residual) {
      const left = evidenceOf(residual);
      let learnt = 0;
      sliced.forEach((axis, k) => {
        const { regions } = sliceAxis(viewAlong(left, axis.frame), fitTolerance);
        sliced[k] = withRegions(axis, regions);
        learnt += sliced[k].regions.length - axis.regions.length;
      });
      return learnt;
    },
  };
}
