import { areaVectors } from '../../geometry/area-vectors.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import { type MeshEdges, meshEdges } from '../../geometry/mesh-edges.ts';
import { roundingTolerance } from '../weld.ts';

/** A scan of fewer triangles shows nothing; designed parts have often no more. */
const FEWEST_TRIANGLES = 1000;

/**
 * By length, a third and more of the edges of designed parts with that many triangles lie between triangles of one
 * plane, on tori too, as each quadrangle is two triangles; of scans less than a twentieth, but for the least noise.
 */
const LEAST_FLAT = 0.15;

/** The longest edges of scans are some 2 to 10 times as long as the shortest, the ones in twenty at either end left out; those of designed parts 15 to 500. */
const MOST_UNEVEN = 15;

/** Bends at the two ends of an edge have one sign on 9 of 10 edges of a smooth surface, on 4 to 8.5 of 10 of a scan. */
const SMOOTH = 0.9;

/** Facets of one plane differ by some roundings of their corners' coordinates. */
const ROUNDINGS = 4;

/**
 * Whether a mesh was made by a scanner, not by a CAD program: by many triangles, hardly two of them in one plane, all
 * of about one size, on a rough surface. Equal vertices must be welded.
 */
export function isScan(mesh: Mesh): boolean {
  if (mesh.triangles.length < 3 * FEWEST_TRIANGLES) return false;
  const edges = meshEdges(mesh);
  const lengths = edgeLengths(mesh, edges);
  const normals = areaVectors(mesh);
  const tolerance = ROUNDINGS * roundingTolerance(mesh.positions);
  return (
    flatShare(mesh, edges, lengths, normals, tolerance) < LEAST_FLAT &&
    unevenness(lengths) < MOST_UNEVEN &&
    smoothShare(mesh, normals) < SMOOTH
  );
}

/** Share, by length, of the inner edges whose two triangles lie in one plane. */
function flatShare(
  { positions: p, triangles }: Mesh,
  { count, edgeOfCorner, trianglesOfEdge }: MeshEdges,
  lengths: Float64Array,
  normals: Float64Array,
  tolerance: number,
): number {
  /** Distance of a triangle's corner from the plane of another triangle. */
  const height = (corner: number, triangle: number): number => {
    const [x, y, z] = [normals[3 * triangle], normals[3 * triangle + 1], normals[3 * triangle + 2]];
    const from = 3 * triangles[3 * triangle];
    const to = 3 * triangles[corner];
    const along = x * (p[to] - p[from]) + y * (p[to + 1] - p[from + 1]) + z * (p[to + 2] - p[from + 2]);
    return Math.abs(along) / Math.hypot(x, y, z);
  };
  const isFlat = new Uint8Array(count);
  for (let c = 0; c < triangles.length; c++) {
    const edge = edgeOfCorner[c];
    const t = (c / 3) | 0;
    const other = trianglesOfEdge[2 * edge] === t ? trianglesOfEdge[2 * edge + 1] : trianglesOfEdge[2 * edge];
    // Slender triangles have no exact plane, so that either of the two may tell.
    if (other >= 0 && height(3 * t + ((c + 2) % 3), other) <= tolerance) isFlat[edge] = 1;
  }
  let inner = 0;
  let flat = 0;
  for (let edge = 0; edge < count; edge++) {
    if (trianglesOfEdge[2 * edge + 1] < 0) continue;
    inner += lengths[edge];
    flat += isFlat[edge] * lengths[edge];
  }
  return inner > 0 ? flat / inner : 1;
}

function edgeLengths({ positions: p, triangles }: Mesh, { count, edgeOfCorner }: MeshEdges): Float64Array {
  const lengths = new Float64Array(count);
  for (let c = 0; c < triangles.length; c++) {
    const a = 3 * triangles[c];
    const b = 3 * triangles[c % 3 === 2 ? c - 2 : c + 1];
    lengths[edgeOfCorner[c]] = Math.hypot(p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]);
  }
  return lengths;
}

/** How many times as long as the shortest edges the longest ones are, one in twenty at either end left out. */
function unevenness(lengths: Float64Array): number {
  const ascending = lengths.slice().sort();
  const at = (share: number): number => ascending[Math.floor(share * (ascending.length - 1))];
  return at(0.95) / at(0.05);
}

/**
 * Share of the edges at whose two ends the surface bends the same way: where a vertex lies below the mean of its
 * neighbours, so does the next one on a smooth surface, but hardly where both are off by chance.
 */
function smoothShare({ positions: p, triangles }: Mesh, normals: Float64Array): number {
  const vertices = p.length / 3;
  const normal = new Float64Array(p.length);
  const neighbours = new Float64Array(p.length);
  const valence = new Uint32Array(vertices);
  for (let c = 0; c < triangles.length; c++) {
    const a = triangles[c];
    const b = triangles[c % 3 === 2 ? c - 2 : c + 1];
    const t = c - (c % 3);
    for (let k = 0; k < 3; k++) {
      normal[3 * a + k] += normals[t + k];
      neighbours[3 * a + k] += p[3 * b + k];
      neighbours[3 * b + k] += p[3 * a + k];
    }
    valence[a]++;
    valence[b]++;
  }
  const bend = new Float64Array(vertices);
  for (let v = 0; v < vertices; v++)
    for (let k = 0; k < 3; k++)
      bend[v] += normal[3 * v + k] * (neighbours[3 * v + k] / valence[v] - p[3 * v + k]);
  let same = 0;
  for (let c = 0; c < triangles.length; c++)
    if (bend[triangles[c]] * bend[triangles[c % 3 === 2 ? c - 2 : c + 1]] > 0) same++;
  return same / triangles.length;
}
