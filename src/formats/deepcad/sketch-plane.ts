import type { Frame } from '../../geometry/frame.ts';
import { cross, dot, type Vec3 } from '../../geometry/vector.ts';

/** A plane's orientation: polar angles of its normal, theta from z and phi from x, and the turn of its x axis. */
export type PlaneAngles = { readonly theta: number; readonly phi: number; readonly gamma: number };

/** Direction cosines that agree to six decimals are the same; adding 0 leaves no -0, whose angle would be pi. */
const round = (cosine: number): number => Math.round(cosine * 1e6) / 1e6 + 0;

/**
 * The angles that turn the world's axes into those of `frame`: its x axis, turned by theta about y and then by phi
 * about z, and by gamma about the normal (DeepCAD, section 3.1). Radians, each from -pi to pi. The authors' program
 * takes the arctangent of y / x for phi, which gives a normal of negative x the angles of its opposite; here phi is
 * the angle itself, so that the angles always mean the plane they were made of.
 */
export function planeAngles({ normal, xAxis }: Frame): PlaneAngles {
  const [x, y, z] = normal.map(round);
  const theta = Math.acos(Math.min(1, Math.max(-1, z)));
  const phi = Math.atan2(y, x);
  const unturned: Vec3 = [Math.cos(theta) * Math.cos(phi), Math.cos(theta) * Math.sin(phi), -Math.sin(theta)];
  const turn = Math.atan2(dot(cross(unturned, xAxis), normal), dot(unturned, xAxis));
  // Half a turn may come out either way round; it counts as positive.
  const gamma = turn < -Math.PI + 1e-6 ? Math.PI : turn;
  return { theta, phi, gamma };
}
