import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { type Bounds, diagonalOf } from '../geometry/mesh.ts';
import { applyBoolean } from './boolean.ts';
import { areaOf, boundsOfShape } from './measure.ts';
import { type Context, solidsOf, totalVolume } from './shape.ts';

/** Shares of the size by which faces may differ and still count as one, tried in turn. */
const FUZZINESS = [0, 1e-7, 1e-5, 1e-4];

/** From here on a result needs no second opinion: no failure looks like agreement. */
const AGREED = 1 - 1e-6;

/** Volumes that differ by this share of the solids' are the same. */
const SAME_VOLUME = 1e-6;

/**
 * The first result of `attempt`, given a fuzziness relative to the size, that does not throw. Where faces nearly
 * coincide, OCCT may lose the common of two solids, or crash, where with a little fuzziness it does not. As fuzziness
 * also takes faces that differ for one, the exact attempt comes first. Throws the first attempt's error when all do.
 */
export async function firstSound(attempt: (fuzziness: number) => Promise<number>): Promise<number> {
  let failure: unknown;
  for (const fuzziness of FUZZINESS) {
    try {
      return await attempt(fuzziness);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

/**
 * Volume of the common of two solids over that of their union; exact when `fuzziness`, a share of the size, is 0.
 * Bodies of one solid are separate operands of the Boolean, because one operand may not touch itself. A common that OCCT got wrong without saying so contradicts the union: unless the solids agree,
 * both are computed. Throws `kernel-failed` when they contradict each other.
 */
export function intersectionOverUnionOf(
  context: Context,
  a: TopoDS_Shape,
  b: TopoDS_Shape,
  fuzziness: number,
): number {
  const bodiesOfA = solidsOf(context, a);
  const bodiesOfB = solidsOf(context, b);
  const sum = coveredVolume(context, bodiesOfA) + coveredVolume(context, bodiesOfB);
  const bounds = boundsOfShape(context, a);
  if (bodiesOfA.length === 0 || bodiesOfB.length === 0 || apart(bounds, boundsOfShape(context, b))) return 0;
  const reach = fuzziness * diagonalOf(bounds);
  const volumeOf = (operation: 'common' | 'fuse') =>
    totalVolume(context, applyBoolean(context, operation, bodiesOfA, bodiesOfB, reach));
  const tolerance = SAME_VOLUME * sum + reach * areaOf(context, a);

  const common = volumeOf('common');
  const iou = common / (sum - common);
  if (iou >= AGREED && common <= sum / 2 + tolerance) return Math.min(1, iou);
  if (common >= -tolerance && Math.abs(common + volumeOf('fuse') - sum) <= tolerance) return Math.max(0, iou);
  throw new CadtraceError('kernel-failed', 'The common and the union of the solids contradict each other.');
}

/** Volume that bodies cover together, which may touch or overlap. */
function coveredVolume(context: Context, bodies: readonly TopoDS_Shape[]): number {
  const boxes = bodies.map((body) => boundsOfShape(context, body));
  const disjoint = boxes.every((box, i) => boxes.slice(i + 1).every((other) => apart(box, other)));
  return totalVolume(
    context,
    disjoint ? bodies : applyBoolean(context, 'fuse', bodies.slice(0, 1), bodies.slice(1)),
  );
}

const apart = (a: Bounds, b: Bounds): boolean =>
  [0, 1, 2].some((k) => a.min[k] >= b.max[k] || b.min[k] >= a.max[k]);
