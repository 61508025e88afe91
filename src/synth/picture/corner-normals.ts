import { areaVectors } from '../../geometry/area-vectors.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import type { TaggedMesh } from '../../kernel/types.ts';

/** Cosine of the angle between facets, 30 degrees, up to which a plain mesh is taken for smooth. */
export const CREASE_COSINE = Math.cos(Math.PI / 6);

/** At the tip of a larger fan, each triangle is shaded on its own: comparing all with all would take too long. */
const MAX_FAN = 64;

/**
 * Unit normals at the three corners of each triangle, nine numbers a triangle: means, weighted by area, of the
 * triangles at the vertex that the surface is smooth towards. These are those of the same face of a tagged mesh; of
 * any other, those that are turned by 30 degrees at most. Zero at triangles without area.
 */
export function cornerNormals(mesh: Mesh | TaggedMesh): Float64Array {
  const { positions, triangles } = mesh;
  const faces = 'faceOfTriangle' in mesh ? mesh.faceOfTriangle : undefined;
  const areas = areaVectors(mesh);
  const { first, corners } = cornersOfVertices(triangles, positions.length / 3);
  const normals = new Float64Array(3 * triangles.length);
  for (let corner = 0; corner < triangles.length; corner++) {
    const own = (corner / 3) | 0;
    const ox = areas[3 * own];
    const oy = areas[3 * own + 1];
    const oz = areas[3 * own + 2];
    const ownArea = Math.sqrt(ox * ox + oy * oy + oz * oz);
    const start = first[triangles[corner]];
    const end = first[triangles[corner] + 1];
    let x = ox;
    let y = oy;
    let z = oz;
    for (let i = start; end - start <= MAX_FAN && i < end; i++) {
      const other = (corners[i] / 3) | 0;
      if (other === own) continue;
      const nx = areas[3 * other];
      const ny = areas[3 * other + 1];
      const nz = areas[3 * other + 2];
      if (faces) {
        if (faces[other] !== faces[own]) continue;
      } else {
        const area = Math.sqrt(nx * nx + ny * ny + nz * nz);
        if (ox * nx + oy * ny + oz * nz < CREASE_COSINE * ownArea * area) continue;
      }
      x += nx;
      y += ny;
      z += nz;
    }
    const length = Math.sqrt(x * x + y * y + z * z) || 1;
    normals[3 * corner] = x / length;
    normals[3 * corner + 1] = y / length;
    normals[3 * corner + 2] = z / length;
  }
  return normals;
}

/** Corners by vertex: those of vertex v are `corners[first[v] .. first[v + 1])`. */
function cornersOfVertices(triangles: Uint32Array, vertices: number) {
  const first = new Uint32Array(vertices + 2);
  for (const vertex of triangles) first[vertex + 2]++;
  for (let v = 2; v < first.length; v++) first[v] += first[v - 1];
  const corners = new Uint32Array(triangles.length);
  triangles.forEach((vertex, corner) => {
    corners[first[vertex + 1]++] = corner;
  });
  return { first, corners };
}
