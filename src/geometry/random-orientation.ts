import type { Frame } from './frame.ts';
import type { Random } from './random.ts';

/** A frame at the world origin turned uniformly at random (Shoemake, Uniform Random Rotations, Graphics Gems III, 1992). */
export function randomOrientation(random: Random): Frame {
  const [u, v, w] = [
    random.uniform(0, 1),
    2 * Math.PI * random.uniform(0, 1),
    2 * Math.PI * random.uniform(0, 1),
  ];
  const [a, b] = [Math.sqrt(1 - u), Math.sqrt(u)];
  // A unit quaternion s + xi + yj + zk.
  const [x, y, z, s] = [a * Math.sin(v), a * Math.cos(v), b * Math.sin(w), b * Math.cos(w)];
  return {
    origin: [0, 0, 0],
    xAxis: [1 - 2 * (y * y + z * z), 2 * (x * y + s * z), 2 * (x * z - s * y)],
    normal: [2 * (x * z + s * y), 2 * (y * z - s * x), 1 - 2 * (x * x + y * y)],
  };
}
