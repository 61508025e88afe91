import { meshEdges } from '../../geometry/mesh-edges.ts';
import type { FacedSurface } from './faced-surface.ts';

/**
 * Img2CADSeq's ratio of hanging faces (appendix A.1): the share of faces with an edge that no other face shares, from
 * 0 for a closed surface to 1. An edge is open where just one triangle has it, so vertices must be shared, as in a
 * kernel's tessellation; a seam, where a face meets itself, is no open edge. A face without triangles, which a kernel
 * could not triangulate, hangs. 1 for no faces at all.
 */
export function hangingFaceRatio({ mesh, faces }: FacedSurface): number {
  const { edgeOfCorner, trianglesOfEdge } = meshEdges(mesh);
  const closed = new Set(mesh.faceOfTriangle);
  for (const [corner, edge] of edgeOfCorner.entries()) {
    if (trianglesOfEdge[2 * edge + 1] < 0) closed.delete(mesh.faceOfTriangle[Math.floor(corner / 3)]);
  }
  return faces.length === 0 ? 1 : 1 - closed.size / faces.length;
}
