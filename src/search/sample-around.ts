import type { Bvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { type Frame, toWorld } from '../geometry/frame.ts';
import { isInside } from '../geometry/is-inside.ts';
import type { Vec2 } from '../geometry/vector.ts';
import { regionContains } from '../program/region.ts';
import type { Evidence } from '../propose/axis-view.ts';
import type { AxialSlices } from '../propose/revolution.ts';
import { edgeWitnesses } from './edge-witnesses.ts';
import type { Samples } from './samples.ts';

/** Angles about an axis of revolution at which a revolve is compared with the target. */
const ANGLES = 12;

/**
 * Samples all around an axis of revolution, to both sides of every edge of its axial cuts; each sample stands for a
 * stretch of the ring that it lies on. In the planes of cuts all of whose edges are exact, their sections tell what is
 * inside; elsewhere the mesh does, except within its facets' sag.
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
    if (section.fitted) continue;
    for (const { point, area } of near) {
      if (point[0] > 0) put(frame, point, regionContains(section.flat, ...point), area);
    }
  }
  const reach = 3 * Math.max(...sag);
  const clear = edgeWitnesses([profiles], diagonal, Math.max(perceived.tolerance, reach / 20));
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const evenly = Array.from({ length: ANGLES }, (_, k) => slices.frameAt(((k + 0.5) * 2 * Math.PI) / ANGLES));
  const inexact = slices.cuts.filter(({ section }) => section.fitted).map(({ frame }) => frame);
  for (const frame of [...evenly, ...inexact]) {
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
