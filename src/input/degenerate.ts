import { groupEqual, mixBits } from '../geometry/group-equal.ts';
import { type Mesh, triangleArea } from '../geometry/mesh.ts';

/** The triangles with three different vertices. */
export function withoutCollapsed(triangles: Uint32Array): Uint32Array {
  return keptTriangles(triangles, (t) => {
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    return a !== b && b !== c && c !== a;
  });
}

/** Each triangle once. One and the same with the opposite winding is another triangle: two bodies may touch there. */
export function withoutDuplicates(triangles: Uint32Array): Uint32Array {
  /** The corner with the lowest vertex, where the comparison of two triangles starts. */
  const lowestCorner = (t: number): number => {
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    return a < b && a < c ? 0 : b < c ? 1 : 2;
  };
  const vertex = (t: number, corner: number): number => triangles[3 * t + (corner % 3)];
  const { groupOf, first } = groupEqual(
    triangles.length / 3,
    (t) => {
      const corner = lowestCorner(t);
      return mixBits(mixBits(vertex(t, corner), vertex(t, corner + 1)), vertex(t, corner + 2));
    },
    (t, s) => {
      const corner = lowestCorner(t);
      const other = lowestCorner(s);
      for (let k = 0; k < 3; k++) if (vertex(t, corner + k) !== vertex(s, other + k)) return false;
      return true;
    },
  );
  return keptTriangles(triangles, (t) => first[groupOf[t]] === t);
}

/** The triangles that are higher than `tolerance` over their longest side. */
export function withoutNeedles(mesh: Mesh, tolerance: number): Uint32Array {
  const { positions: p, triangles } = mesh;
  const length = (a: number, b: number): number =>
    Math.hypot(p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]);
  return keptTriangles(triangles, (t) => {
    const a = 3 * triangles[3 * t];
    const b = 3 * triangles[3 * t + 1];
    const c = 3 * triangles[3 * t + 2];
    const longest = Math.max(length(a, b), length(b, c), length(c, a));
    return 2 * triangleArea(mesh, t) > tolerance * longest;
  });
}

/** The same array when all are kept. */
function keptTriangles(triangles: Uint32Array, keep: (triangle: number) => boolean): Uint32Array {
  const kept = new Uint32Array(triangles.length);
  let length = 0;
  for (let t = 0; t < triangles.length / 3; t++)
    if (keep(t)) for (let k = 0; k < 3; k++) kept[length++] = triangles[3 * t + k];
  return length === triangles.length ? triangles : kept.slice(0, length);
}
