import { triangleArea } from '../geometry/mesh.ts';
import { signedDistance } from '../geometry/surface-distance.ts';
import type { Vec3 } from '../geometry/vector.ts';
import type { Perceived } from './types.ts';

/** How far the facets of a tagged mesh lie from the surfaces of their faces. */
export type FacetSag = {
  /** Greatest distance of a triangle's centre from its face's surface, for each face; 0 for planes and freeform faces. */
  readonly ofFace: Float64Array;
  /** Volume between facets and surfaces. */
  readonly volume: number;
};

/** Measures the sag at the triangles' centres. */
export function facetSag({ mesh, faces, faceOfTriangle }: Perceived): FacetSag {
  const { positions: p, triangles } = mesh;
  const ofFace = new Float64Array(faces.length);
  let volume = 0;
  for (let t = 0; t < faceOfTriangle.length; t++) {
    const { surface } = faces[faceOfTriangle[t]];
    if (surface.kind === 'plane' || surface.kind === 'freeform') continue;
    const [a, b, c] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]];
    const center: Vec3 = [
      (p[a] + p[b] + p[c]) / 3,
      (p[a + 1] + p[b + 1] + p[c + 1]) / 3,
      (p[a + 2] + p[b + 2] + p[c + 2]) / 3,
    ];
    const sag = Math.abs(signedDistance(surface, center));
    ofFace[faceOfTriangle[t]] = Math.max(ofFace[faceOfTriangle[t]], sag);
    volume += sag * triangleArea(mesh, t);
  }
  return { ofFace, volume };
}
