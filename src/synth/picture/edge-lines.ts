import { areaVectors } from '../../geometry/area-vectors.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import { meshEdges } from '../../geometry/mesh-edges.ts';
import type { TaggedMesh } from '../../kernel/types.ts';
import { CREASE_COSINE } from './corner-normals.ts';
import type { Lines } from './style.ts';

/** The vertex pairs between which lines are drawn, see `Lines.along`; `points` are the projected vertices. */
export function edgeLines(mesh: Mesh | TaggedMesh, points: Float64Array, along: Lines['along']): Uint32Array {
  const { triangles } = mesh;
  const { count, edgeOfCorner, trianglesOfEdge } = meshEdges(mesh);
  const faces = 'faceOfTriangle' in mesh ? mesh.faceOfTriangle : undefined;
  const areas = faces ? undefined : areaVectors(mesh);
  const isLine = (edge: number): boolean => {
    const s = trianglesOfEdge[2 * edge];
    const t = trianglesOfEdge[2 * edge + 1];
    if (along === 'facets' || t < 0) return true;
    const meets = areas ? isCrease(areas, s, t) : faces![s] !== faces![t];
    return meets || facesViewer(triangles, points, s) !== facesViewer(triangles, points, t);
  };
  const lines: number[] = [];
  const seen = new Uint8Array(count);
  for (let corner = 0; corner < triangles.length; corner++) {
    const edge = edgeOfCorner[corner];
    if (seen[edge]) continue;
    seen[edge] = 1;
    if (isLine(edge)) lines.push(triangles[corner], triangles[corner % 3 === 2 ? corner - 2 : corner + 1]);
  }
  return Uint32Array.from(lines);
}

/** Whether two triangles meet at an angle that is meant. */
function isCrease(areas: Float64Array, s: number, t: number): boolean {
  let [product, squaredS, squaredT] = [0, 0, 0];
  for (let k = 0; k < 3; k++) {
    product += areas[3 * s + k] * areas[3 * t + k];
    squaredS += areas[3 * s + k] ** 2;
    squaredT += areas[3 * t + k] ** 2;
  }
  return product < CREASE_COSINE * Math.sqrt(squaredS * squaredT);
}

/** Whether a triangle shows its outer side: rows go down, so counter-clockwise ones have a negative area. */
function facesViewer(triangles: Uint32Array, points: Float64Array, t: number): boolean {
  const a = 3 * triangles[3 * t];
  const b = 3 * triangles[3 * t + 1];
  const c = 3 * triangles[3 * t + 2];
  const [ax, ay] = [points[a], points[a + 1]];
  return (points[b] - ax) * (points[c + 1] - ay) - (points[b + 1] - ay) * (points[c] - ax) < 0;
}
