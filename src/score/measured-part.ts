import { CadtraceError } from '../errors.ts';
import { diagonalOf, type Mesh, triangleArea, volumeOf } from '../geometry/mesh.ts';
import { shellsOf } from '../geometry/shells.ts';
import { submesh } from '../geometry/submesh.ts';
import type { Counts, Kernel, Solid, TaggedMesh } from '../kernel/types.ts';
import type { Comparable } from './comparable.ts';
import type { FacedSurface } from './img2cadseq/faced-surface.ts';

/**
 * A part as scores see it. Facets of a mesh are not faces, so of a mesh only the bodies are counted: the shells that
 * enclose a positive volume.
 */
export type MeasuredPart =
  | (FacedSurface & { readonly kind: 'solid'; readonly counts: Counts })
  | { readonly kind: 'mesh'; readonly mesh: Mesh; readonly counts: { readonly bodies: number } };

/** How far facets of solids are from them, as a share of the diagonal; and the angle between them, in radians. */
const FACET_DEVIATION = 1e-4;
const FACET_ANGLE = 0.2;

/**
 * Tessellates a solid, or counts the bodies of a mesh, with lengths multiplied by `ratio`. Faces of one surface that
 * meet, and edges of one curve, count as one, however the file cuts them. Throws `input-degenerate`, naming the part by
 * `role`, where there is no surface, and what the kernel throws.
 */
export async function measurePart(
  part: Comparable,
  { role, ratio, kernel }: { role: 'candidate' | 'reference'; ratio: number; kernel: Kernel },
): Promise<MeasuredPart> {
  const measured = part.kind === 'mesh' ? ofMesh(part.mesh) : await ofSolid(part.solid, kernel);
  if (!measured || !hasArea(measured.mesh)) {
    throw new CadtraceError('input-degenerate', 'it has no surface, so it cannot be compared.', {
      where: role,
    });
  }
  if (ratio === 1) return measured;
  const positions = measured.mesh.positions.map((x) => ratio * x);
  return measured.kind === 'mesh'
    ? { ...measured, mesh: { ...measured.mesh, positions } }
    : { ...measured, mesh: { ...measured.mesh, positions } };
}

const hasArea = (mesh: Mesh): boolean => {
  for (let t = 0; t < mesh.triangles.length / 3; t++) if (triangleArea(mesh, t) > 0) return true;
  return false;
};

function ofMesh(mesh: Mesh): MeasuredPart {
  const volumes = shellsOf(mesh).map((triangles) => volumeOf(submesh(mesh, triangles)));
  return { kind: 'mesh', mesh, counts: { bodies: volumes.filter((volume) => volume > 0).length } };
}

/** Undefined for a solid without bodies. */
async function ofSolid(solid: Solid, kernel: Kernel): Promise<MeasuredPart | undefined> {
  const merged = await kernel.unify(solid);
  const { bounds, bodies, faces, edges } = await kernel.measure(merged);
  if (bodies === 0) return undefined;
  const mesh: TaggedMesh = await kernel.tessellate(merged, {
    deviation: FACET_DEVIATION * diagonalOf(bounds),
    angle: FACET_ANGLE,
  });
  return { kind: 'solid', mesh, faces: await kernel.faces(merged), counts: { bodies, faces, edges } };
}
