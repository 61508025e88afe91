/** A circle that passes near some of a few points in the plane. */
export type SeenCircle = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** How many of the points lie on it. */
  readonly inliers: number;
};

/** A circle is told from a line where three of its points are off a line by this many tolerances. */
const BEND = 3;

/**
 * The circle through the first of `count` flat x, y points and two others that passes within `tolerance` of the most of
 * all of them, or undefined when any three lie on a line. Radii above `mostRadius` do not count.
 */
export function bestCircleThroughFirst(
  points: Float64Array,
  count: number,
  { tolerance, mostRadius }: { tolerance: number; mostRadius: number },
): SeenCircle | undefined {
  let best: SeenCircle | undefined;
  const x0 = points[0];
  const y0 = points[1];
  for (let i = 1; i < count - 1; i++) {
    const ax = points[2 * i] - x0;
    const ay = points[2 * i + 1] - y0;
    const aa = ax * ax + ay * ay;
    for (let j = i + 1; j < count; j++) {
      const bx = points[2 * j] - x0;
      const by = points[2 * j + 1] - y0;
      const bb = bx * bx + by * by;
      const twice = 2 * (ax * by - ay * bx);
      // Least height of the triangle, over its longest side.
      const longest = Math.max(aa, bb, (ax - bx) ** 2 + (ay - by) ** 2);
      if (!(twice * twice > (2 * BEND * tolerance) ** 2 * longest)) continue;
      // Centre, relative to the first point, where the bisectors meet.
      const cx = (by * aa - ay * bb) / twice;
      const cy = (ax * bb - bx * aa) / twice;
      const radius = Math.sqrt(cx * cx + cy * cy);
      if (!(radius <= mostRadius)) continue;
      const x = x0 + cx;
      const y = y0 + cy;
      const inner = Math.max(0, radius - tolerance) ** 2;
      const outer = (radius + tolerance) ** 2;
      let inliers = 0;
      for (let k = 0; k < count; k++) {
        const dx = points[2 * k] - x;
        const dy = points[2 * k + 1] - y;
        const squared = dx * dx + dy * dy;
        if (squared >= inner && squared <= outer) inliers++;
      }
      if (!best || inliers > best.inliers) best = { x, y, radius, inliers };
    }
  }
  return best;
}
