import { add, scale, type Vec3 } from '../../geometry/vector.ts';
import { weldOpenVertices } from '../../input/weld.ts';
import type { Perceived } from '../types.ts';

/** Which vertices the faces of a mesh have, and which they share. */
export type FaceContacts = {
  /** Vertices of each face. */
  readonly vertices: readonly (readonly number[])[];
  /** For each face those that share a vertex with it, and which. */
  readonly shared: readonly ReadonlyMap<number, readonly number[]>[];
  /** The corners of one triangle of a face that has any. */
  triangle(face: number): readonly [Vec3, Vec3, Vec3];
  point(vertex: number): Vec3;
  /** Points all over a face: its vertices, and the middles of its triangles' edges, since a disc has none but on its rim. */
  spread(face: number): Vec3[];
};

/** Reads off a mesh's triangles which faces touch where; on open edges, vertices within `reach` of each other are one. */
export function faceContacts({ mesh, faceOfTriangle, faces }: Perceived, reach: number): FaceContacts {
  const { positions, triangles } = weldOpenVertices(mesh, reach);
  const facesOfVertex: number[][] = [];
  const vertices: number[][] = faces.map(() => []);
  for (let corner = 0; corner < triangles.length; corner++) {
    const t = Math.floor(corner / 3);
    const face = faceOfTriangle[t];
    const around = (facesOfVertex[triangles[corner]] ??= []);
    if (around.includes(face)) continue;
    around.push(face);
    vertices[face].push(triangles[corner]);
  }
  const shared = vertices.map((own, face) => {
    const others = new Map<number, number[]>();
    for (const vertex of own) {
      for (const other of facesOfVertex[vertex]) {
        if (other === face) continue;
        const common = others.get(other);
        if (common) common.push(vertex);
        else others.set(other, [vertex]);
      }
    }
    return others;
  });
  const point = (vertex: number): Vec3 => [
    positions[3 * vertex],
    positions[3 * vertex + 1],
    positions[3 * vertex + 2],
  ];
  const cornersOf = (t: number): [Vec3, Vec3, Vec3] => [
    point(triangles[3 * t]),
    point(triangles[3 * t + 1]),
    point(triangles[3 * t + 2]),
  ];
  const triangle = (face: number) => cornersOf(faceOfTriangle.indexOf(face));
  const spread = (face: number): Vec3[] => {
    const points = vertices[face].map(point);
    for (let t = 0; t < faceOfTriangle.length; t++) {
      if (faceOfTriangle[t] !== face) continue;
      const [a, b, c] = cornersOf(t);
      points.push(scale(add(a, b), 0.5), scale(add(b, c), 0.5), scale(add(c, a), 0.5));
    }
    return points;
  };
  return { vertices, shared, triangle, point, spread };
}
