import { planeToWorld, yAxisOf } from '../../../geometry/frame.ts';
import type { PlaneCurve } from '../../../geometry/plane-curve.ts';
import { rotateVector } from '../../../geometry/rotation.ts';
import { addScaled, cross, dot, scale, type Vec2, type Vec3 } from '../../../geometry/vector.ts';
import { sideOfAxis } from '../../../program/axis-side.ts';
import { type PlacedSketch, sketchesAt } from './sketches.ts';
import type { Design, FeatureDesign } from './types.ts';

/** Numbers of a surface: its kind and up to nine that tell where it lies. */
export const STRIDE = 10;
/** The points p with n . p = d: x, y, z of n, d. */
export const PLANE = 0;
/**
 * A line turned about an axis, a cylinder, cone or plane: point and direction of the axis, then a, b, c of
 * a r + b h = c, where r is the distance from the axis and h the height over its point.
 */
export const TURNED_LINE = 1;
/** A circle turned about an axis, a sphere or torus: point and direction of the axis, r and h of its centre, radius. */
export const TURNED_CIRCLE = 2;

/** Which part of a feature a face is swept from: a cap, or the side from a curve of a loop. */
export type FaceSource = {
  readonly feature: number;
  readonly part: 'from' | 'to' | { readonly loop: number; readonly curve: number };
};

/** The faces that the features' sweeps have, in the order of `surfacesAt`. */
export function facesOf(design: Design): FaceSource[] {
  return design.features.flatMap(({ sweep, loops }, feature): FaceSource[] => {
    const capped = sweep.kind === 'extrude' || sweep.ends !== undefined;
    const caps = capped ? (['from', 'to'] as const).map((part) => ({ feature, part })) : [];
    const sides = loops.flatMap((curves, loop) =>
      curves.flatMap(({ kind }, curve) => (kind === 'axis' ? [] : [{ feature, part: { loop, curve } }])),
    );
    return [...caps, ...sides];
  });
}

/** The surfaces of all faces for some values of the variables, `STRIDE` numbers each. */
export function surfacesAt(
  design: Design,
  faces: readonly FaceSource[],
  values: ArrayLike<number>,
): Float64Array {
  const sketches = sketchesAt(design, values);
  const surfaces = new Float64Array(STRIDE * faces.length);
  faces.forEach(({ feature, part }, i) => {
    const sketch = sketches[feature];
    const source = design.features[feature];
    const numbers =
      typeof part === 'string'
        ? capSurface(source, sketch, sketch[part])
        : sideSurface(source, sketch, sketch.curves[part.loop][part.curve]);
    surfaces.set(numbers, STRIDE * i);
  });
  return surfaces;
}

const plane = (normal: Vec3, point: Vec3): number[] => [PLANE, ...normal, dot(normal, point)];

function capSurface({ source }: FeatureDesign, { frame, axis }: PlacedSketch, at: number): number[] {
  if (!axis || source.kind !== 'revolve') {
    return plane(frame.normal, addScaled(frame.origin, frame.normal, at));
  }
  const out = scale(cross(frame.normal, axis.worldDirection), sideOfAxis(source));
  const turned = rotateVector(out, axis.worldDirection, at);
  return plane(cross(axis.worldDirection, turned), axis.worldPoint);
}

function sideSurface({ source }: FeatureDesign, { frame, axis }: PlacedSketch, curve: PlaneCurve): number[] {
  if (!axis || source.kind !== 'revolve') {
    if (curve.kind === 'circle') {
      const center = planeToWorld(frame, curve.center);
      return [TURNED_LINE, ...center, ...frame.normal, 1, 0, curve.radius];
    }
    const [u, v] = curve.direction;
    return plane(addScaled(scale(frame.xAxis, v), yAxisOf(frame), -u), planeToWorld(frame, curve.point));
  }
  const side = sideOfAxis(source);
  const out: Vec2 = [-side * axis.direction[1], side * axis.direction[0]];
  const along = (direction: Vec2, p: Vec2) =>
    direction[0] * (p[0] - axis.point[0]) + direction[1] * (p[1] - axis.point[1]);
  const line = [...axis.worldPoint, ...axis.worldDirection];
  if (curve.kind === 'circle') {
    return [
      TURNED_CIRCLE,
      ...line,
      along(out, curve.center),
      along(axis.direction, curve.center),
      curve.radius,
    ];
  }
  const normal: Vec2 = [curve.direction[1], -curve.direction[0]];
  const a = normal[0] * out[0] + normal[1] * out[1];
  const b = normal[0] * axis.direction[0] + normal[1] * axis.direction[1];
  return [TURNED_LINE, ...line, a, b, along(normal, curve.point)];
}

/**
 * Writes to `residuals` (from `start` on) the signed distances of the points `members[start..end)` from one surface.
 */
export function distancesFrom(
  surfaces: Float64Array,
  face: number,
  positions: Float64Array,
  members: Uint32Array,
  start: number,
  end: number,
  residuals: Float64Array,
): void {
  const s = STRIDE * face;
  const kind = surfaces[s];
  const x0 = surfaces[s + 1];
  const y0 = surfaces[s + 2];
  const z0 = surfaces[s + 3];
  if (kind === PLANE) {
    const d = surfaces[s + 4];
    for (let i = start; i < end; i++) {
      const p = 3 * members[i];
      residuals[i] = x0 * positions[p] + y0 * positions[p + 1] + z0 * positions[p + 2] - d;
    }
    return;
  }
  const ax = surfaces[s + 4];
  const ay = surfaces[s + 5];
  const az = surfaces[s + 6];
  const a = surfaces[s + 7];
  const b = surfaces[s + 8];
  const c = surfaces[s + 9];
  for (let i = start; i < end; i++) {
    const p = 3 * members[i];
    const x = positions[p] - x0;
    const y = positions[p + 1] - y0;
    const z = positions[p + 2] - z0;
    const h = ax * x + ay * y + az * z;
    const rx = x - h * ax;
    const ry = y - h * ay;
    const rz = z - h * az;
    const r = Math.sqrt(rx * rx + ry * ry + rz * rz);
    residuals[i] = kind === TURNED_LINE ? a * r + b * h - c : Math.sqrt((r - a) ** 2 + (h - b) ** 2) - c;
  }
}
