import type { TopoDS_Edge, TopoDS_Shape } from 'replicad-opencascadejs';
import type { Bounds } from '../geometry/mesh.ts';
import { type Context, explore, solidsOf, takeVec3, volumeOf } from './shape.ts';
import { shapeNumbering } from './shape-index.ts';
import type { Measure, Validity } from './types.ts';

/** Exact mass properties and counts of a solid. An empty solid has an inverted infinite box. */
export function measureShape(context: Context, shape: TopoDS_Shape): Measure {
  const { oc, own } = context;
  const volume = own(new oc.GProp_GProps());
  oc.BRepGProp.VolumeProperties(shape, volume, false, false, false);
  return {
    volume: volume.Mass(),
    area: areaOf(context, shape),
    center: takeVec3(volume.CentreOfMass()),
    bounds: boundsOfShape(context, shape),
    bodies: solidsOf(context, shape).length,
    faces: explore(context, shape, 'TopAbs_FACE').length,
    edges: distinctEdges(context, shape).length,
  };
}

export function areaOf({ oc, own }: Context, shape: TopoDS_Shape): number {
  const properties = own(new oc.GProp_GProps());
  oc.BRepGProp.SurfaceProperties(shape, properties, false, false);
  return properties.Mass();
}

/** The tight box around a shape, without the gap that OCCT's tolerances add. */
export function boundsOfShape({ oc, own }: Context, shape: TopoDS_Shape): Bounds {
  const box = own(new oc.Bnd_Box());
  oc.BRepBndLib.AddOptimal(shape, box, false, false);
  if (box.IsVoid()) return { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  return {
    min: [box.GetXMin(), box.GetYMin(), box.GetZMin()],
    max: [box.GetXMax(), box.GetYMax(), box.GetZMax()],
  };
}

/** The edges of a shape, each once, that are curves, not the point in which a sphere's or cone's parametrisation closes. */
export function distinctEdges(context: Context, shape: TopoDS_Shape): TopoDS_Edge[] {
  const { oc, own } = context;
  const numberOf = shapeNumbering(context);
  const edges: TopoDS_Edge[] = [];
  let seen = 0;
  for (const use of explore(context, shape, 'TopAbs_EDGE')) {
    if (numberOf(use) < seen) continue;
    seen++;
    const edge = own(oc.TopoDS.Edge(use));
    if (!oc.BRep_Tool.Degenerated(edge)) edges.push(edge);
  }
  return edges;
}

/** The volume of each body, negative where it is inside out. */
const bodyVolumes = (context: Context, shape: TopoDS_Shape): number[] =>
  solidsOf(context, shape).map((body) => volumeOf(context, body));

/** Whether every face and body is valid, and what is wrong with which; `volumes` are those of its bodies. */
export function checkShape(
  context: Context,
  shape: TopoDS_Shape,
  volumes: readonly number[] = bodyVolumes(context, shape),
): Validity {
  const { oc, own } = context;
  const problems: string[] = [];
  if (volumes.length === 0) problems.push('There is no body.');
  for (const [index, volume] of volumes.entries()) {
    if (!(volume > 0)) problems.push(`Body ${index} encloses no volume or is inside out.`);
  }
  const analyzer = own(new oc.BRepCheck_Analyzer(shape, true, false, false));
  if (!analyzer.IsValid()) {
    const before = problems.length;
    for (const [index, face] of explore(context, shape, 'TopAbs_FACE').entries()) {
      if (!analyzer.IsValid(face)) problems.push(`Face ${index} is not valid.`);
    }
    if (problems.length === before) problems.push('A shell does not close or crosses itself.');
  }
  return { valid: problems.length === 0, problems };
}
