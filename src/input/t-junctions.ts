import type { Mesh } from '../geometry/mesh.ts';
import { edgeMapOf, nextInTriangle, openHalfEdges, previousInTriangle, triangleOf } from './topology.ts';

/** Each pass closes a seam by at least a vertex from either end; seams of real files need two or three. */
const MAX_PASSES = 32;
/** Triangles that all passes may look at together; three passes are made of any mesh. */
const MAX_VISITS = 1e7;

/** A vertex with more open edges than this is no seam's, and trying all pairs of them would take long. */
const MAX_OPEN_EDGES_AT_VERTEX = 64;

/**
 * Closes T-junctions: where a vertex of one open edge lies within `tolerance` on another open edge, the triangle of
 * the latter is split at it. Follows the seams from vertices that both sides share. No vertex is moved or added.
 */
export function splitAtTJunctions(mesh: Mesh, tolerance: number): Mesh {
  let triangles = mesh.triangles;
  const passes = Math.min(MAX_PASSES, Math.max(3, (3 * MAX_VISITS) / triangles.length));
  for (let pass = 0; pass < passes; pass++) {
    const split = splitOnce({ positions: mesh.positions, triangles }, tolerance);
    if (split.length === triangles.length) break;
    triangles = split;
  }
  return { positions: mesh.positions, triangles };
}

/** Splits each triangle along at most one of its edges. */
function splitOnce({ positions, triangles }: Mesh, tolerance: number): Uint32Array {
  const open = openHalfEdges(edgeMapOf(triangles));
  const seams = seamsOf(open, triangles, positions.length / 3);
  const replacedTriangle = new Uint8Array(triangles.length / 3);
  const fans: number[] = [];
  for (const h of open) {
    if (replacedTriangle[triangleOf(h)] === 1) continue;
    const points = verticesOnEdge(positions, triangles, seams, h, tolerance);
    if (points.length === 0) continue;
    replacedTriangle[triangleOf(h)] = 1;
    const apex = triangles[previousInTriangle(h)];
    const along = [triangles[h], ...points, triangles[nextInTriangle(h)]];
    for (let i = 0; i + 1 < along.length; i++) fans.push(along[i], along[i + 1], apex);
  }
  if (fans.length === 0) return triangles;
  const kept = triangles.filter((_, h) => replacedTriangle[triangleOf(h)] === 0);
  const result = new Uint32Array(kept.length + fans.length);
  result.set(kept);
  result.set(fans, kept.length);
  return result;
}

/** For each vertex the vertices at the other ends of its open edges: `neighbours[start[v]]` up to `start[v + 1]`. */
type Seams = { readonly start: Uint32Array; readonly neighbours: Uint32Array };

function seamsOf(open: Uint32Array, triangles: Uint32Array, vertices: number): Seams {
  const start = new Uint32Array(vertices + 1);
  for (const h of open) {
    start[triangles[h] + 1]++;
    start[triangles[nextInTriangle(h)] + 1]++;
  }
  for (let v = 0; v < vertices; v++) start[v + 1] += start[v];
  const fill = start.slice();
  const neighbours = new Uint32Array(2 * open.length);
  for (const h of open) {
    const a = triangles[h];
    const b = triangles[nextInTriangle(h)];
    neighbours[fill[a]++] = b;
    neighbours[fill[b]++] = a;
  }
  return { start, neighbours };
}

/** The vertices strictly inside the edge of half-edge `h` that seams reach from its two ends, in order along it. */
function verticesOnEdge(
  p: Float64Array,
  triangles: Uint32Array,
  { start, neighbours }: Seams,
  h: number,
  tolerance: number,
): number[] {
  const a = triangles[h];
  const b = triangles[nextInTriangle(h)];
  const apex = triangles[previousInTriangle(h)];
  const dx = p[3 * b] - p[3 * a];
  const dy = p[3 * b + 1] - p[3 * a + 1];
  const dz = p[3 * b + 2] - p[3 * a + 2];
  const length = Math.hypot(dx, dy, dz);

  /** Distance along the edge from a, or NaN for a vertex that is not on it. */
  const stationOf = (v: number): number => {
    const x = p[3 * v] - p[3 * a];
    const y = p[3 * v + 1] - p[3 * a + 1];
    const z = p[3 * v + 2] - p[3 * a + 2];
    const along = (x * dx + y * dy + z * dz) / length;
    const away = Math.hypot(y * dz - z * dy, z * dx - x * dz, x * dy - y * dx) / length;
    return v !== apex && away <= tolerance && along > tolerance && along < length - tolerance
      ? along
      : Number.NaN;
  };
  const stations = new Map<number, number>();
  const reached = [a, b];
  for (const at of reached) {
    if (start[at + 1] - start[at] > MAX_OPEN_EDGES_AT_VERTEX) continue;
    for (const v of neighbours.subarray(start[at], start[at + 1])) {
      const station = stations.has(v) ? Number.NaN : stationOf(v);
      if (Number.isNaN(station)) continue;
      stations.set(v, station);
      reached.push(v);
    }
  }
  return [...stations.keys()].sort((v, w) => stations.get(v)! - stations.get(w)!);
}
