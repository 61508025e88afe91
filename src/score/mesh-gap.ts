import { boundsOf, type Mesh } from '../geometry/mesh.ts';
import { manifoldFrom, withManifold } from './manifold.ts';

/**
 * Smallest distance between two closed meshes, at most `limit`; 0 where they touch, overlap or one lies in the other's
 * material (but not in a void of it). Undefined when a mesh is not manifold. Single precision of the size. Throws
 * `kernel-crashed` when the library fails.
 */
export function meshGap(a: Mesh, b: Mesh, limit: number): Promise<number | undefined> {
  const origin = boundsOf(a.positions).min;
  return withManifold((scope) => {
    const solid = manifoldFrom(scope, a, origin);
    return solid.minGap(manifoldFrom(scope, b, origin), limit);
  });
}
