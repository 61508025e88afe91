import type { Vec2 } from '../geometry/vector.ts';
import { edgePoint, regionContains } from '../program/region.ts';
import type { Region, SlicedAxis } from '../propose/regions.ts';

/** A slab seen through a region: does the region hold only solid there, only void, or both? */
export type Content = 'solid' | 'void' | 'mixed';

/** Judges each slab by the samples in the region's column and by witnesses of its own. */
export function slabContents(
  axis: SlicedAxis,
  region: Region,
  column: number[],
  slabOf: Int32Array,
  inside: Uint8Array,
): Content[] {
  const solid = new Int32Array(axis.sections.length);
  const empty = new Int32Array(axis.sections.length);
  for (const i of column) {
    const slab = slabOf[i];
    if (slab < 0 || slab >= solid.length) continue;
    if (inside[i]) solid[slab]++;
    else empty[slab]++;
  }
  const witnesses = innerWitnesses(region, axis.tolerance);
  axis.sections.forEach((section, slab) => {
    for (const p of witnesses) {
      if (section.blurred(p[0], p[1])) continue;
      if (regionContains(section.flat, p[0], p[1])) solid[slab]++;
      else empty[slab]++;
    }
  });
  const foreign = region.pure ? 0 : FOREIGN;
  return Array.from(solid, (n, slab) =>
    n === 0 ? 'void' : empty[slab] <= foreign * (n + empty[slab]) ? 'solid' : 'mixed',
  );
}

/**
 * Where faces slope, the section changes within its slab, and a region seen there never holds only solid. It passes
 * for solid up to this share of void: a staircase of slabs is a better stopgap than one dirty prism through all.
 */
const FOREIGN = 0.2;

/** Enough to judge a region that samples may miss; one with many edges is large. */
const MAX_WITNESSES = 48;

/** Points just inside each edge of a region, so that even one that no sample hits is judged. */
function innerWitnesses(region: Region, tolerance: number): Vec2[] {
  const { flat } = region;
  const size = Math.hypot(flat.maxU - flat.minU, flat.maxV - flat.minV);
  const points: Vec2[] = [];
  for (const { outer, holes } of region.profiles) {
    for (const loop of [outer, ...holes]) {
      if (loop.kind === 'circle') {
        const sign = loop === outer ? -1 : 1;
        const r = loop.radius + sign * Math.max(20 * tolerance, Math.min(1e-2 * loop.radius, 1e-3 * size));
        for (let k = 0; k < 4; k++)
          points.push([
            loop.center[0] + r * Math.cos(k * 1.6 + 0.1),
            loop.center[1] + r * Math.sin(k * 1.6 + 0.1),
          ]);
        continue;
      }
      let from = loop.start;
      for (const edge of loop.edges) {
        const a = edgePoint(from, edge, 0.5);
        const b = edgePoint(from, edge, 0.501);
        const step = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
        const reach = Math.max(20 * tolerance, Math.min(10 * step, 1e-3 * size));
        for (const sign of [reach, -reach]) {
          const p: Vec2 = [a[0] - (sign * (b[1] - a[1])) / step, a[1] + (sign * (b[0] - a[0])) / step];
          if (regionContains(flat, p[0], p[1])) points.push(p);
        }
        from = edge.to;
      }
    }
  }
  const inner = points.filter((p) => regionContains(flat, p[0], p[1]));
  const stride = Math.ceil(inner.length / MAX_WITNESSES);
  return inner.filter((_, k) => k % stride === 0);
}
