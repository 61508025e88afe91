import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { type Frame, planeToWorld, toWorld, yAxisOf } from '../geometry/frame.ts';
import { rotateFrame } from '../geometry/rotation.ts';
import { addScaled, normalize, scale } from '../geometry/vector.ts';
import type { Extrude, Feature, Revolve } from '../program/types.ts';
import { type Context, volumeOf } from './shape.ts';
import { directionAlong, pointAt, profileFace } from './sketch-face.ts';

/** Angles this close to a whole turn are one: the surface then closes on itself instead of ending in two faces. */
const TURN_TOLERANCE = 1e-9;

/**
 * The solids that the feature's profiles sweep, one each and oriented outward. The feature must be a valid one: OCCT
 * does not return from measuring a prism without height. Throws `kernel-failed` for a profile that bounds no face.
 */
export const sweptSolids = (context: Context, feature: Feature): TopoDS_Shape[] =>
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

function revolve(context: Context, { sketch, axis, from, to }: Revolve): TopoDS_Shape[] {
  const { oc, own } = context;
  const { frame } = sketch;
  const point = planeToWorld(frame, axis.point);
  const [u, v] = axis.direction;
  const direction = normalize(addScaled(scale(frame.xAxis, u), yAxisOf(frame), v));
  const line = own(new oc.gp_Ax1(pointAt(context, point), directionAlong(context, direction)));
  const start = rotateFrame(frame, point, direction, from);
  const wholeTurn = to - from > 2 * Math.PI - TURN_TOLERANCE;
  return sketch.profiles.map((profile) => {
    const face = profileFace(context, start, profile);
    const turned = wholeTurn
      ? new oc.BRepPrimAPI_MakeRevol(face, line, false)
      : new oc.BRepPrimAPI_MakeRevol(face, line, to - from, false);
    const solid = own(own(turned).Shape());
    // A profile on the other side of the axis moves against its normal and comes out inside out.
    return volumeOf(context, solid) < 0 ? own(solid.Reversed()) : solid;
  });
}
