import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf, type Mesh } from '../geometry/mesh.ts';
import { manifoldFrom, meshFrom, withManifold } from '../score/manifold.ts';

/** Meshes up to this size are perceived as they are. */
const MAX_TRIANGLES = 30_000;
/** Meshes that cannot be thinned are perceived as they are up to this size; larger ones would take hours. */
const MAX_UNTHINNED = 300_000;
/** Surface may move by these shares of the size, tried in turn until the mesh is small enough. */
const TOLERANCES = [2e-5, 1e-4, 5e-4, 2e-3];

/** A mesh, and whether triangles were taken away. */
export type Thinned = { readonly mesh: Mesh; readonly warnings: readonly string[] };

/**
 * Fewer triangles for a mesh that has more than perception needs: edges are collapsed onto vertices of the mesh, which
 * are points of the true surfaces, while the surface stays within a tolerance. A mesh that is not closed is returned
 * as it is; throws `input-too-large` where that has more triangles than can be handled.
 */
export async function thinMesh(mesh: Mesh): Promise<Thinned> {
  const before = mesh.triangles.length / 3;
  if (before <= MAX_TRIANGLES) return { mesh, warnings: [] };
  const bounds = boundsOf(mesh.positions);
  const diagonal = diagonalOf(bounds);
  const thinned = await withManifold((scope) => {
    const solid = manifoldFrom(scope, mesh, bounds.min);
    let fewer = solid;
    for (const tolerance of TOLERANCES) {
      fewer = scope.own(solid.simplify(tolerance * diagonal));
      if (fewer.numTri() <= MAX_TRIANGLES) break;
    }
    return fewer.numTri() > 0 ? meshFrom(fewer, bounds.min) : undefined;
  });
  if (!thinned && before > MAX_UNTHINNED)
    throw new CadtraceError(
      'input-too-large',
      `the mesh has ${before} triangles and is not closed, so it cannot be thinned; at most ${MAX_UNTHINNED} are taken then. Close its holes, or reduce it with a mesh decimator first.`,
      { value: before },
    );
  if (!thinned) return { mesh, warnings: [] };
  const after = thinned.triangles.length / 3;
  return {
    mesh: thinned,
    warnings: [`${before} triangles are more than needed; ${after} of them were used.`],
  };
}
