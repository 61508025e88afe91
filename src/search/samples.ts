import type { Bvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { type Frame, toWorld } from '../geometry/frame.ts';
import { isInside } from '../geometry/is-inside.ts';
import type { Vec2, Vec3 } from '../geometry/vector.ts';
import { edgeLength, edgePoint, edgesOf, regionContains } from '../program/region.ts';
import type { Loop, Profile } from '../program/types.ts';
import { blurAt, type Evidence } from '../propose/axis-view.ts';
import type { SlicedAxis } from '../propose/regions.ts';
import type { AxialSlices } from '../propose/revolution.ts';

/** Points in and around the target, each known to be inside or outside it. */
export type Samples = {
  /** x, y, z of each point. */
  readonly positions: Float64Array;
  readonly inside: Uint8Array;
  /** The volume that each point stands for. */
  readonly weights: Float64Array;
};

/** Columns of scattered points per axis; the near-edge points come on top. */
const SCATTERED = 200;
/** Most near-edge points per axis. */
const MAX_EDGE_POINTS = 12_000;

/**
 * Samples a sliced target: in the middle of every slab, scattered points and points just inside and outside of every
 * edge of every slab's section, so that the smallest cell between two outlines gets its witness. Whether a point is
 * inside is read off its section's exact curves.
 */
export function sampleSlabs(axis: SlicedAxis): Samples {
  const positions: number[] = [];
  const inside: number[] = [];
  const weights: number[] = [];
  const box = boundsOfSections(axis);
  const scattered = scatter(box, SCATTERED);
  const cellArea = ((box.maxU - box.minU) * (box.maxV - box.minV)) / SCATTERED;
  const witnesses = edgeWitnesses(
    [...axis.sections.map((section) => section.profiles), axis.hulls],
    Math.hypot(box.maxU - box.minU, box.maxV - box.minV),
    axis.view.perceived.tolerance,
  );
  const everywhere = witnesses.length * axis.sections.length <= MAX_EDGE_POINTS;
  axis.sections.forEach((section, k) => {
    const thickness = axis.levels[k + 1] - axis.levels[k];
    const blurred = blurAt(axis.view, section.w);
    const put = (p: Vec2, weight: number) => {
      if (blurred(p[0], p[1])) return;
      positions.push(...toWorld(axis.view.frame, [p[0], p[1], section.w]));
      inside.push(regionContains(section.flat, p[0], p[1]) ? 1 : 0);
      weights.push(weight);
    };
    for (const p of scattered) put(p, cellArea * thickness);
    for (const witness of witnesses) {
      if (everywhere || Math.abs(witness.slab - k) <= 1 || witness.slab === axis.sections.length)
        put(witness.point, witness.area * thickness);
    }
  });
  return {
    positions: Float64Array.from(positions),
    inside: Uint8Array.from(inside),
    weights: Float64Array.from(weights),
  };
}

/** Angles about an axis of revolution at which a revolve is compared with the target. */
const ANGLES = 12;

/**
 * Samples all around an axis of revolution, to both sides of every edge of its axial cuts; each sample stands for a
 * stretch of the ring that it lies on. In the planes of the cuts the exact sections tell what is inside, elsewhere the
 * mesh does, except within its facets' sag.
 */
export function sampleAround(slices: AxialSlices, { perceived, sag }: Evidence, tree: Bvh): Samples {
  const positions: number[] = [];
  const inside: number[] = [];
  const weights: number[] = [];
  const put = (frame: Frame, [u, v]: Vec2, isSolid: boolean, area: number) => {
    positions.push(...toWorld(frame, [u, v, 0]));
    inside.push(isSolid ? 1 : 0);
    weights.push((area * 2 * Math.PI * u) / (slices.cuts.length + ANGLES));
  };
  const profiles = slices.cuts.flatMap(({ section }) => section.profiles);
  const { flat } = slices.cuts[0].section;
  const diagonal = Math.hypot(flat.maxU, flat.maxV - flat.minV);
  const near = edgeWitnesses([profiles], diagonal, perceived.tolerance);
  for (const { frame, section } of slices.cuts) {
    for (const { point, area } of near) {
      if (point[0] > 0) put(frame, point, regionContains(section.flat, ...point), area);
    }
  }
  const reach = 3 * Math.max(...sag);
  const clear = edgeWitnesses([profiles], diagonal, Math.max(perceived.tolerance, reach / 20));
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  for (let k = 0; k < ANGLES; k++) {
    const frame = slices.frameAt(((k + 0.5) * 2 * Math.PI) / ANGLES);
    for (const { point, area } of clear) {
      const p = toWorld(frame, [...point, 0]);
      if (point[0] > 0 && closestPoint(tree, ...p, found) > (reach / 2) ** 2) {
        put(frame, point, isInside(tree, ...p), area);
      }
    }
  }
  return {
    positions: Float64Array.from(positions),
    inside: Uint8Array.from(inside),
    weights: Float64Array.from(weights),
  };
}

/** Several sample sets as one. */
export function joinSamples(sets: readonly Samples[]): Samples {
  const count = sets.reduce((sum, set) => sum + set.inside.length, 0);
  const joined = {
    positions: new Float64Array(3 * count),
    inside: new Uint8Array(count),
    weights: new Float64Array(count),
  };
  let at = 0;
  for (const set of sets) {
    joined.positions.set(set.positions, 3 * at);
    joined.inside.set(set.inside, at);
    joined.weights.set(set.weights, at);
    at += set.inside.length;
  }
  return joined;
}

/** Samples from points whose side is known, each standing for `weight` of volume. */
export function samplesFrom(points: readonly { point: Vec3; inside: boolean }[], weight: number): Samples {
  return {
    positions: Float64Array.from(points.flatMap(({ point }) => point)),
    inside: Uint8Array.from(points, ({ inside }) => (inside ? 1 : 0)),
    weights: new Float64Array(points.length).fill(weight),
  };
}

type Box = { minU: number; minV: number; maxU: number; maxV: number };

function boundsOfSections(axis: SlicedAxis): Box {
  const box = { minU: Infinity, minV: Infinity, maxU: -Infinity, maxV: -Infinity };
  const { local } = axis.view;
  for (let i = 0; i < local.length; i += 3) {
    box.minU = Math.min(box.minU, local[i]);
    box.maxU = Math.max(box.maxU, local[i]);
    box.minV = Math.min(box.minV, local[i + 1]);
    box.maxV = Math.max(box.maxV, local[i + 1]);
  }
  return box;
}

/** Evenly scattered points: the R2 low-discrepancy sequence of the plastic number. */
function scatter(box: Box, count: number): Vec2[] {
  const g = 1.324717957244746;
  return Array.from({ length: count }, (_, i): Vec2 => {
    const a = (0.5 + (i + 1) / g) % 1;
    const b = (0.5 + (i + 1) / (g * g)) % 1;
    return [box.minU + a * (box.maxU - box.minU), box.minV + b * (box.maxV - box.minV)];
  });
}

type Witness = { point: Vec2; slab: number; area: number };

/** Points a little to both sides of every distinct edge of the slabs' profiles. */
function edgeWitnesses(
  slabs: readonly (readonly Profile[])[],
  diagonal: number,
  tolerance: number,
): Witness[] {
  const witnesses: Witness[] = [];
  const seen = new Set<string>();
  const grid = Math.max(1e-6 * diagonal, 10 * tolerance);
  slabs.forEach((profiles, slab) => {
    for (const { outer, holes } of profiles) {
      for (const loop of [outer, ...holes]) {
        for (const { from, edge } of pathEdges(loop)) {
          const middle = edgePoint(from, edge, 0.5);
          const key = [middle[0], middle[1], from[0] + edge.to[0], from[1] + edge.to[1]]
            .map((x) => Math.round(x / grid))
            .join();
          if (seen.has(key)) continue;
          seen.add(key);
          const length = edgeLength(from, edge);
          const reach = Math.max(20 * tolerance, Math.min(0.02 * length, 1e-3 * diagonal));
          const fractions = length > 0.2 * diagonal ? [0.13, 0.5, 0.87] : [0.5];
          for (const t of fractions) {
            const p = edgePoint(from, edge, t);
            const q = edgePoint(from, edge, t + 1e-4);
            const step = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
            const n: Vec2 = [-(q[1] - p[1]) / step, (q[0] - p[0]) / step];
            for (const sign of [1, -1]) {
              witnesses.push({
                point: [p[0] + sign * reach * n[0], p[1] + sign * reach * n[1]],
                slab,
                area: (0.05 * length * length) / fractions.length,
              });
            }
          }
        }
      }
    }
  });
  return witnesses;
}

/** The edges of a loop; a circle counts as four quarter arcs. */
function* pathEdges(loop: Loop): ReturnType<typeof edgesOf> {
  if (loop.kind === 'path') {
    yield* edgesOf(loop);
    return;
  }
  const at = (k: number): Vec2 => [
    loop.center[0] + loop.radius * Math.cos((k * Math.PI) / 4),
    loop.center[1] + loop.radius * Math.sin((k * Math.PI) / 4),
  ];
  for (let k = 0; k < 8; k += 2)
    yield { from: at(k), edge: { kind: 'arc', through: at(k + 1), to: at(k + 2) } };
}
