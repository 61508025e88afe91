import type {
  Geom_Surface,
  Geom2d_Curve,
  Geom2d_Line,
  TopoDS_Face,
  TopoDS_Shape,
} from 'replicad-opencascadejs';
import { fromBytes, toBytes } from './serialize.ts';
import { type Context, explore } from './shape.ts';

/*
 * A face that goes all the way round a cylinder or cone closes at a seam. Two things about it that STEP files often
 * have trip OCCT without any error being reported:
 * - Unless the seam lies where the surface's parameter u is 0, Booleans may not see that the face is the same as its
 *   own copy; solids that share it then have a common volume of 0, or below.
 * - When the face's boundary in the parameter plane misses its corners by rounding alone, it is not triangulated.
 * Turning the surface about its own axis until u is 0 at the seam, and putting the boundary exactly on 0 and 2 pi,
 * cures both. No point moves by more than rounding.
 */

const FULL_TURN = 2 * Math.PI;

/** Parameters this close are meant to be the same; what OCCT writes itself is exact to `ROUNDING`. */
const ANGLE_TOLERANCE = 1e-9;
const ROUNDING = 1e-15;

/** A face on a cylinder or cone; `seam` is the parameter u at which it closes, if it goes all the way round. */
type RoundFace = {
  readonly face: TopoDS_Face;
  readonly surface: Geom_Surface;
  readonly seam: number | undefined;
  readonly shifted: boolean;
};

/** The shape with the seams of full-turn faces at u = 0: itself where they are, otherwise a copy. */
export function alignSeams(context: Context, shape: TopoDS_Shape): TopoDS_Shape {
  if (!roundFaces(context, shape).some(({ shifted }) => shifted)) return shape;
  // OCCT's own copies share the curves that are to be moved with what was copied.
  const copy = context.own(fromBytes(context.oc, toBytes(context.oc, shape)));
  const faces = roundFaces(context, copy);
  const turned: Geom_Surface[] = [];
  for (const { surface, seam } of faces.filter(({ shifted }) => shifted)) {
    if (turned.some((other) => sameObject(other, surface))) continue;
    turned.push(surface);
    const onSurface = faces.filter((other) => sameObject(other.surface, surface));
    turnParameters(
      context,
      surface,
      onSurface.map(({ face }) => face),
      seam!,
    );
  }
  return copy;
}

function roundFaces(context: Context, shape: TopoDS_Shape): RoundFace[] {
  const { oc, own } = context;
  const faces: RoundFace[] = [];
  const location = own(new oc.TopLoc_Location());
  for (const found of explore(context, shape, 'TopAbs_FACE')) {
    const face = own(oc.TopoDS.Face(found));
    const type = own(new oc.BRepAdaptor_Surface(face, false)).GetType();
    if (type !== 'GeomAbs_Cylinder' && type !== 'GeomAbs_Cone') continue;
    const { UMin, UMax } = oc.BRepTools.UVBounds(face);
    const closed = Math.abs(UMax - UMin - FULL_TURN) < ANGLE_TOLERANCE;
    const exact = Math.abs(UMin) <= ROUNDING && Math.abs(UMax - FULL_TURN) <= ROUNDING;
    // Together with its location OCCT gives the surface itself, alone it may give a moved copy.
    const surface = own(oc.BRep_Tool.Surface(face, location));
    faces.push({ face, surface, seam: closed ? UMin : undefined, shifted: closed && !exact });
  }
  return faces;
}

/** Turns `surface` about its axis so that the parameter u becomes u - `by` everywhere, and its faces' curves with it. */
function turnParameters(
  context: Context,
  surface: Geom_Surface,
  faces: readonly TopoDS_Face[],
  by: number,
): void {
  const { oc, own } = context;
  if (!(surface instanceof oc.Geom_ElementarySurface)) return;
  const turn = own(new oc.gp_Trsf());
  turn.SetRotation(own(surface.Axis()), own(surface.Position()).Direct() ? by : -by);
  surface.Transform(turn);
  const shift = own(new oc.gp_Vec2d(-by, 0));
  const shifted: Geom2d_Curve[] = [];
  for (const face of faces) {
    for (const { curve, start } of parameterCurves(context, face, surface)) {
      if (shifted.some((other) => sameObject(other, curve))) continue;
      curve.Translate(shift);
      if (curve instanceof oc.Geom2d_Line) straighten(context, curve, start);
      shifted.push(curve);
    }
    oc.BRepTools.UpdateFaceUVPoints(face);
  }
}

/** Puts a seam exactly on u = 0 or 2 pi, and the start of a line along u that begins there. */
function straighten({ oc, own }: Context, line: Geom2d_Line, start: number): void {
  const location = own(line.Location());
  const direction = own(line.Direction());
  const u = location.X() + start * direction.X();
  const end = [0, FULL_TURN].find((value) => Math.abs(u - value) < ANGLE_TOLERANCE);
  if (end === undefined) return;
  if (Math.abs(direction.X()) < ANGLE_TOLERANCE) {
    line.SetDirection(own(new oc.gp_Dir2d(0, Math.sign(direction.Y()))));
    line.SetLocation(own(new oc.gp_Pnt2d(end, location.Y())));
  } else if (Math.abs(direction.Y()) < ANGLE_TOLERANCE) {
    const sign = Math.sign(direction.X());
    line.SetDirection(own(new oc.gp_Dir2d(sign, 0)));
    line.SetLocation(own(new oc.gp_Pnt2d(end - start * sign, location.Y())));
  }
}

type ParameterCurve = { readonly curve: Geom2d_Curve; readonly start: number };

/** The curves in the parameter plane of `surface` that the face's edges have; a seam has two. */
function parameterCurves(context: Context, face: TopoDS_Face, surface: Geom_Surface): ParameterCurve[] {
  const { oc, own } = context;
  const location = own(new oc.TopLoc_Location());
  const curves: ParameterCurve[] = [];
  for (const shape of explore(context, face, 'TopAbs_EDGE')) {
    const edge = own(oc.TopoDS.Edge(shape));
    for (let index = 1; ; index++) {
      const { C, S, First } = own(oc.BRep_Tool.CurveOnSurface(edge, location, 0, 0, index));
      if (!C) break;
      if (sameObject(S, surface)) curves.push({ curve: C, start: First });
    }
  }
  return curves;
}

/** Whether two handles are of one OCCT object. Every bound class has `isAliasOf`; the type file leaves it out. */
const sameObject = (a: object, b: object): boolean =>
  (a as { isAliasOf(other: object): boolean }).isAliasOf(b);
