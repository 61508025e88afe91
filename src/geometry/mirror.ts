import type { Surface, SurfaceOf } from './surface.ts';
import { addScaled, dot, subtract, type Vec3 } from './vector.ts';

/** The mirror image of a point in a plane. */
export const mirrorPoint = ({ origin, normal }: SurfaceOf<'plane'>, point: Vec3): Vec3 =>
  addScaled(point, normal, -2 * dot(subtract(point, origin), normal));

/** The mirror image of a direction in a plane. */
export const mirrorDirection = ({ normal }: SurfaceOf<'plane'>, direction: Vec3): Vec3 =>
  addScaled(direction, normal, -2 * dot(direction, normal));

/** The mirror image of a surface in a plane. */
export function mirrorSurface(plane: SurfaceOf<'plane'>, surface: Surface): Surface {
  const point = (of: Vec3): Vec3 => mirrorPoint(plane, of);
  const direction = (of: Vec3): Vec3 => mirrorDirection(plane, of);
  switch (surface.kind) {
    case 'plane':
      return { ...surface, origin: point(surface.origin), normal: direction(surface.normal) };
    case 'cylinder':
    case 'cone':
      return { ...surface, origin: point(surface.origin), axis: direction(surface.axis) };
    case 'sphere':
      return { ...surface, center: point(surface.center) };
    case 'torus':
      return { ...surface, center: point(surface.center), axis: direction(surface.axis) };
    case 'freeform':
      return surface;
  }
}

/** The mirror images, in a plane, of flat x, y, z positions. */
export function mirrorPositions(
  { origin, normal }: SurfaceOf<'plane'>,
  positions: Float64Array,
): Float64Array {
  const mirrored = new Float64Array(positions.length);
  const [nx, ny, nz] = normal;
  const offset = dot(origin, normal);
  for (let i = 0; i < positions.length; i += 3) {
    const twice = 2 * (positions[i] * nx + positions[i + 1] * ny + positions[i + 2] * nz - offset);
    mirrored[i] = positions[i] - twice * nx;
    mirrored[i + 1] = positions[i + 1] - twice * ny;
    mirrored[i + 2] = positions[i + 2] - twice * nz;
  }
  return mirrored;
}
