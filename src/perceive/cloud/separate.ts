import { connectedCells } from '../../geometry/connected-cells.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import { cross, length, normalize, type Vec3 } from '../../geometry/vector.ts';
import type { CloudFace } from './types.ts';

/** Gaps between parts are at least this many spacings wide: no sample of a surface leaves such a hole by chance. */
const SPACINGS = 12;

/** Gaps between parts are at least this share of the smaller part: what a scanner did not see leaves gaps too. */
const SHARE = 0.1;

/** A group with fewer than this share of the points is not a part but what a scanner saw beside it. */
const LEAST_PART = 0.01;

/** A face counts as shared by two groups when either has this share of its points. */
const SHARED = 0.1;

/** Sine above which two planes that groups share have different directions. */
const ACROSS = 0.5;

/** Directions that are tried as normals of a plane between two parts, evenly over the half sphere. */
const DIRECTIONS = sphereDirections(64);

/**
 * Indices of the points of each part in a scan of several, largest first. Parts are groups with a wide gap between them
 * that some plane passes through; groups that share two planes across each other, or a round surface, of the given faces
 * are of one part that was not seen all over. What is too small to be a part is left out.
 */
export function separateParts(
  positions: Float64Array,
  spacing: number,
  faces: readonly CloudFace[] = [],
): Uint32Array[] {
  if (!(spacing > 0)) return [Uint32Array.from({ length: positions.length / 3 }, (_, i) => i)];
  const gap = SPACINGS * spacing;
  const groups = connectedCells(positions, gap).filter(
    (group) => group.length >= (LEAST_PART * positions.length) / 3,
  );
  let parts = groups.map((points): Group => ({ points, ...extentOf(positions, points) }));
  for (let i = 0; i < parts.length; i++) {
    const k = parts.findIndex((other, j) => j > i && !areApart(parts[i], other, gap, faces));
    if (k < 0) continue;
    const points = Uint32Array.from([...parts[i].points, ...parts[k].points]).sort();
    const joined = { points, ...extentOf(positions, points) };
    parts = [joined, ...parts.filter((_, j) => j !== i && j !== k)];
    // The larger group may touch those that its halves did not.
    i = -1;
  }
  return parts.map(({ points }) => points).sort((a, b) => b.length - a.length);
}

/** Points with their extent along each of the directions. */
type Group = {
  readonly points: Uint32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly size: number;
};

function extentOf(positions: Float64Array, points: Uint32Array): Omit<Group, 'points'> {
  const low = new Float64Array(DIRECTIONS.length).fill(Infinity);
  const high = new Float64Array(DIRECTIONS.length).fill(-Infinity);
  const own = new Float64Array(3 * points.length);
  for (let i = 0; i < points.length; i++) {
    const at = 3 * points[i];
    for (let k = 0; k < 3; k++) own[3 * i + k] = positions[at + k];
    for (let d = 0; d < DIRECTIONS.length; d++) {
      const n = DIRECTIONS[d];
      const height = n[0] * positions[at] + n[1] * positions[at + 1] + n[2] * positions[at + 2];
      if (height < low[d]) low[d] = height;
      if (height > high[d]) high[d] = height;
    }
  }
  return { low, high, size: diagonalOf(boundsOf(own)) };
}

function areApart(a: Group, b: Group, gap: number, faces: readonly CloudFace[]): boolean {
  const wide = Math.max(gap, SHARE * Math.min(a.size, b.size));
  const parted = DIRECTIONS.some((_, d) => a.low[d] - b.high[d] >= wide || b.low[d] - a.high[d] >= wide);
  return parted && !shareSurfaces(a, b, faces);
}

/** Whether groups have a round surface in common, or planes of two directions, as parts that lie side by side have not. */
function shareSurfaces(a: Group, b: Group, faces: readonly CloudFace[]): boolean {
  const [ofA, ofB] = [new Set(a.points), new Set(b.points)];
  const normals: Vec3[] = [];
  for (const { surface, points } of faces) {
    let [inA, inB] = [0, 0];
    for (const point of points) {
      if (ofA.has(point)) inA++;
      else if (ofB.has(point)) inB++;
    }
    if (Math.min(inA, inB) < SHARED * points.length) continue;
    if (surface.kind !== 'plane') return true;
    if (normals.some((normal) => length(cross(normal, surface.normal)) > ACROSS)) return true;
    normals.push(surface.normal);
  }
  return false;
}

/** Directions evenly over the half sphere, on a spiral of golden angles (Saff and Kuijlaars, 1997). */
function sphereDirections(count: number): Vec3[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const z = (i + 0.5) / count;
    const radius = Math.sqrt(1 - z * z);
    return normalize([radius * Math.cos(i * golden), radius * Math.sin(i * golden), z]);
  });
}
