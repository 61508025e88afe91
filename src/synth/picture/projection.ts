import { dot, type Vec3 } from '../../geometry/vector.ts';
import { type View, viewAxes } from './view.ts';

/** Points as a picture has them. */
export type Projected = {
  /**
   * Column, row (down) and nearness of each point. Nearness grows towards the viewer and is linear over the picture:
   * the height over the view's center in pixels, or in perspective `focal` over the distance. NaN for points that
   * are not before the viewer.
   */
  readonly points: Float64Array;
  /** Distance of the picture from the eye in pixels; undefined in parallel projection. */
  readonly focal: number | undefined;
};

/** Nearer to the eye than this share of the distance to what it looks at, nothing is seen. */
const NEAREST = 1e-3;

/** Projects flat x, y, z `positions` to a picture of a size in pixels. */
export function project(
  positions: Float64Array,
  view: View,
  { width, height }: { width: number; height: number },
): Projected {
  const { right, up, out } = viewAxes(view);
  const perspective = view.projection === 'perspective';
  const origin: Vec3 = perspective ? view.eye : view.center;
  const scale = perspective ? height / 2 / Math.tan(view.fieldOfView / 2) : height / view.height;
  const nearest = perspective
    ? NEAREST * dot(out, [0, 1, 2].map((k) => view.eye[k] - view.target[k]) as unknown as Vec3)
    : 0;
  const points = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i] - origin[0];
    const y = positions[i + 1] - origin[1];
    const z = positions[i + 2] - origin[2];
    const height3 = x * out[0] + y * out[1] + z * out[2];
    if (perspective && -height3 < nearest) {
      points.fill(Number.NaN, i, i + 3);
      continue;
    }
    const nearness = perspective ? scale / -height3 : scale;
    points[i] = width / 2 + nearness * (x * right[0] + y * right[1] + z * right[2]);
    points[i + 1] = height / 2 - nearness * (x * up[0] + y * up[1] + z * up[2]);
    points[i + 2] = perspective ? nearness : scale * height3;
  }
  return { points, focal: perspective ? scale : undefined };
}
