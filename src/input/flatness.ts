import { cross, dot, normalize, subtract, type Vec3 } from '../geometry/vector.ts';

/** True when all points of the flat x, y, z `positions` are within `tolerance` of one plane (or line, or point). */
export function isFlat(positions: Float64Array, tolerance: number): boolean {
  const farthest = (distance: (p: Vec3) => number): { point: Vec3; distance: number } => {
    let best = { point: at(0), distance: -1 };
    for (let v = 0; v < positions.length / 3; v++) {
      const d = distance(at(v));
      if (d > best.distance) best = { point: at(v), distance: d };
    }
    return best;
  };
  const at = (v: number): Vec3 => [positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]];

  const origin = at(0);
  const norm = (p: Vec3): number => Math.hypot(p[0], p[1], p[2]);
  const end = farthest((p) => norm(subtract(p, origin)));
  const axis = normalize(subtract(end.point, origin));
  const side = farthest((p) => norm(cross(axis, subtract(p, origin))));
  if (side.distance <= tolerance) return true;
  const normal = normalize(cross(axis, subtract(side.point, origin)));
  return farthest((p) => Math.abs(dot(normal, subtract(p, origin)))).distance <= tolerance;
}
