import type { Bvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { surfaceSamples } from '../geometry/surface-samples.ts';
import { addScaled, distance, type Vec3 } from '../geometry/vector.ts';

/** A ball that touches a surface from inside and crosses it nowhere. */
export type Ball = { readonly center: Vec3; readonly radius: number };

/** A ball shrinks to its final size in a handful of steps; the rest is rounding. */
const MAX_STEPS = 30;

const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };

/**
 * Largest balls that fit into a closed surface and touch it at random points, largest first: their centres are the
 * points deepest inside. Each starts at `maxRadius` and shrinks until nothing is nearer than its own point (shrinking
 * balls: Ma, Bae, Choi: 3D medial axis point approximation, 2012).
 */
export function innerBalls(bvh: Bvh, count: number, maxRadius: number, seed: number): Ball[] {
  const { positions, normals } = surfaceSamples(bvh.mesh, count, seed);
  const balls: Ball[] = [];
  for (let i = 0; i < positions.length; i += 3) {
    const point: Vec3 = [positions[i], positions[i + 1], positions[i + 2]];
    balls.push(shrink(bvh, point, [normals[i], normals[i + 1], normals[i + 2]], maxRadius));
  }
  return balls.sort((a, b) => b.radius - a.radius);
}

function shrink(bvh: Bvh, point: Vec3, normal: Vec3, maxRadius: number): Ball {
  let radius = maxRadius;
  let center = addScaled(point, normal, -radius);
  for (let step = 0; step < MAX_STEPS; step++) {
    const nearest = Math.sqrt(closestPoint(bvh, ...center, found));
    if (nearest >= radius * (1 - 1e-9)) break;
    // The ball through `point` and the nearest point whose centre lies on the normal.
    const touched: Vec3 = [found.x, found.y, found.z];
    const between = distance(point, touched);
    const depth =
      (point[0] - touched[0]) * normal[0] +
      (point[1] - touched[1]) * normal[1] +
      (point[2] - touched[2]) * normal[2];
    // Nothing but the ball's own facet is near: rounding.
    if (!(depth > 0)) break;
    radius = (between * between) / (2 * depth);
    center = addScaled(point, normal, -radius);
  }
  return { center, radius };
}
