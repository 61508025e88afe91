import { yAxisOf } from '../../geometry/frame.ts';
import type { Random } from '../../geometry/random.ts';
import { randomOrientation } from '../../geometry/random-orientation.ts';
import { add, addScaled, scale, type Vec3 } from '../../geometry/vector.ts';
import { type ViewAxes, viewAxes } from '../picture/view.ts';
import type { ViewScanner } from './scanner.ts';

/** Where a scanner stands and how it is held: `out` of its axes points from the part to it. */
export type Viewpoint = { readonly eye: Vec3; readonly axes: ViewAxes };

/** A rectangle of directions: right and up over depth, from `left`, `bottom` to `right`, `top`. */
export type Window = {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
};

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
/** Heights over the x-y plane of viewpoints from above, radians. */
const ABOVE = { lowest: (25 * Math.PI) / 180, highest: (65 * Math.PI) / 180 };

/** Viewpoints about `center`, spread evenly from a random start, each held at a random roll. */
export function spreadViewpoints(
  { views, from, distance }: ViewScanner,
  center: Vec3,
  random: Random,
): Viewpoint[] {
  const spin = randomOrientation(random);
  const start = random.uniform(0, 2 * Math.PI);
  return Array.from({ length: views }, (_, i) => {
    const azimuth = start + i * (from === 'around' ? GOLDEN_ANGLE : (2 * Math.PI) / views);
    const sine =
      from === 'around' ? 1 - (2 * i + 1) / views : Math.sin(random.uniform(ABOVE.lowest, ABOVE.highest));
    const cosine = Math.sqrt(1 - sine * sine);
    const direction: Vec3 = [cosine * Math.cos(azimuth), cosine * Math.sin(azimuth), sine];
    const toViewer = from === 'around' ? turned(direction, spin) : direction;
    const roll = randomOrientation(random).xAxis;
    return { eye: addScaled(center, toViewer, distance), axes: viewAxes({ toViewer, up: roll }) };
  });
}

const turned = ([x, y, z]: Vec3, frame: ReturnType<typeof randomOrientation>): Vec3 =>
  add(add(scale(frame.xAxis, x), scale(yAxisOf(frame), y)), scale(frame.normal, z));

/** The directions from a viewpoint in which flat x, y, z `positions` lie; all must be before it. */
export function windowOf({ eye, axes }: Viewpoint, positions: Float64Array): Window {
  const { right: r, up: u, out: o } = axes;
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i] - eye[0];
    const y = positions[i + 1] - eye[1];
    const z = positions[i + 2] - eye[2];
    const depth = -(x * o[0] + y * o[1] + z * o[2]);
    const across = (x * r[0] + y * r[1] + z * r[2]) / depth;
    const along = (x * u[0] + y * u[1] + z * u[2]) / depth;
    if (across < left) left = across;
    if (across > right) right = across;
    if (along < bottom) bottom = along;
    if (along > top) top = along;
  }
  return { left, bottom, right, top };
}
