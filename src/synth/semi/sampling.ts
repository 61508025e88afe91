import type { Random } from '../../geometry/random.ts';
import { profileArea } from '../../program/region.ts';
import type { Profile, Sketch, SweptProgram } from '../../program/types.ts';
import { type Distribution, drawFrom } from './distributions.ts';

/** How sketches and profiles are chosen; areas in the square of the design's unit. */
export type SamplingType =
  | { readonly type: 'random' }
  | { readonly type: 'deterministic' }
  | { readonly type: 'distributive'; readonly areaDistribution: Distribution };

/** One of the designs (Fusion 360 Gallery, A.2.4, `sample_design`). Throws RangeError when there are none. */
export const sampleDesign = (designs: readonly SweptProgram[], random: Random): SweptProgram =>
  random.pick(designs);

/**
 * A sketch of the design (Fusion 360 Gallery, A.2.4, `sample_sketch`): any, the largest, or the one whose area is
 * nearest to one drawn from the distribution.
 */
export function sampleSketch(design: SweptProgram, sampling: SamplingType, random: Random): Sketch {
  const sketches = design.features.map(({ sketch }) => sketch);
  if (sampling.type === 'random') return random.pick(sketches);
  const wanted = sampling.type === 'deterministic' ? Infinity : drawFrom(sampling.areaDistribution, random);
  const areas = sketches.map(({ profiles }) =>
    profiles.reduce((total, profile) => total + profileArea(profile), 0),
  );
  const misfit = areas.map((area) => (wanted === Infinity ? -area : Math.abs(area - wanted)));
  return sketches[misfit.indexOf(Math.min(...misfit))];
}

/**
 * At most `maxNumber` profiles of a sketch (Fusion 360 Gallery, A.2.4, `sample_profiles`): any, none twice; the largest
 * of those that are no smaller than the average; or the largest of those above an area drawn from the distribution, of
 * all where none is. Throws RangeError for a `maxNumber` below 1.
 */
export function sampleProfiles(
  sketch: Sketch,
  maxNumber: number,
  sampling: SamplingType,
  random: Random,
): Profile[] {
  if (!(maxNumber >= 1)) throw new RangeError(`At least one profile must be asked for, not ${maxNumber}.`);
  const { profiles } = sketch;
  if (sampling.type === 'random') return shuffled(profiles, random).slice(0, maxNumber);
  const sized = profiles
    .map((profile) => ({ profile, area: profileArea(profile) }))
    .sort((a, b) => b.area - a.area);
  const least =
    sampling.type === 'deterministic'
      ? // Rounding must not lose profiles that are all equal.
        (1 - 1e-9) * (sized.reduce((total, { area }) => total + area, 0) / sized.length)
      : drawFrom(sampling.areaDistribution, random);
  const large = sized.filter(({ area }) => area >= least);
  return (large.length > 0 ? large : sized).slice(0, maxNumber).map(({ profile }) => profile);
}

/** The items in random order (Fisher and Yates). */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
