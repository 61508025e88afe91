import { cross, dot, length, normalize, subtract, type Vec3 } from '../geometry/vector.ts';

/** True when all points of the flat x, y, z `positions` are within `tolerance` of one line (or point). */
export function isOnLine(positions: Float64Array, tolerance: number): boolean {
  return length(acrossLongest(positions)) <= tolerance;
}

/** True when all points of the flat x, y, z `positions` are within `tolerance` of one plane (or line, or point). */
export function isFlat(positions: Float64Array, tolerance: number): boolean {
  const origin: Vec3 = [positions[0], positions[1], positions[2]];
  const across = acrossLongest(positions);
  if (length(across) <= tolerance) return true;
  const normal = normalize(across);
  const height = dot(normal, origin);
  const [nx, ny, nz] = normal;
  const top = farthest(positions, (x, y, z) => Math.abs(nx * x + ny * y + nz * z - height));
  return Math.abs(dot(normal, subtract(top, origin))) <= tolerance;
}

/**
 * Square to the line from the first point to the farthest from it and to the point farthest from that line; as long
 * as this one is far.
 */
function acrossLongest(positions: Float64Array): Vec3 {
  const origin: Vec3 = [positions[0], positions[1], positions[2]];
  const end = farthest(positions, (x, y, z) => Math.hypot(x - origin[0], y - origin[1], z - origin[2]));
  const [ax, ay, az] = normalize(subtract(end, origin));
  const side = farthest(positions, (px, py, pz) => {
    const x = px - origin[0];
    const y = py - origin[1];
    const z = pz - origin[2];
    return Math.hypot(ay * z - az * y, az * x - ax * z, ax * y - ay * x);
  });
  return cross([ax, ay, az], subtract(side, origin));
}

/** The point for which `distance` is greatest, the first of equals. */
function farthest(positions: Float64Array, distance: (x: number, y: number, z: number) => number): Vec3 {
  let best = 0;
  let greatest = -1;
  for (let i = 0; i < positions.length; i += 3) {
    const d = distance(positions[i], positions[i + 1], positions[i + 2]);
    if (d > greatest) {
      greatest = d;
      best = i;
    }
  }
  return [positions[best], positions[best + 1], positions[best + 2]];
}
