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

/**
 * Finds which half-edges lie on the same edge, in linear time. `triangles` holds three vertex indices each. Edges are
 * numbered by their first half-edge.
 */
export function edgeMapOf(triangles: Uint32Array): EdgeMap {
  const firstOnEdge = firstHalfEdges(triangles);
  const edgeOfHalfEdge = new Uint32Array(triangles.length);
  let count = 0;
  for (let h = 0; h < edgeOfHalfEdge.length; h++)
    edgeOfHalfEdge[h] = firstOnEdge[h] === h ? count++ : edgeOfHalfEdge[firstOnEdge[h]];
  const { start, items } = bucketed(edgeOfHalfEdge, count);
  return { count, edgeOfHalfEdge, start, halfEdges: items };
}

/** For each half-edge the first one that lies on the same edge. */
function firstHalfEdges(triangles: Uint32Array): Uint32Array {
  const vertices = triangles.reduce((most, v) => Math.max(most, v), 0) + 1;
  const lowest = triangles.map((v, h) => Math.min(v, triangles[nextInTriangle(h)]));
  const { start, items } = bucketed(lowest, vertices);
  const result = new Uint32Array(triangles.length);
  // The first half-edge between the vertex at hand and every other vertex, valid where `seenFrom` says so.
  const firstTo = new Uint32Array(vertices);
  const seenFrom = new Uint32Array(vertices).fill(0xffffffff);
  for (let v = 0; v < vertices; v++) {
    for (let i = start[v]; i < start[v + 1]; i++) {
      const h = items[i];
      const other = triangles[h] === v ? triangles[nextInTriangle(h)] : triangles[h];
      if (seenFrom[other] !== v) {
        seenFrom[other] = v;
        firstTo[other] = h;
      }
      result[h] = firstTo[other];
    }
  }
  return result;
}

/** Indices into `keys` sorted by key, all below `count`, else ascending: those of key k from `start[k]` up to `start[k + 1]`. */
function bucketed(keys: Uint32Array, count: number): { start: Uint32Array; items: Uint32Array } {
  const start = new Uint32Array(count + 1);
  for (const key of keys) start[key + 1]++;
  for (let k = 0; k < count; k++) start[k + 1] += start[k];
  const fill = start.slice();
  const items = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) items[fill[keys[i]]++] = i;
  return { start, items };
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
