import type { Mesh } from '../../geometry/mesh.ts';
import {
  type Framing,
  fitPerspective,
  fitView,
  type Looking,
  type PerspectiveView,
  type View,
} from './view.ts';

const DEGREE = Math.PI / 180;

/**
 * The direction of looking from an azimuth, 0 in front (towards -y) and growing to the right (+x), and an elevation over
 * the x-y plane, both in degrees. z is up in the picture; from straight above y is.
 */
export function lookingFrom(azimuth: number, elevation: number): Looking {
  const [sine, cosine] = [Math.sin(elevation * DEGREE), Math.cos(elevation * DEGREE)];
  const [x, y] = [Math.sin(azimuth * DEGREE), -Math.cos(azimuth * DEGREE)];
  return { toViewer: [cosine * x, cosine * y, sine], up: [-sine * x, -sine * y, cosine] };
}

/** Standard directions of looking, by the names that users choose them by. */
export const standardViews = {
  iso: lookingFrom(45, Math.atan(Math.SQRT1_2) / DEGREE),
  front: lookingFrom(0, 0),
  right: lookingFrom(90, 0),
  back: lookingFrom(180, 0),
  left: lookingFrom(270, 0),
  top: lookingFrom(0, 90),
  bottom: lookingFrom(0, -90),
} satisfies Record<string, Looking>;

export type StandardView = keyof typeof standardViews;

/**
 * The camera of Image2CADSeq's pictures of 512 x 512 pixels (section 5.1): at (20, 20, 20) and looking at the origin, in the units of its
 * programs, whose parts lie within -10 to 10. The paper does not say which way is up nor what the camera's angle is:
 * here z is up, and 60 degrees just show all of that cube.
 */
export const IMAGE2CADSEQ_CAMERA: PerspectiveView = {
  projection: 'perspective',
  eye: [20, 20, 20],
  target: [0, 0, 0],
  up: [0, 0, 1],
  fieldOfView: 60 * DEGREE,
};

/** The view of a part from a direction, filling the picture; in perspective where a field of view, in degrees, is given. */
export function partView(
  mesh: Mesh,
  looking: Looking,
  framing: Framing,
  fieldOfView: number | undefined,
): View {
  if (fieldOfView === undefined) return fitView(mesh, looking, framing);
  return fitPerspective(mesh, looking, { ...framing, fieldOfView: fieldOfView * DEGREE });
}
