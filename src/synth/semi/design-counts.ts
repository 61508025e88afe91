import { addScaled, dot, type Vec3 } from '../../geometry/vector.ts';
import { programBounds } from '../../program/bounds.ts';
import { profileArea } from '../../program/region.ts';
import { convertUnit } from '../../program/transform.ts';
import type { Loop, Profile, Sweep, SweptProgram } from '../../program/types.ts';

/** The construction plane of a design's first sketch. */
export type SketchPlane = 'XY' | 'XZ' | 'YZ';

/** What distributions are made of, for one design. Areas are in square centimetres. */
export type DesignCounts = {
  /** Undefined where the sketch is parallel to none of the three. */
  readonly sketchPlane: SketchPlane | undefined;
  readonly numFaces: number;
  readonly numExtrusions: number;
  /** Entries of the timeline: each feature counts with its sketch. */
  readonly lengthSequences: number;
  readonly numCurves: number;
  readonly numBodies: number;
  readonly sketchAreas: readonly number[];
  readonly profileAreas: readonly number[];
};

/** How many faces and bodies a design has. */
export type SolidCounts = { readonly faces: number; readonly bodies: number };

/**
 * Counts a design's faces, steps, curves and areas (Fusion 360 Gallery, A.2.4). A program says nothing of its faces: give
 * what a kernel measured, or take the estimate. Programs hold the outlines that are extruded, not all that was sketched:
 * curves and areas are of those.
 */
export function countsOf(design: SweptProgram, solid: SolidCounts = estimateSolid(design)): DesignCounts {
  const { features } = convertUnit(design, 'cm');
  const areas = features.map(({ sketch }) => sketch.profiles.map(profileArea));
  return {
    sketchPlane: planeOf(features[0].sketch.frame.normal),
    numFaces: solid.faces,
    numExtrusions: features.length,
    lengthSequences: 2 * features.length,
    numCurves: features.reduce((count, feature) => count + curvesOf(feature.sketch.profiles), 0),
    numBodies: solid.bodies,
    sketchAreas: areas.map((profiles) => profiles.reduce((total, area) => total + area, 0)),
    profileAreas: areas.flat(),
  };
}

function planeOf(normal: Vec3): SketchPlane | undefined {
  const axis = normal.findIndex((cosine) => Math.abs(cosine) > 1 - 1e-6);
  return (['YZ', 'XZ', 'XY'] as const)[axis];
}

/** Lines, arcs and circles that bound the profiles. */
export const curvesOf = (profiles: readonly Profile[]): number =>
  profiles.reduce(
    (count, { outer, holes }) =>
      count + curvesAlong(outer) + holes.reduce((n, hole) => n + curvesAlong(hole), 0),
    0,
  );

const curvesAlong = (loop: Loop): number => (loop.kind === 'circle' ? 1 : loop.edges.length);

/**
 * Faces and bodies as far as the steps alone tell: a side for each curve, and caps where an extrusion ends outside what
 * it is joined to or inside what it is cut from. What one feature takes from another's faces is not seen.
 */
export function estimateSolid({ unit, features }: SweptProgram): SolidCounts {
  let faces = 0;
  let bodies = 0;
  for (const [i, feature] of features.entries()) {
    const { operation, sketch } = feature;
    if (operation === 'new') bodies++;
    const before = operation === 'new' ? [] : features.slice(0, i);
    faces += curvesOf(sketch.profiles) + sketch.profiles.length * capsOf(feature, { unit, features: before });
  }
  return { faces, bodies };
}

/** How many of a feature's two ends stay as faces of the body that `before` makes. */
export function capsOf(feature: Sweep, before: SweptProgram): number {
  if (feature.kind === 'revolve') return feature.to - feature.from < 2 * Math.PI ? 2 : 0;
  if (feature.operation === 'new' || before.features.length === 0) return 2;
  if (feature.operation === 'intersect') return 0;
  const { frame } = feature.sketch;
  const { min, max } = programBounds(before);
  const [low, high] = rangeAlong(frame.normal, min, max);
  const tolerance = 1e-6 * (high - low);
  const ends = [feature.from, feature.to].map((end) =>
    dot(addScaled(frame.origin, frame.normal, end), frame.normal),
  );
  return feature.operation === 'cut'
    ? ends.filter((end) => end > low + tolerance && end < high - tolerance).length
    : ends.filter((end) => end < low - tolerance || end > high + tolerance).length;
}

/** How far a box reaches along a direction. */
function rangeAlong(direction: Vec3, min: Vec3, max: Vec3): [number, number] {
  let [low, high] = [0, 0];
  for (const k of [0, 1, 2] as const) {
    low += Math.min(direction[k] * min[k], direction[k] * max[k]);
    high += Math.max(direction[k] * min[k], direction[k] * max[k]);
  }
  return [low, high];
}
