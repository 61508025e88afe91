import type { Random } from '../../geometry/random.ts';
import { mapLoop } from '../../program/region.ts';
import type { Loop, Profile, Sweep, SweptProgram } from '../../program/types.ts';
import { capsOf, curvesOf, type SketchPlane } from './design-counts.ts';
import { boundsOf, type Graft, graftOnto } from './graft.ts';
import { sampleDesign, sampleProfiles, sampleSketch } from './sampling.ts';

/** Sketches that are looked at for one with the wanted number of curves. */
const CANDIDATES = 24;

const PLANES = {
  XY: { xAxis: [1, 0, 0], normal: [0, 0, 1] },
  XZ: { xAxis: [1, 0, 0], normal: [0, 1, 0] },
  YZ: { xAxis: [0, 1, 0], normal: [1, 0, 0] },
} as const;

/**
 * A new design from sketches of many (Fusion 360 Gallery, 4.3 and 5.3: existing sketches, extruded to match the number
 * of faces): steps as the `recipe` has them, each with a sketch of another design that has about as many curves; the
 * first on a construction plane, the others grafted onto faces of what is there. Undefined where one finds no place.
 */
export function recombine(
  designs: readonly SweptProgram[],
  recipe: SweptProgram,
  plane: SketchPlane,
  random: Random,
): SweptProgram | undefined {
  const [first] = recipe.features;
  let design: SweptProgram | undefined = baseOn(plane, first, sketchLike(designs, first, random));
  for (let step = 1; step < recipe.features.length && design; step++) {
    design = graftOnto(design, graftLike(designs, recipe, step, random), random);
  }
  return design;
}

/** The profiles on a construction plane, their middle at the origin, extruded as high for their size as the step is. */
function baseOn(plane: SketchPlane, step: Sweep, profiles: readonly Profile[]): SweptProgram {
  const { minU, minV, maxU, maxV } = boundsOf(profiles);
  const center = (loop: Loop) => mapLoop(loop, ([u, v]) => [u - (minU + maxU) / 2, v - (minV + maxV) / 2]);
  const centered = profiles.map(({ outer, holes }) => ({ outer: center(outer), holes: holes.map(center) }));
  const frame = { origin: [0, 0, 0], ...PLANES[plane] } as const;
  const share = sizeRatio(profiles, step);
  const feature: Sweep = {
    kind: 'extrude',
    operation: 'new',
    sketch: { frame, profiles: centered },
    from: share * step.from,
    to: share * step.to,
  };
  return { unit: 'cm', features: [feature] };
}

/** How large profiles are beside those of a step. */
function sizeRatio(profiles: readonly Profile[], step: Sweep): number {
  const [a, b] = [boundsOf(profiles), boundsOf(step.sketch.profiles)];
  return Math.hypot(a.maxU - a.minU, a.maxV - a.minV) / Math.hypot(b.maxU - b.minU, b.maxV - b.minV);
}

/** A graft that does what a step does, with the sketch of another design. */
export function graftLike(
  designs: readonly SweptProgram[],
  recipe: SweptProgram,
  index: number,
  random: Random,
): Graft {
  const step = recipe.features[index];
  const profiles = sketchLike(designs, step, random);
  const caps = capsOf(step, { ...recipe, features: recipe.features.slice(0, index) });
  return {
    profiles,
    distance: sizeRatio(profiles, step) * (step.to - step.from),
    operation: step.operation === 'cut' ? 'cut' : 'join',
    through: caps === 0,
  };
}

/** Profiles of some sketch, whose curves are as many as the step's, or nearly. */
function sketchLike(designs: readonly SweptProgram[], { sketch }: Sweep, random: Random): readonly Profile[] {
  const wanted = curvesOf(sketch.profiles);
  let best: readonly Profile[] = [];
  let misfit = Infinity;
  for (let attempt = 0; attempt < CANDIDATES && misfit > 0; attempt++) {
    const sampled = sampleSketch(sampleDesign(designs, random), { type: 'random' }, random);
    const profiles = sampleProfiles(sampled, sketch.profiles.length, { type: 'random' }, random);
    const difference =
      Math.abs(curvesOf(profiles) - wanted) + Math.abs(profiles.length - sketch.profiles.length);
    if (difference < misfit) [best, misfit] = [profiles, difference];
  }
  return best;
}
