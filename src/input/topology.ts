import { groupEqual, mixBits } from '../geometry/group-equal.ts';

/**
 * The undirected edges of a triangle list. Half-edge 3 t + k runs from corner k of triangle t to its next corner;
 * all half-edges between the same two vertices lie on one edge.
 */
export type EdgeMap = {
  readonly count: number;
  readonly edgeOfHalfEdge: Uint32Array;
  /** The half-edges on edge e are `halfEdges[start[e]]` up to, not including, `halfEdges[start[e + 1]]`. */
  readonly start: Uint32Array;
  readonly halfEdges: Uint32Array;
};

/** The half-edge (or corner) that follows `h` in its triangle. */
export const nextInTriangle = (h: number): number => (h % 3 === 2 ? h - 2 : h + 1);

/** The half-edge (or corner) before `h` in its triangle. */
export const previousInTriangle = (h: number): number => (h % 3 === 0 ? h + 2 : h - 1);

export const triangleOf = (h: number): number => (h - (h % 3)) / 3;

/** Finds which half-edges lie on the same edge. `triangles` holds three vertex indices each. */
export function edgeMapOf(triangles: Uint32Array): EdgeMap {
  const { groupOf, first } = groupEqual(
    triangles.length,
    (h) => {
      const a = triangles[h];
      const b = triangles[nextInTriangle(h)];
      return a < b ? mixBits(a, b) : mixBits(b, a);
    },
    (h, g) => {
      const a = triangles[h];
      const b = triangles[nextInTriangle(h)];
      const c = triangles[g];
      const d = triangles[nextInTriangle(g)];
      return (a === c && b === d) || (a === d && b === c);
    },
  );
  const count = first.length;
  const start = new Uint32Array(count + 1);
  for (const edge of groupOf) start[edge + 1]++;
  for (let edge = 0; edge < count; edge++) start[edge + 1] += start[edge];
  const fill = start.slice();
  const halfEdges = new Uint32Array(triangles.length);
  for (let h = 0; h < halfEdges.length; h++) halfEdges[fill[groupOf[h]]++] = h;
  return { count, edgeOfHalfEdge: groupOf, start, halfEdges };
}

/** Number of half-edges on edge `edge`: 2 on a manifold, 1 on a border. */
export const valenceOf = ({ start }: EdgeMap, edge: number): number => start[edge + 1] - start[edge];

/** The half-edges that are alone on their edge, ascending. */
export function openHalfEdges(edges: EdgeMap): Uint32Array {
  const open: number[] = [];
  for (let edge = 0; edge < edges.count; edge++)
    if (valenceOf(edges, edge) === 1) open.push(edges.halfEdges[edges.start[edge]]);
  return Uint32Array.from(open).sort();
}
