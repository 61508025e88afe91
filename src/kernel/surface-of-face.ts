import type { BRepAdaptor_Surface, gp_Ax1, TopoDS_Face } from 'replicad-opencascadejs';
import type { Surface, SurfaceOf } from '../geometry/surface.ts';
import { add, distance, negate, normalize, scale, subtract, type Vec3 } from '../geometry/vector.ts';
import { recognizeSurface } from './recognize.ts';
import { type Context, takeVec3 } from './shape.ts';

/**
 * The surface that a face lies on: exact parameters for an elementary surface, otherwise the elementary surface that
 * it keeps within `tolerance` (a length), or freeform.
 */
export function surfaceOfFace(context: Context, face: TopoDS_Face, tolerance: number): Surface {
  const { oc, own } = context;
  const adaptor = own(new oc.BRepAdaptor_Surface(face, true));
  switch (adaptor.GetType()) {
    case 'GeomAbs_Plane': {
      const plane = own(adaptor.Plane());
      return {
        kind: 'plane',
        origin: takeVec3(plane.Location()),
        normal: directionOf(context, plane.Axis()),
      };
    }
    case 'GeomAbs_Cylinder': {
      const cylinder = own(adaptor.Cylinder());
      const origin = takeVec3(cylinder.Location());
      const axis = directionOf(context, cylinder.Axis());
      return { kind: 'cylinder', origin, axis, radius: cylinder.Radius() };
    }
    case 'GeomAbs_Sphere': {
      const sphere = own(adaptor.Sphere());
      return { kind: 'sphere', center: takeVec3(sphere.Location()), radius: sphere.Radius() };
    }
    case 'GeomAbs_Cone':
      return coneOf(context, face) ?? recognizeSurface(context, face, tolerance);
    case 'GeomAbs_Torus':
      return torusOf(adaptor);
    default:
      return recognizeSurface(context, face, tolerance);
  }
}

function directionOf({ own }: Context, axis: gp_Ax1): Vec3 {
  return takeVec3(own(axis).Direction());
}

function coneOf(context: Context, face: TopoDS_Face): SurfaceOf<'cone'> | undefined {
  const { oc, own } = context;
  const cone = own(oc.BRep_Tool.Surface(face));
  if (!(cone instanceof oc.Geom_ConicalSurface)) return undefined;
  const axis = directionOf(context, cone.Axis());
  const halfAngle = cone.SemiAngle();
  return {
    kind: 'cone',
    origin: takeVec3(cone.Location()),
    axis: halfAngle < 0 ? negate(axis) : axis,
    radius: cone.RefRadius(),
    halfAngle: Math.abs(halfAngle),
  };
}

/**
 * OCCT's torus is C + (R + r cos v)(cos u X + sin u Y) + r sin v Z. The parameters themselves cannot be asked for in
 * this build, but four of its points give them exactly.
 */
function torusOf(adaptor: BRepAdaptor_Surface): SurfaceOf<'torus'> {
  const outer = takeVec3(adaptor.EvalD0(0, 0));
  const inner = takeVec3(adaptor.EvalD0(0, Math.PI));
  const across = takeVec3(adaptor.EvalD0(Math.PI, 0));
  const top = takeVec3(adaptor.EvalD0(0, Math.PI / 2));
  const center = middle(outer, across);
  const tubeCenter = middle(outer, inner);
  return {
    kind: 'torus',
    center,
    axis: normalize(subtract(top, tubeCenter)),
    majorRadius: distance(center, tubeCenter),
    minorRadius: distance(outer, inner) / 2,
  };
}

const middle = (a: Vec3, b: Vec3): Vec3 => scale(add(a, b), 0.5);
