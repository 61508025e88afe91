import type { Mesh } from '../geometry/mesh.ts';
import { cross, dot, normalize, type Vec3 } from '../geometry/vector.ts';

/** A parallel projection: the direction from the part to the viewer, and what fills the picture. */
export type View = {
  readonly toViewer: Vec3;
  readonly up: Vec3;
  /** The world point at the picture's middle. */
  readonly center: Vec3;
  /** The world length that the picture's height shows. */
  readonly height: number;
};

/** Unit vectors that point right, up and out of the picture. */
export type ViewAxes = { readonly right: Vec3; readonly up: Vec3; readonly out: Vec3 };

/** The picture's axes; `up` of the view need not be perpendicular to its direction. */
export function viewAxes({ toViewer, up }: Pick<View, 'toViewer' | 'up'>): ViewAxes {
  const out = normalize(toViewer);
  const right = normalize(cross(up, out));
  return { right, up: cross(out, right), out };
}

/**
 * The view in which a mesh fills a picture of the given width over height, up to a `margin` on each side as a share
 * of the picture.
 */
export function fitView(
  { positions: p }: Mesh,
  looking: Pick<View, 'toViewer' | 'up'>,
  { aspect, margin }: { aspect: number; margin: number },
): View {
  const { right, up, out } = viewAxes(looking);
  const ranges = [right, up, out].map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < p.length; i += 3) {
      const x = p[i] * axis[0] + p[i + 1] * axis[1] + p[i + 2] * axis[2];
      if (x < low) low = x;
      if (x > high) high = x;
    }
    return { middle: (low + high) / 2, size: high - low };
  });
  const middles = ranges.map(({ middle }) => middle) as unknown as Vec3;
  const center = [0, 1, 2].map((k) => dot(middles, [right[k], up[k], out[k]])) as unknown as Vec3;
  const height = Math.max(ranges[0].size / aspect, ranges[1].size) / (1 - 2 * margin);
  return { ...looking, center, height };
}
