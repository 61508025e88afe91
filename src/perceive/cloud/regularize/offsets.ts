import type { SurfaceOf } from '../../../geometry/surface.ts';
import { symmetricEigen } from '../../../geometry/symmetric.ts';
import { addScaled, cross, dot, length, scale, subtract, type Vec3 } from '../../../geometry/vector.ts';
import { directed, type Evidence, SIGNIFICANT, SYSTEMATIC } from './evidence.ts';
import { groupValues, weightedMean } from './group-values.ts';
import { sumOf } from './quadratic.ts';

type Plane = Evidence<SurfaceOf<'plane'>>;

/** Sine below which directions that were settled are one. */
export const PARALLEL = 1e-9;

const isPlane = (item: Evidence): item is Plane => item.surface.kind === 'plane';

/** The same faces with parallel planes at equal offsets, by least squares of their points, wherever these allow it. */
export function alignOffsets(evidence: readonly Evidence[], expired: () => boolean): Evidence[] {
  const moved = new Map<Evidence, Evidence>();
  for (const planes of byDirection(evidence.filter(isPlane), ({ surface }) => surface.normal)) {
    if (expired()) break;
    const { normal } = planes[0].surface;
    const offsets = planes.map(({ centroid, points, deviation }) => ({
      value: dot(centroid, normal),
      weight: points.length / 3 / deviation ** 2,
    }));
    const slack = SYSTEMATIC * Math.max(...planes.map(({ deviation }) => deviation));
    const turning = turningError(planes);
    const centre = (members: readonly number[]): Vec3 => meanOf(members.map((m) => planes[m]));
    const groups = groupValues(offsets, { significant: SIGNIFICANT, slack }, (a, b) =>
      turning(subtract(centre(a), centre(b))),
    );
    for (const group of groups) {
      const offset = weightedMean(group.map((m) => offsets[m]));
      const origin = addScaled(
        planes[group[0]].centroid,
        normal,
        offset - dot(planes[group[0]].centroid, normal),
      );
      for (const m of group)
        moved.set(planes[m], { ...planes[m], surface: { kind: 'plane', origin, normal } });
    }
  }
  return evidence.map((item) => moved.get(item) ?? item);
}

/** Items of one direction, up to sign. */
export function byDirection<T>(items: readonly T[], directionOf: (item: T) => Vec3): T[][] {
  const groups: T[][] = [];
  for (const item of items) {
    const group = groups.find(([first]) => length(cross(directionOf(first), directionOf(item))) < PARALLEL);
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

/** Standard error of the height over one another of two points a step apart, as the shared direction is not known better. */
function turningError(planes: readonly Plane[]): (step: Vec3) => number {
  const costs = planes.map((plane) => directed(plane)?.cost.map((c) => c / plane.deviation ** 2));
  const { values, vectors } = symmetricEigen(sumOf(costs.filter((cost) => cost !== undefined)), 3);
  return (step) =>
    Math.hypot(
      ...[1, 2].map(
        (k) =>
          dot(step, [vectors[k][0], vectors[k][1], vectors[k][2]]) / Math.sqrt(Math.max(values[k], 1e-300)),
      ),
    );
}

function meanOf(planes: readonly Plane[]): Vec3 {
  const total = planes.reduce((sum, { points }) => sum + points.length, 0);
  return planes.reduce<Vec3>(
    (sum, { centroid, points }) => addScaled(sum, centroid, points.length / total),
    scale([1, 1, 1], 0),
  );
}
