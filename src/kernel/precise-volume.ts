import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Context, explore, volumeOf } from './shape.ts';
import { shapeNumbering } from './shape-index.ts';

/** Relative error of a face's share in the volume at which adaptive integration stops; at 1e-4 it can stop too soon. */
const PRECISION = 1e-6;

/**
 * The volume of a body to about 1e-7 of it. Gauss integration, which `volumeOf` is, can be off by 1e-5 where a face is
 * bounded by the curve in which two cylinders meet; bodies with such faces are integrated adaptively, which takes ten
 * times as long, and with surfaces other than planes and cylinders could take seconds: these are left to Gauss.
 */
export function preciseVolume(context: Context, body: TopoDS_Shape): number {
  const { oc, own } = context;
  if (!hasFreeEdge(context, body) || !hasPlainFaces(context, body)) return volumeOf(context, body);
  const properties = own(new oc.GProp_GProps());
  oc.BRepGProp.VolumeProperties(body, properties, PRECISION, false, false);
  return properties.Mass();
}

const hasPlainFaces = (context: Context, body: TopoDS_Shape): boolean =>
  explore(context, body, 'TopAbs_FACE').every((each) => {
    const { oc, own } = context;
    const type = own(new oc.BRepAdaptor_Surface(own(oc.TopoDS.Face(each)), false)).GetType();
    return type === 'GeomAbs_Plane' || type === 'GeomAbs_Cylinder';
  });

/** Whether some edge is neither a line nor a circle. */
function hasFreeEdge(context: Context, body: TopoDS_Shape): boolean {
  const { oc, own } = context;
  const numberOf = shapeNumbering(context);
  const seen = new Set<number>();
  return explore(context, body, 'TopAbs_EDGE').some((each) => {
    const number = numberOf(each);
    if (seen.has(number)) return false;
    seen.add(number);
    const edge = own(oc.TopoDS.Edge(each));
    if (oc.BRep_Tool.Degenerated(edge)) return false;
    const type = own(new oc.BRepAdaptor_Curve(edge)).GetType();
    return type !== 'GeomAbs_Line' && type !== 'GeomAbs_Circle';
  });
}
