import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Context, solidsOf, totalVolume, volumeOf } from './shape.ts';

/** Volumes of the same solid before and after merging faces differ by rounding alone. */
const SAME_VOLUME = 1e-7;

/**
 * The solids with faces of one surface and edges of one curve merged. OCCT's merging can damage a face now and then:
 * a solid whose volume shows it is returned as it was.
 */
export function mergeFaces(context: Context, solids: readonly TopoDS_Shape[]): TopoDS_Shape[] {
  const { oc, own } = context;
  return solids.flatMap((solid) => {
    const merger = own(new oc.ShapeUpgrade_UnifySameDomain(solid, true, true, false));
    merger.Build();
    const merged = solidsOf(context, own(merger.Shape()));
    const before = volumeOf(context, solid);
    return Math.abs(totalVolume(context, merged) - before) <= SAME_VOLUME * before ? merged : [solid];
  });
}
