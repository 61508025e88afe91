import { volumeOf } from '../geometry/mesh.ts';
import { shellsOf } from '../geometry/shells.ts';
import { submesh } from '../geometry/submesh.ts';
import type { Counts, Kernel } from '../kernel/types.ts';
import type { Comparable } from './comparable.ts';

/** What a part is made of. Facets of a mesh are not faces, so of a mesh only the bodies are known. */
export type PartCounts = { readonly bodies: number } | Counts;

/** The counts of a candidate beside those of the reference; `same` says whether those that both have are equal. */
export type TopologyScore = {
  readonly candidate: PartCounts;
  readonly reference: PartCounts;
  readonly same: boolean;
};

/**
 * Compares bodies, faces and edges. Faces of one surface that meet, and edges of one curve, count as one, however the
 * files cut them. Of a mesh the shells that enclose a positive volume are counted. Throws what the kernel throws.
 */
export async function topologyScore(
  candidate: Comparable,
  reference: Comparable,
  kernel: Kernel,
): Promise<TopologyScore> {
  const [ours, theirs] = [await countsOf(candidate, kernel), await countsOf(reference, kernel)];
  const bothSolid = 'faces' in ours && 'faces' in theirs;
  const sameSurface = !bothSolid || (ours.faces === theirs.faces && ours.edges === theirs.edges);
  return { candidate: ours, reference: theirs, same: ours.bodies === theirs.bodies && sameSurface };
}

async function countsOf(part: Comparable, kernel: Kernel): Promise<PartCounts> {
  if (part.kind === 'mesh') {
    const volumes = shellsOf(part.mesh).map((triangles) => volumeOf(submesh(part.mesh, triangles)));
    return { bodies: volumes.filter((volume) => volume > 0).length };
  }
  const { bodies, faces, edges } = await kernel.measure(await kernel.unify(part.solid));
  return { bodies, faces, edges };
}
