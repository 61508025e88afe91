import { distanceToCurve, lineThrough } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';

/**
 * The corners of a closed polyline, so that it stays within `tolerance` of the lines between them (Douglas and Peucker,
 * 1973), begun at two points far apart.
 */
export function simplified(polyline: readonly Vec2[], tolerance: number): Vec2[] {
  const farthest = (from: Vec2) =>
    polyline.reduce((far, p, i) => (distance2(p, from) > distance2(polyline[far], from) ? i : far), 0);
  const start = farthest(polyline[0]);
  const turned = [...polyline.slice(start), ...polyline.slice(0, start)];
  const middle = turned.reduce(
    (far, p, i) => (distance2(p, turned[0]) > distance2(turned[far], turned[0]) ? i : far),
    0,
  );
  return [
    ...cornersOf(turned.slice(0, middle + 1), tolerance).slice(0, -1),
    ...cornersOf([...turned.slice(middle), turned[0]], tolerance).slice(0, -1),
  ];
}

function cornersOf(points: readonly Vec2[], tolerance: number): Vec2[] {
  const [first, last] = [points[0], points[points.length - 1]];
  if (points.length < 3 || distance2(first, last) === 0) return [first, last];
  const line = lineThrough(first, last);
  let [far, most] = [0, tolerance];
  points.forEach((p, i) => {
    const d = distanceToCurve(line, p);
    if (d > most) [far, most] = [i, d];
  });
  if (far === 0) return [first, last];
  return [
    ...cornersOf(points.slice(0, far + 1), tolerance).slice(0, -1),
    ...cornersOf(points.slice(far), tolerance),
  ];
}
