import { toWorld } from '../geometry/frame.ts';
import type { Vec2 } from '../geometry/vector.ts';
import { regionContains } from '../program/region.ts';
import type { Box, SlicedAxis } from '../propose/regions.ts';
import { edgeWitnesses } from './edge-witnesses.ts';
import type { Samples } from './samples.ts';

/** Scattered points per axis, and how few or many each slab may get of them; the near-edge points come on top. */
const SCATTERED = 4000;
const SCATTERED_PER_SLAB = { least: 60, most: 200 };
/** Most near-edge points per axis. */
const MAX_EDGE_POINTS = 6000;

/**
 * Samples a sliced target: in the middle of every slab, scattered points and points just inside and outside of every
 * edge of every slab's section, so that the smallest cell between two outlines gets its witness. Whether a point is
 * inside is read off its section's exact curves.
 */
export function sampleSlabs(axis: SlicedAxis): Samples {
  const positions: number[] = [];
  const inside: number[] = [];
  const weights: number[] = [];
  const { box } = axis;
  const { least, most } = SCATTERED_PER_SLAB;
  const perSlab = Math.max(least, Math.min(most, Math.round(SCATTERED / axis.sections.length)));
  const scattered = scatter(box, perSlab);
  const cellArea = ((box.maxU - box.minU) * (box.maxV - box.minV)) / perSlab;
  const witnesses = edgeWitnesses(
    [...axis.sections.map((section) => section.profiles), axis.hulls],
    Math.hypot(box.maxU - box.minU, box.maxV - box.minV),
    axis.tolerance,
  );
  const everywhere = witnesses.length * axis.sections.length <= MAX_EDGE_POINTS;
  axis.sections.forEach((section, k) => {
    const thickness = axis.levels[k + 1] - axis.levels[k];
    const put = (p: Vec2, weight: number) => {
      if (section.blurred(p[0], p[1])) return;
      positions.push(...toWorld(axis.frame, [p[0], p[1], section.w]));
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

/** Evenly scattered points: the R2 low-discrepancy sequence of the plastic number. */
function scatter(box: Box, count: number): Vec2[] {
  const g = 1.324717957244746;
  return Array.from({ length: count }, (_, i): Vec2 => {
    const a = (0.5 + (i + 1) / g) % 1;
    const b = (0.5 + (i + 1) / (g * g)) % 1;
    return [box.minU + a * (box.maxU - box.minU), box.minV + b * (box.maxV - box.minV)];
  });
}
