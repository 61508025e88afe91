import type { PointCloud } from '../../geometry/point-cloud.ts';
import type { Color, Picture } from './picture.ts';
import { project } from './projection.ts';
import { emptySamples, resolve, SAMPLES_PER_SIDE, type Samples } from './samples.ts';
import { light } from './shade.ts';
import { type View, viewAxes } from './view.ts';

export type CloudOptions = {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Radius of the points, pixels, at most 50. */
  readonly radius: number;
  /** The color of the point with an index. */
  readonly colorAt: (point: number) => Color;
  /** Transparent if undefined. */
  readonly background?: Color;
};

const MAX_RADIUS = 50;

/**
 * Draws points as discs, lit where the cloud has normals. Throws `usage` for a picture that is empty or larger than 4K.
 */
export function renderCloud(
  { positions, normals }: PointCloud,
  view: View,
  { width, height, radius, colorAt, background }: CloudOptions,
): Picture {
  const samples = emptySamples({ width, height });
  const { points } = project(positions, view, samples);
  paintPoints(points, samples, SAMPLES_PER_SIDE * Math.min(MAX_RADIUS, radius));
  const { right, up, out } = viewAxes(view);
  const normal = new Float64Array(3);
  return resolve(
    samples,
    (point, _x, _y, color) => {
      color.set(colorAt(point));
      if (!normals) return;
      const [x, y, z] = normals.subarray(3 * point, 3 * point + 3);
      normal[0] = x * right[0] + y * right[1] + z * right[2];
      normal[1] = x * up[0] + y * up[1] + z * up[2];
      normal[2] = x * out[0] + y * out[1] + z * out[2];
      light(normal, false, color);
    },
    background,
  );
}

/** Paints every projected point as a disc that faces the viewer. */
function paintPoints(points: Float64Array, { width, height, item, nearness }: Samples, radius: number): void {
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, near] = [points[i], points[i + 1], points[i + 2]];
    const top = Math.max(0, Math.ceil(y - radius - 0.5));
    const bottom = Math.min(height - 1, Math.floor(y + radius - 0.5));
    for (let row = top; row <= bottom; row++) {
      const half = Math.sqrt(Math.max(0, radius ** 2 - (row + 0.5 - y) ** 2));
      const left = Math.max(0, Math.ceil(x - half - 0.5));
      const right = Math.min(width - 1, Math.floor(x + half - 0.5));
      for (let at = row * width + left; at <= row * width + right; at++) {
        if (near <= nearness[at]) continue;
        nearness[at] = near;
        item[at] = i / 3;
      }
    }
  }
}
