import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Context, deepCopy, solidsOf, totalVolume, volumeOf } from './shape.ts';

/** Volumes of the same solid before and after merging faces differ by rounding alone. */
const SAME_VOLUME = 1e-7;

/**
 * Angle in radians between faces that are one. OCCT's own 1e-12 is less than the rounding of a normal, or of a
 * designer's file: it leaves a cylinder in pieces.
 */
const SAME_ANGLE = 1e-9;

/** One pass may leave faces that only the next can merge; more than this many have never been needed. */
const PASSES = 3;

/**
 * The solids with faces of one surface and edges of one curve merged. OCCT's merging can damage a face now and then,
 * and with it the solid that it was given: so a copy is merged, and dropped where its volume shows damage.
 */
export function mergeFaces(context: Context, solids: readonly TopoDS_Shape[]): TopoDS_Shape[] {
  return solids.flatMap((solid) => {
    let merged = [solid];
    for (let pass = 0; pass < PASSES; pass++) {
      const results = merged.map((part) => mergeOnce(context, part));
      merged = results.flatMap((result) => result.solids);
      if (!results.some(({ changed }) => changed)) break;
    }
    return merged;
  });
}

function mergeOnce(context: Context, solid: TopoDS_Shape): { solids: TopoDS_Shape[]; changed: boolean } {
  const { oc, own } = context;
  const copy = deepCopy(context, solid);
  const merger = own(new oc.ShapeUpgrade_UnifySameDomain(copy, true, true, false));
  merger.SetAngularTolerance(SAME_ANGLE);
  merger.Build();
  const shape = own(merger.Shape());
  if (shape.IsSame(copy)) return { solids: [copy], changed: false };
  const before = volumeOf(context, solid);
  const merged = solidsOf(context, shape);
  const sound = Math.abs(totalVolume(context, merged) - before) <= SAME_VOLUME * before;
  return sound ? { solids: merged, changed: true } : { solids: [solid], changed: false };
}
