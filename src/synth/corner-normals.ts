import type { Mesh } from '../geometry/mesh.ts';
import type { TaggedMesh } from '../kernel/types.ts';
import type { ViewAxes } from './view.ts';

/**
 * Normals at the three corners of each triangle, nine numbers a triangle, in the axes of a view. Within a face of a
 * tagged mesh they are means over the triangles at a vertex, weighted by area; of any other mesh, the triangle's own.
 * They are not of unit length.
 */
export function cornerNormals(mesh: Mesh | TaggedMesh, { right, up, out }: ViewAxes): Float64Array {
  const { positions: p, triangles } = mesh;
  const groupOfCorner = 'faceOfTriangle' in mesh ? smoothGroups(mesh) : flatGroups(triangles.length);
  const sums = new Float64Array(3 * triangles.length);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ux, uy, uz] = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]];
    const [vx, vy, vz] = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]];
    const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (let corner = t; corner < t + 3; corner++) {
      const group = 3 * groupOfCorner[corner];
      sums[group] += x * right[0] + y * right[1] + z * right[2];
      sums[group + 1] += x * up[0] + y * up[1] + z * up[2];
      sums[group + 2] += x * out[0] + y * out[1] + z * out[2];
    }
  }
  const normals = new Float64Array(3 * triangles.length);
  groupOfCorner.forEach((group, corner) => {
    normals.set(sums.subarray(3 * group, 3 * group + 3), 3 * corner);
  });
  return normals;
}

/** Each triangle's corners belong together. */
const flatGroups = (corners: number): Int32Array =>
  Int32Array.from({ length: corners }, (_, corner) => Math.floor(corner / 3));

/** Corners at one vertex of one face belong together. */
function smoothGroups({ triangles, faceOfTriangle, positions }: TaggedMesh): Int32Array {
  const vertices = positions.length / 3;
  const groups = new Map<number, number>();
  return Int32Array.from(triangles, (vertex, corner) => {
    const key = faceOfTriangle[Math.floor(corner / 3)] * vertices + vertex;
    const group = groups.get(key) ?? groups.size;
    groups.set(key, group);
    return group;
  });
}
