import type { Mesh } from '../geometry/mesh.ts';
import type { Shells } from './shells.ts';

/**
 * For each shell the number of closed shells that it lies inside of; 0 for open and flat ones. Shoots a line along z
 * through each closed shell and looks which other shells contain its first stretch inside that shell. Shells may
 * touch within `tolerance`. Windings do not matter. Undefined where so many shells overlap that it would take long.
 */
export function nestingDepths(mesh: Mesh, shells: Shells, tolerance: number): Uint32Array | undefined {
  const depths = new Uint32Array(shells.count);
  const lines = linesThroughShells(mesh, shells);
  const xs = Float64Array.from(lines, ({ x }) => x);
  if (triangleLinePairs(mesh, xs) > MAX_PAIRS) return undefined;
  const crossings = crossingsOfLines(mesh, shells, lines);
  lines.forEach(({ shell }, line) => {
    const heights = new Map<number, number[]>();
    for (const { shell: crossed, z } of crossings[line]) {
      const list = heights.get(crossed);
      if (list === undefined) heights.set(crossed, [z]);
      else list.push(z);
    }
    const [from, to] = (heights.get(shell) ?? []).sort((a, b) => a - b);
    if (to === undefined) return;
    for (const [other, zs] of heights)
      if (other !== shell && contains(zs, from, to, tolerance)) depths[shell]++;
  });
  return depths;
}

/** Whether a shell that a line crosses at the heights `zs` contains the stretch between two heights, and more. */
function contains(zs: readonly number[], from: number, to: number, tolerance: number): boolean {
  const middle = (from + to) / 2;
  let crossingsAbove = 0;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const z of zs) {
    if (z > middle) {
      crossingsAbove++;
      top = Math.min(top, z);
    } else bottom = Math.max(bottom, z);
  }
  if (crossingsAbove % 2 === 0 || from - bottom < -tolerance || top - to < -tolerance) return false;
  return Math.max(from - bottom, top - to) > tolerance;
}

/** A line parallel to z through (x, y), where it goes through a shell. */
type ShellLine = { readonly shell: number; readonly x: number; readonly y: number };

type Crossing = { readonly shell: number; readonly z: number };

/** For each closed shell a line through the triangle that looks largest along z; ordered by x. */
function linesThroughShells({ positions: p, triangles }: Mesh, shells: Shells): ShellLine[] {
  const largest = new Float64Array(shells.count);
  const through = new Int32Array(shells.count).fill(-1);
  for (let t = 0; t < shells.shellOf.length; t++) {
    const shell = shells.shellOf[t];
    const area = Math.abs(doubleAreaAlongZ(p, triangles, t));
    if (shells.closed[shell] === 1 && area > largest[shell]) {
      largest[shell] = area;
      through[shell] = t;
    }
  }
  // Off the centroid, so that symmetric shells do not have lines through each other's edges.
  const weights = [0.3519, 0.3262, 0.3219];
  const coordinate = (t: number, k: number): number =>
    weights.reduce((sum, weight, corner) => sum + weight * p[3 * triangles[3 * t + corner] + k], 0);
  return Array.from(through, (t, shell) => ({ t, shell }))
    .filter(({ t }) => t >= 0)
    .map(({ t, shell }) => ({ shell, x: coordinate(t, 0), y: coordinate(t, 1) }))
    .sort((a, b) => a.x - b.x);
}

/** A second's work or so. */
const MAX_PAIRS = 500_000_000;

/** How often a line has an x within the extent of a triangle. */
function triangleLinePairs({ positions: p, triangles }: Mesh, xs: Float64Array): number {
  let pairs = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = p[3 * triangles[i]];
    const b = p[3 * triangles[i + 1]];
    const c = p[3 * triangles[i + 2]];
    pairs += lowerBound(xs, Math.max(a, b, c)) - lowerBound(xs, Math.min(a, b, c));
  }
  return pairs;
}

/** Where each line meets triangles of closed shells. */
function crossingsOfLines(
  { positions: p, triangles }: Mesh,
  { shellOf, closed }: Shells,
  lines: readonly ShellLine[],
): Crossing[][] {
  const xs = Float64Array.from(lines, ({ x }) => x);
  const ys = Float64Array.from(lines, ({ y }) => y);
  const crossings: Crossing[][] = lines.map(() => []);
  for (let t = 0; t < shellOf.length; t++) {
    if (closed[shellOf[t]] === 0) continue;
    const a = triangles[3 * t];
    const b = triangles[3 * t + 1];
    const c = triangles[3 * t + 2];
    const maxX = Math.max(p[3 * a], p[3 * b], p[3 * c]);
    const minY = Math.min(p[3 * a + 1], p[3 * b + 1], p[3 * c + 1]);
    const maxY = Math.max(p[3 * a + 1], p[3 * b + 1], p[3 * c + 1]);
    let line = lowerBound(xs, Math.min(p[3 * a], p[3 * b], p[3 * c]));
    for (; line < xs.length && xs[line] <= maxX; line++) {
      if (ys[line] < minY || ys[line] > maxY) continue;
      const ab = sideOfEdge(p, a, b, xs[line], ys[line]);
      const bc = sideOfEdge(p, b, c, xs[line], ys[line]);
      const ca = sideOfEdge(p, c, a, xs[line], ys[line]);
      if (ab > 0 !== bc > 0 || bc > 0 !== ca > 0) continue;
      const sum = ab + bc + ca;
      if (sum === 0) continue;
      const z = (ab * p[3 * c + 2] + bc * p[3 * a + 2] + ca * p[3 * b + 2]) / sum;
      crossings[line].push({ shell: shellOf[t], z });
    }
  }
  return crossings;
}

/**
 * Twice the area of (from, to, point) seen along z. Always computed from the edge's lower vertex, so that the two
 * triangles of an edge never both claim or both miss a point on it.
 */
function sideOfEdge(p: Float64Array, from: number, to: number, x: number, y: number): number {
  if (from > to) return -sideOfEdge(p, to, from, x, y);
  const side =
    (p[3 * to] - p[3 * from]) * (y - p[3 * from + 1]) - (p[3 * to + 1] - p[3 * from + 1]) * (x - p[3 * from]);
  return side === 0 ? Number.MIN_VALUE : side;
}

function doubleAreaAlongZ(p: Float64Array, triangles: Uint32Array, t: number): number {
  const a = 3 * triangles[3 * t];
  return sideOfEdge(p, triangles[3 * t + 1], triangles[3 * t + 2], p[a], p[a + 1]);
}

/** The first index whose value is at least `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
