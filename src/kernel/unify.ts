import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Context, deepCopy, solidsOf, totalVolume, volumeOf } from './shape.ts';

/** Volumes of the same solid before and after merging faces differ by rounding alone. */
const SAME_VOLUME = 1e-7;

/**
 * The solids with faces of one surface and edges of one curve merged. OCCT's merging can damage a face now and then,
 * and with it the solid that it was given: so a copy is merged, and dropped where its volume
 * shows damage.
 */
export function mergeFaces(context: Context, solids: readonly TopoDS_Shape[]): TopoDS_Shape[] {
  const { oc, own } = context;
  return solids.flatMap((solid) => {
    const before = volumeOf(context, solid);
    const merger = own(new oc.ShapeUpgrade_UnifySameDomain(deepCopy(context, solid), true, true, false));
    merger.Build();
    const merged = solidsOf(context, own(merger.Shape()));
    return Math.abs(totalVolume(context, merged) - before) <= SAME_VOLUME * before ? merged : [solid];
  });
}
