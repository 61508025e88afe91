import type { TopoDS_Shape } from 'replicad-opencascadejs';
import type { Context } from './shape.ts';

const HASH_RANGE = 2 ** 31 - 1;

/**
 * A function that numbers shapes from 0 in the order in which it first sees them; the same shape, whichever way it is
 * oriented, keeps its number. Shapes must live as long as the function is used.
 */
export function shapeNumbering({ oc }: Context): (shape: TopoDS_Shape) => number {
  const buckets = new Map<number, { shape: TopoDS_Shape; index: number }[]>();
  let count = 0;
  return (shape) => {
    const hash = oc.ReplicadShapeHasher.HashCode(shape, HASH_RANGE);
    const bucket = buckets.get(hash) ?? [];
    if (bucket.length === 0) buckets.set(hash, bucket);
    const known = bucket.find((entry) => entry.shape.IsSame(shape));
    if (known !== undefined) return known.index;
    bucket.push({ shape, index: count });
    return count++;
  };
}
