import type { TopoDS_Face, TopoDS_Shape } from 'replicad-opencascadejs';
import { diagonalOf } from '../geometry/mesh.ts';
import type { Surface } from '../geometry/surface.ts';
import { normalAt } from '../geometry/surface-distance.ts';
import { dot, type Vec3 } from '../geometry/vector.ts';
import { areaOf, boundsOfShape } from './measure.ts';
import { type Context, explore, solidsOf } from './shape.ts';
import { shapeNumbering } from './shape-index.ts';
import { surfaceOfFace } from './surface-of-face.ts';
import type { SolidFace } from './types.ts';

/** A face lies on a surface that it keeps within this share of the part's diagonal. */
const SAME_SURFACE = 1e-6;

/** Every face of every body, in OCCT's order: the same order in which `tessellateShape` counts faces. */
export function describeFaces(context: Context, shape: TopoDS_Shape): SolidFace[] {
  const { oc, own } = context;
  const tolerance = SAME_SURFACE * diagonalOf(boundsOfShape(context, shape));
  const described: SolidFace[] = [];
  for (const [body, solid] of solidsOf(context, shape).entries()) {
    const faces = explore(context, solid, 'TopAbs_FACE').map((face) => own(oc.TopoDS.Face(face)));
    const neighbours = neighboursOf(context, faces, described.length);
    for (const [index, face] of faces.entries()) {
      const surface = surfaceOfFace(context, face, tolerance);
      described.push({
        surface,
        area: areaOf(context, face),
        reversed: isReversed(context, face, surface),
        body,
        neighbours: neighbours[index],
      });
    }
  }
  return described;
}

/** For each face the indices, counted from `first`, of those that share an edge with it. */
function neighboursOf(context: Context, faces: readonly TopoDS_Face[], first: number): number[][] {
  const numberOf = shapeNumbering(context);
  const facesAtEdge: number[][] = [];
  for (const [index, face] of faces.entries()) {
    for (const edge of explore(context, face, 'TopAbs_EDGE')) {
      (facesAtEdge[numberOf(edge)] ??= []).push(index);
    }
  }
  const neighbours = faces.map(() => new Set<number>());
  for (const around of facesAtEdge) {
    for (const a of around) for (const b of around) if (a !== b) neighbours[a].add(first + b);
  }
  return neighbours.map((set) => [...set].sort((a, b) => a - b));
}

/** Whether the solid lies on the side that the surface's normal points to. */
function isReversed({ oc, own }: Context, face: TopoDS_Face, surface: Surface): boolean {
  if (surface.kind === 'freeform') return face.Orientation() === 'TopAbs_REVERSED';
  const { UMin, UMax, VMin, VMax } = oc.BRepTools.UVBounds(face);
  const point = own(new oc.gp_Pnt());
  const outward = own(new oc.gp_Vec());
  const evaluator = own(new oc.BRepGProp_Face(face, false));
  evaluator.Normal((UMin + UMax) / 2, (VMin + VMax) / 2, point, outward);
  const at: Vec3 = [point.X(), point.Y(), point.Z()];
  return dot(normalAt(surface, at), [outward.X(), outward.Y(), outward.Z()]) < 0;
}
