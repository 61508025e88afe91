import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Frame, planeToWorld, toWorld, yAxisOf } from '../geometry/frame.ts';
import { rotateFrame } from '../geometry/rotation.ts';
import { addScaled, cross, dot, normalize, scale, type Vec3 } from '../geometry/vector.ts';
import { sideOfAxis } from '../program/axis-side.ts';
import type { Extrude, Revolve, Sweep } from '../program/types.ts';
import { seamDirection } from './seam-direction.ts';
import { type Context, volumeOf } from './shape.ts';
import { directionAlong, pointAt, profileFace } from './sketch-face.ts';

/** Angles this close to a whole turn are one: the surface then closes on itself instead of ending in two faces. */
const TURN_TOLERANCE = 1e-9;

/**
 * The solids that the feature's profiles sweep, one each and oriented outward. The feature must be a valid one: OCCT
 * does not return from measuring a prism without height. Throws `kernel-failed` for a profile that bounds no face.
 */
export const sweptSolids = (context: Context, feature: Sweep): TopoDS_Shape[] =>
  feature.kind === 'extrude' ? extrude(context, feature) : revolve(context, feature);

function extrude(context: Context, { sketch, from, to }: Extrude): TopoDS_Shape[] {
  const { oc, own } = context;
  const base: Frame = { ...sketch.frame, origin: toWorld(sketch.frame, [0, 0, from]) };
  const path = own(new oc.gp_Vec(...scale(base.normal, to - from)));
  return sketch.profiles.map((profile) => {
    const prism = own(new oc.BRepPrimAPI_MakePrism(profileFace(context, base, profile), path, false, true));
    return own(prism.Shape());
  });
}

function revolve(context: Context, feature: Revolve): TopoDS_Shape[] {
  const { oc, own } = context;
  const { frame, profiles } = feature.sketch;
  const point = planeToWorld(frame, feature.axis.point);
  const [u, v] = feature.axis.direction;
  const direction = normalize(addScaled(scale(frame.xAxis, u), yAxisOf(frame), v));
  const line = own(new oc.gp_Ax1(pointAt(context, point), directionAlong(context, direction)));
  const angle = feature.to - feature.from;
  const wholeTurn = angle > 2 * Math.PI - TURN_TOLERANCE;
  const outward = scale(cross(frame.normal, direction), sideOfAxis(feature));
  // A whole turn may start anywhere: where all round faces have their seam.
  const from = wholeTurn ? angleBetween(outward, seamDirection(direction), direction) : feature.from;
  const start = rotateFrame(frame, point, direction, from);
  return profiles.map((profile) => {
    const face = profileFace(context, start, profile);
    const turned = wholeTurn
      ? new oc.BRepPrimAPI_MakeRevol(face, line, false)
      : new oc.BRepPrimAPI_MakeRevol(face, line, angle, false);
    const solid = own(own(turned).Shape());
    // Turned against its normal, a profile can give a solid that is inside out.
    return volumeOf(context, solid) < 0 ? own(solid.Reversed()) : solid;
  });
}

/** The angle by which `a` turns about `axis` to point along `b`, all unit vectors, `a` and `b` perpendicular to it. */
const angleBetween = (a: Vec3, b: Vec3, axis: Vec3): number => Math.atan2(dot(cross(a, b), axis), dot(a, b));
