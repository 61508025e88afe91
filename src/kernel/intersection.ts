import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Bounds, diagonalOf } from '../geometry/mesh.ts';
import { applyBoolean } from './boolean.ts';
import { boundsOfShape } from './measure.ts';
import { type Context, solidsOf, totalVolume } from './shape.ts';

/** Shares of the size by which faces may differ and still count as one, tried in turn. */
const FUZZINESS = [0, 1e-6, 1e-5, 1e-4];
/** From here on a result needs no second opinion: no failure looks like agreement. */
const AGREED = 1 - 1e-6;
/** Two attempts that differ by less confirm each other. */
const CONFIRMED = 1e-7;

/**
 * The best of several attempts to compute an intersection over union, each given a fuzziness relative to the size.
 * Where faces nearly coincide OCCT loses some of the common, or all of it, without a word, or crashes; it never
 * invents any. So the largest common counts, with growing fuzziness, until two attempts agree. Throws the last
 * attempt's error when none succeeds.
 */
export async function bestIntersection(attempt: (fuzziness: number) => Promise<number>): Promise<number> {
  let best: number | undefined;
  let failure: unknown;
  for (const fuzziness of FUZZINESS) {
    try {
      const iou = await attempt(fuzziness);
      const confirmed = best !== undefined && Math.abs(iou - best) < CONFIRMED;
      best = Math.max(best ?? 0, iou);
      if (best >= AGREED || confirmed) break;
    } catch (error) {
      failure = error;
    }
  }
  if (best === undefined) throw failure;
  return best;
}

/**
 * Volume of the common of two solids over that of their union; exact when `fuzziness`, a share of the size, is 0.
 * Bodies of one solid may touch but not overlap: they are separate operands of the Boolean, because one operand may
 * not touch itself.
 */
export function intersectionOverUnionOf(
  context: Context,
  a: TopoDS_Shape,
  b: TopoDS_Shape,
  fuzziness: number,
): number {
  const bodiesOfA = solidsOf(context, a);
  const bodiesOfB = solidsOf(context, b);
  const volumeOfBoth = totalVolume(context, bodiesOfA) + totalVolume(context, bodiesOfB);
  if (!(volumeOfBoth > 0)) return 0;
  const bounds = boundsOfShape(context, a);
  if (apart(bounds, boundsOfShape(context, b))) return 0;
  const reach = fuzziness * diagonalOf(bounds);
  const common = totalVolume(context, applyBoolean(context, 'common', bodiesOfA, bodiesOfB, reach));
  return Math.min(1, common / (volumeOfBoth - common));
}

const apart = (a: Bounds, b: Bounds): boolean =>
  [0, 1, 2].some((k) => a.min[k] >= b.max[k] || b.min[k] >= a.max[k]);
