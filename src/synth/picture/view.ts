import type { Mesh } from '../../geometry/mesh.ts';
import { addScaled, cross, dot, normalize, subtract, type Vec3 } from '../../geometry/vector.ts';

/** From where a part is seen. `up` need not be perpendicular to the direction of looking, only not along it. */
export type View = ParallelView | PerspectiveView;

/** Along parallel lines; `toViewer` points from the part to the viewer. */
export type ParallelView = {
  readonly projection: 'parallel';
  readonly toViewer: Vec3;
  readonly up: Vec3;
  /** The world point at the picture's middle. */
  readonly center: Vec3;
  /** The world length that the picture's height shows. */
  readonly height: number;
};

/** From the point `eye` towards `target`, which is at the picture's middle. */
export type PerspectiveView = {
  readonly projection: 'perspective';
  readonly eye: Vec3;
  readonly target: Vec3;
  readonly up: Vec3;
  /** The angle that the picture's height shows, radians. */
  readonly fieldOfView: number;
};

/** A direction of looking. */
export type Looking = Pick<ParallelView, 'toViewer' | 'up'>;

/** Unit vectors that point right, up and out of the picture. */
export type ViewAxes = { readonly right: Vec3; readonly up: Vec3; readonly out: Vec3 };

/** The picture's axes. */
export function viewAxes(view: View | Looking): ViewAxes {
  const out = normalize('eye' in view ? subtract(view.eye, view.target) : view.toViewer);
  const right = normalize(cross(view.up, out));
  return { right, up: cross(out, right), out };
}

/** How a part fills a picture: `aspect` is the picture's width over its height, `margin` a share of the picture on each side. */
export type Framing = { readonly aspect: number; readonly margin: number };

/** The parallel view in which flat x, y, z `positions` (at least one point) fill a picture. */
export function fitView(
  { positions }: Pick<Mesh, 'positions'>,
  looking: Looking,
  { aspect, margin }: Framing,
): ParallelView {
  const { size, center } = boxAlong(positions, viewAxes(looking));
  // A lone point, or a line seen along its length, has no size to fill the picture with.
  const height = Math.max(size[0] / aspect, size[1]) / (1 - 2 * margin) || 1;
  return { projection: 'parallel', ...looking, center, height };
}

/** The perspective view in which flat x, y, z `positions` (at least one point) fill a picture; `fieldOfView` in radians. */
export function fitPerspective(
  { positions: p }: Pick<Mesh, 'positions'>,
  looking: Looking,
  { aspect, margin, fieldOfView }: Framing & { readonly fieldOfView: number },
): PerspectiveView {
  const axes = viewAxes(looking);
  const { center } = boxAlong(p, axes);
  const slope = Math.tan(fieldOfView / 2) * (1 - 2 * margin);
  let distance = 0;
  for (let i = 0; i < p.length; i += 3) {
    const offset = subtract([p[i], p[i + 1], p[i + 2]], center);
    const aside = Math.max(Math.abs(dot(offset, axes.right)) / aspect, Math.abs(dot(offset, axes.up)));
    distance = Math.max(distance, dot(offset, axes.out) + aside / slope);
  }
  const eye = addScaled(center, axes.out, distance || 1);
  return { projection: 'perspective', eye, target: center, up: looking.up, fieldOfView };
}

/** Size along right, up and out of the box around points, and its center in the world. */
function boxAlong(p: Float64Array, { right, up, out }: ViewAxes): { size: Vec3; center: Vec3 } {
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
  return {
    size: ranges.map(({ size }) => size) as unknown as Vec3,
    center: [0, 1, 2].map((k) => dot(middles, [right[k], up[k], out[k]])) as unknown as Vec3,
  };
}
