import type { TopoDS_Shape } from 'replicad-opencascadejs';
import type { Bounds } from '../geometry/mesh.ts';
import { applyBoolean } from './boolean.ts';
import { boundsOfShape } from './measure.ts';
import { type Context, solidsOf, totalVolume } from './shape.ts';

/**
 * Volume of the common of two solids over that of their union, exact. Bodies of one solid may touch but not overlap:
 * they are separate operands of the Boolean, because one operand may not touch itself.
 */
export function intersectionOverUnionOf(context: Context, a: TopoDS_Shape, b: TopoDS_Shape): number {
  const bodiesOfA = solidsOf(context, a);
  const bodiesOfB = solidsOf(context, b);
  const volumeOfBoth = totalVolume(context, bodiesOfA) + totalVolume(context, bodiesOfB);
  if (!(volumeOfBoth > 0)) return 0;
  if (apart(boundsOfShape(context, a), boundsOfShape(context, b))) return 0;
  const common = totalVolume(context, applyBoolean(context, 'common', bodiesOfA, bodiesOfB));
  return common / (volumeOfBoth - common);
}

const apart = (a: Bounds, b: Bounds): boolean =>
  [0, 1, 2].some((k) => a.min[k] >= b.max[k] || b.min[k] >= a.max[k]);
