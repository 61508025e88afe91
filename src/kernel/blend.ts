import type { TopoDS_Edge, TopoDS_Face, TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { diagonalOf } from '../geometry/mesh.ts';
import { normalAt } from '../geometry/surface-distance.ts';
import { cross, length, type Vec3 } from '../geometry/vector.ts';
import { isOnSweptFace, isSameFace, type SweptFace, sweptFaces } from '../program/swept-faces.ts';
import type { Blend, Feature } from '../program/types.ts';
import { boundsOfShape } from './measure.ts';
import { type Context, explore, solidsOf, takeVec3 } from './shape.ts';
import { shapeNumbering } from './shape-index.ts';
import { surfaceOfFace } from './surface-of-face.ts';

/** An edge lies on a face that comes so near, as a share of the body's diagonal. */
const SAME_PLACE = 1e-6;
/** Sine of the angle below which two faces meet smoothly: there is no edge to blend. */
const SMOOTH = 1e-3;
/** Where along an edge it is looked at: nowhere special. */
const PLACES = [0.21, 0.5, 0.83];

/**
 * The lumps with the edges that `blend` selects rounded or broken; `features` are those before it. Throws
 * `kernel-failed` where no edge is there to be blended, or OCCT cannot blend them.
 */
export function applyBlend(
  context: Context,
  blend: Blend,
  features: readonly Feature[],
  lumps: readonly TopoDS_Shape[],
): TopoDS_Shape[] {
  const pairs = blend.edges.map(({ between }) => between.map((selector) => sweptFaces(features, selector)));
  let found = 0;
  const blended = lumps.flatMap((lump) => {
    const edges = edgesBetween(context, lump, pairs);
    found += edges.length;
    return edges.length > 0 ? blendEdges(context, blend, lump, edges) : [lump];
  });
  if (found === 0)
    throw new CadtraceError('kernel-failed', `The body has no edge where the ${blend.kind} should be.`);
  return blended;
}

/** The edges of a lump that lie on a face of the first kind and one of the second, of any of the pairs of kinds. */
function edgesBetween(context: Context, lump: TopoDS_Shape, pairs: readonly SweptFace[][][]): TopoDS_Edge[] {
  const { oc, own } = context;
  const tolerance = SAME_PLACE * diagonalOf(boundsOfShape(context, lump));
  const around = facesAtEdges(context, lump);
  return around.flatMap(({ edge, faces }) => {
    if (faces.length !== 2) return [];
    const curve = own(new oc.BRepAdaptor_Curve(edge));
    const [first, last] = [curve.FirstParameter(), curve.LastParameter()];
    const points = PLACES.map((t) => takeVec3(curve.EvalD0(first + t * (last - first))));
    const isOn = (face: SweptFace) => points.every((point) => isOnSweptFace(face, point, tolerance));
    const isWanted = pairs.some(([one, other]) => {
      const [here, there] = [one.filter(isOn), other.filter(isOn)];
      return here.some((face) => there.some((another) => !isSameFace(face, another)));
    });
    return isWanted && isSharp(context, faces, points[1], tolerance) ? [edge] : [];
  });
}

type EdgeWithFaces = { readonly edge: TopoDS_Edge; readonly faces: TopoDS_Face[] };

/** Each edge once, with the faces that meet in it: one face, twice, at a seam. */
function facesAtEdges(context: Context, lump: TopoDS_Shape): EdgeWithFaces[] {
  const { oc, own } = context;
  const numberOf = shapeNumbering(context);
  const found: EdgeWithFaces[] = [];
  for (const each of explore(context, lump, 'TopAbs_FACE')) {
    const face = own(oc.TopoDS.Face(each));
    const here = new Set<number>();
    for (const shape of explore(context, face, 'TopAbs_EDGE')) {
      const number = numberOf(shape);
      found[number] ??= { edge: own(oc.TopoDS.Edge(shape)), faces: [] };
      // A seam is not between two faces, and is left out by having too many.
      if (here.has(number)) found[number].faces.push(face, face);
      here.add(number);
      found[number].faces.push(face);
    }
  }
  return found;
}

/** Whether two faces meet at an angle in a point. */
function isSharp(context: Context, faces: readonly TopoDS_Face[], at: Vec3, tolerance: number): boolean {
  const [a, b] = faces.map((face) => {
    const surface = surfaceOfFace(context, face, tolerance);
    return surface.kind === 'freeform' ? undefined : normalAt(surface, at);
  });
  return !a || !b || length(cross(a, b)) > SMOOTH;
}

function blendEdges(
  context: Context,
  blend: Blend,
  lump: TopoDS_Shape,
  edges: readonly TopoDS_Edge[],
): TopoDS_Shape[] {
  const { oc, own } = context;
  try {
    const maker = own(
      blend.kind === 'fillet'
        ? new oc.BRepFilletAPI_MakeFillet(lump)
        : new oc.BRepFilletAPI_MakeChamfer(lump),
    );
    for (const edge of edges) maker.Add(blend.kind === 'fillet' ? blend.radius : blend.distance, edge);
    maker.Build(own(new oc.Message_ProgressRange()));
    if (maker.IsDone()) return solidsOf(context, own(maker.Shape()));
  } catch (cause) {
    throw cannotBlend(blend, edges.length, cause);
  }
  throw cannotBlend(blend, edges.length);
}

const cannotBlend = (blend: Blend, edges: number, cause?: unknown) =>
  new CadtraceError(
    'kernel-failed',
    `OpenCascade cannot make this ${blend.kind} on ${edges} ${edges === 1 ? 'edge' : 'edges'}: try a smaller one.`,
    { value: blend.kind === 'fillet' ? blend.radius : blend.distance, cause },
  );
