import { addScaled, dot, normalize, perpendicular, type Vec3 } from '../geometry/vector.ts';

/**
 * Where round faces about an axis have their seam: a unit vector perpendicular to the unit vector `axis`, the same
 * for opposite axes and for axes that differ by rounding. Faces of one cylinder then merge into a plain one with a
 * straight seam, whatever sketches they come from; with a seam in steps OCCT's Booleans fail.
 */
export function seamDirection(axis: Vec3): Vec3 {
  // Rounded, so that the choice of the helper in `perpendicular` does not hang on the last digit.
  const [x, y, z] = axis.map((value) => Math.round(value * 1e6) / 1e6) as unknown as Vec3;
  const flipped = x < 0 || (x === 0 && (y < 0 || (y === 0 && z < 0)));
  const rough = perpendicular(normalize(flipped ? [-x, -y, -z] : [x, y, z]));
  return normalize(addScaled(rough, axis, -dot(rough, axis)));
}
