import { type Mesh, triangleArea } from '../geometry/mesh.ts';
import { triangleOf } from './topology.ts';

/** The parts of a mesh that hang together over paired edges. */
export type Shells = {
  readonly count: number;
  /** For each triangle its shell. */
  readonly shellOf: Uint32Array;
  /** For each shell 1 when it has no open edge. */
  readonly closed: Uint8Array;
};

/**
 * Finds the shells, and which triangles (`flip` 1) must turn so that neighbours agree; of the two ways to do it, the
 * one that turns fewer. `twisted` is the number of edges that no turning makes agree (one-sided surfaces).
 */
export function findShells(
  triangles: Uint32Array,
  mate: Int32Array,
): Shells & { readonly flip: Uint8Array; readonly twisted: number } {
  const total = triangles.length / 3;
  const unseen = 0xffffffff;
  const shellOf = new Uint32Array(total).fill(unseen);
  const flip = new Uint8Array(total);
  const queue = new Uint32Array(total);
  const closed: number[] = [];
  let twisted = 0;
  let end = 0;
  for (let seed = 0; seed < total; seed++) {
    if (shellOf[seed] !== unseen) continue;
    const shell = closed.length;
    const begin = end;
    let isClosed = 1;
    let flipped = 0;
    shellOf[seed] = shell;
    queue[end++] = seed;
    for (let at = begin; at < end; at++) {
      const t = queue[at];
      flipped += flip[t];
      for (let h = 3 * t; h < 3 * t + 3; h++) {
        const g = mate[h];
        if (g < 0) {
          isClosed = 0;
          continue;
        }
        const other = triangleOf(g);
        const turn = flip[t] ^ (triangles[h] === triangles[g] ? 1 : 0);
        if (shellOf[other] === unseen) {
          shellOf[other] = shell;
          flip[other] = turn;
          queue[end++] = other;
        } else if (flip[other] !== turn) twisted++;
      }
    }
    if (2 * flipped > end - begin) for (let at = begin; at < end; at++) flip[queue[at]] ^= 1;
    closed.push(isClosed);
  }
  return { count: closed.length, shellOf, closed: Uint8Array.from(closed), flip, twisted: twisted / 2 };
}

/** The same triangles, those with `turn(t)` wound the other way. */
export function turned(triangles: Uint32Array, turn: (triangle: number) => boolean): Uint32Array {
  const result = triangles.slice();
  for (let t = 0; t < triangles.length / 3; t++) {
    if (!turn(t)) continue;
    result[3 * t + 1] = triangles[3 * t + 2];
    result[3 * t + 2] = triangles[3 * t + 1];
  }
  return result;
}

/** Signed volume and area of each shell; the volume about a point of the mesh, for precision far from the origin. */
export function measureShells(
  mesh: Mesh,
  { count, shellOf }: Shells,
): { volume: Float64Array; area: Float64Array } {
  const { positions: p, triangles } = mesh;
  const volume = new Float64Array(count);
  const area = new Float64Array(count);
  for (let t = 0; t < shellOf.length; t++) {
    const a = 3 * triangles[3 * t];
    const b = 3 * triangles[3 * t + 1];
    const c = 3 * triangles[3 * t + 2];
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    area[shellOf[t]] += triangleArea(mesh, t);
    volume[shellOf[t]] +=
      ((p[a] - p[0]) * (uy * vz - uz * vy) +
        (p[a + 1] - p[1]) * (uz * vx - ux * vz) +
        (p[a + 2] - p[2]) * (ux * vy - uy * vx)) /
      6;
  }
  return { volume, area };
}
