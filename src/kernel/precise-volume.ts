import type { TopoDS_Edge, TopoDS_Shape } from 'replicad-opencascadejs';
import { type Context, explore, volumeOf } from './shape.ts';

/** Relative error of a face's share in the volume at which adaptive integration stops; at 1e-4 it can stop too soon. */
const PRECISION = 1e-6;

/**
 * The volumes of bodies to about 1e-7 of each; `edges` are all their distinct edges. Gauss integration, which `volumeOf`
 * is, can be off by 1e-5 where a face is bounded by the curve in which two cylinders meet; where there are such curves,
 * bodies are integrated adaptively, which takes ten times as long, and with surfaces other than planes and cylinders
 * could take seconds: these are left to Gauss.
 */
export function preciseVolumes(
  context: Context,
  bodies: readonly TopoDS_Shape[],
  edges: readonly TopoDS_Edge[],
): number[] {
  const { oc, own } = context;
  const simple = !edges.some((edge) => isFree(context, edge));
  return bodies.map((body) => {
    if (simple || !hasPlainFaces(context, body)) return volumeOf(context, body);
    const properties = own(new oc.GProp_GProps());
    oc.BRepGProp.VolumeProperties(body, properties, PRECISION, false, false);
    return properties.Mass();
  });
}

/** Whether an edge is neither a line nor a circle. */
function isFree({ oc, own }: Context, edge: TopoDS_Edge): boolean {
  const type = own(new oc.BRepAdaptor_Curve(edge)).GetType();
  return type !== 'GeomAbs_Line' && type !== 'GeomAbs_Circle';
}

const hasPlainFaces = (context: Context, body: TopoDS_Shape): boolean =>
  explore(context, body, 'TopAbs_FACE').every((each) => {
    const { oc, own } = context;
    const type = own(new oc.BRepAdaptor_Surface(own(oc.TopoDS.Face(each)), false)).GetType();
    return type === 'GeomAbs_Plane' || type === 'GeomAbs_Cylinder';
  });
