import { circleThrough } from '../geometry/plane-curve.ts';
import { cross2, distance2, type Vec2 } from '../geometry/vector.ts';
import type { Edge, Loop, Profile } from './types.ts';

/** A box in the sketch plane. */
export type PlaneBounds = { minU: number; minV: number; maxU: number; maxV: number };

/** Circle of the arc from `from` to `edge.to`, and its signed sweep (positive counter-clockwise); undefined for collinear points. */
export function arcGeometry(
  from: Vec2,
  edge: Extract<Edge, { kind: 'arc' }>,
): { center: Vec2; radius: number; startAngle: number; sweep: number } | undefined {
  const circle = circleThrough(from, edge.through, edge.to);
  if (!circle) return undefined;
  const angle = (p: Vec2) => Math.atan2(p[1] - circle.center[1], p[0] - circle.center[0]);
  const startAngle = angle(from);
  const turn = (a: number) => (a < 0 ? a + 2 * Math.PI : a);
  const toThrough = turn(angle(edge.through) - startAngle);
  const toEnd = turn(angle(edge.to) - startAngle);
  const sweep = toThrough < toEnd ? toEnd : toEnd - 2 * Math.PI;
  return { center: circle.center, radius: circle.radius, startAngle, sweep };
}

/** The loop's edges with their start points. */
export function* edgesOf(loop: Extract<Loop, { kind: 'path' }>): Generator<{ from: Vec2; edge: Edge }> {
  let from = loop.start;
  for (const edge of loop.edges) {
    yield { from, edge };
    from = edge.to;
  }
}

/** Signed area enclosed by the loop: positive when it runs counter-clockwise; circles count as counter-clockwise. */
export function loopArea(loop: Loop): number {
  if (loop.kind === 'circle') return Math.PI * loop.radius ** 2;
  let twice = 0;
  for (const { from, edge } of edgesOf(loop)) {
    twice += cross2(
      [from[0] - loop.start[0], from[1] - loop.start[1]],
      [edge.to[0] - loop.start[0], edge.to[1] - loop.start[1]],
    );
    if (edge.kind === 'arc') {
      const arc = arcGeometry(from, edge);
      // The circular segment between chord and arc: r^2 / 2 (sweep - sin sweep).
      if (arc) twice += arc.radius ** 2 * (arc.sweep - Math.sin(arc.sweep));
    }
  }
  return twice / 2;
}

/** Area of the profile without its holes. */
export const profileArea = (profile: Profile): number =>
  profile.holes.reduce((area, hole) => area - Math.abs(loopArea(hole)), Math.abs(loopArea(profile.outer)));

/** The smallest axis-aligned box around the loop, arcs included. */
export function loopBounds(loop: Loop): PlaneBounds {
  if (loop.kind === 'circle') {
    const [u, v] = loop.center;
    return { minU: u - loop.radius, maxU: u + loop.radius, minV: v - loop.radius, maxV: v + loop.radius };
  }
  const box = { minU: Infinity, minV: Infinity, maxU: -Infinity, maxV: -Infinity };
  const include = (u: number, v: number) => {
    box.minU = Math.min(box.minU, u);
    box.maxU = Math.max(box.maxU, u);
    box.minV = Math.min(box.minV, v);
    box.maxV = Math.max(box.maxV, v);
  };
  for (const { from, edge } of edgesOf(loop)) {
    include(from[0], from[1]);
    const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
    if (!arc) continue;
    const low = Math.min(arc.startAngle, arc.startAngle + arc.sweep);
    const high = Math.max(arc.startAngle, arc.startAngle + arc.sweep);
    for (let k = Math.ceil(low / (Math.PI / 2)); k * (Math.PI / 2) <= high; k++) {
      const a = (k * Math.PI) / 2;
      include(arc.center[0] + arc.radius * Math.cos(a), arc.center[1] + arc.radius * Math.sin(a));
    }
  }
  return box;
}

/** Loops compiled for fast point tests, see `compileRegion`. */
export type FlatRegion = PlaneBounds & {
  readonly edges: Float64Array;
  /** The box in bands of equal height: the edges that band b may cross are those from `bandStart[b]` on in `bandEdges`. */
  readonly bandsPerLength: number;
  readonly bandStart: Int32Array;
  readonly bandEdges: Int32Array;
};

/** More bands than this do not make a test faster. */
const MOST_BANDS = 64;

/** Numbers per edge of a FlatRegion: x1, y1, x2, y2, then center x, y, squared radius and side (0 for a line). */
const STRIDE = 8;

/** Compiles loops to flat arrays; the region is what an odd number of the loops enclose. */
export function compileRegion(loops: readonly Loop[]): FlatRegion {
  const edges: number[] = [];
  const box = { minU: Infinity, minV: Infinity, maxU: -Infinity, maxV: -Infinity };
  for (const loop of loops) {
    const b = loopBounds(loop);
    box.minU = Math.min(box.minU, b.minU);
    box.minV = Math.min(box.minV, b.minV);
    box.maxU = Math.max(box.maxU, b.maxU);
    box.maxV = Math.max(box.maxV, b.maxV);
    if (loop.kind === 'circle') {
      // A chord of no length: the whole disc lies on the arc's side.
      edges.push(0, 0, 0, 0, loop.center[0], loop.center[1], loop.radius ** 2, 2);
      continue;
    }
    for (const { from, edge } of edgesOf(loop)) {
      const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
      if (arc)
        edges.push(
          from[0],
          from[1],
          edge.to[0],
          edge.to[1],
          arc.center[0],
          arc.center[1],
          arc.radius ** 2,
          arc.sweep > 0 ? -1 : 1,
        );
      else edges.push(from[0], from[1], edge.to[0], edge.to[1], 0, 0, 0, 0);
    }
  }
  return { ...box, edges: Float64Array.from(edges), ...bandsOf(edges, box) };
}

/** Sorts edges into bands of v by their chords and, where they have one, by their whole circles. */
function bandsOf(
  edges: readonly number[],
  { minV, maxV }: PlaneBounds,
): Pick<FlatRegion, 'bandsPerLength' | 'bandStart' | 'bandEdges'> {
  const count = Math.max(1, Math.min(MOST_BANDS, edges.length / STRIDE));
  const bandsPerLength = maxV > minV ? count / (maxV - minV) : 0;
  const bands: number[][] = Array.from({ length: count }, () => []);
  const bandOf = (v: number) => Math.max(0, Math.min(count - 1, Math.floor((v - minV) * bandsPerLength)));
  for (let i = 0; i < edges.length; i += STRIDE) {
    const circle = edges[i + 7] !== 0;
    const radius = circle ? Math.sqrt(edges[i + 6]) : 0;
    const chord = [edges[i + 1], edges[i + 3]];
    const extent = circle ? [...chord, edges[i + 5] - radius, edges[i + 5] + radius] : chord;
    if (edges[i + 7] === 2) extent.splice(0, 2);
    // One band more to either side: rounding must not lose an edge.
    const last = Math.min(count - 1, bandOf(Math.max(...extent)) + 1);
    for (let band = Math.max(0, bandOf(Math.min(...extent)) - 1); band <= last; band++) bands[band].push(i);
  }
  const bandStart = new Int32Array(count + 1);
  bands.forEach((band, b) => {
    bandStart[b + 1] = bandStart[b] + band.length;
  });
  return { bandsPerLength, bandStart, bandEdges: Int32Array.from(bands.flat()) };
}

/** The region of a set of profiles. */
export const compileProfiles = (profiles: readonly Profile[]): FlatRegion =>
  compileRegion(profiles.flatMap((profile) => [profile.outer, ...profile.holes]));

/**
 * True where (u, v) lies in the region. Even-odd rule: each edge toggles for a crossing of its chord by the ray to
 * +u, and each arc once more for points in the circular segment between chord and arc.
 */
export function regionContains(region: FlatRegion, u: number, v: number): boolean {
  if (u < region.minU || u > region.maxU || v < region.minV || v > region.maxV) return false;
  const { edges: e, bandStart, bandEdges } = region;
  const band = Math.min(bandStart.length - 2, Math.floor((v - region.minV) * region.bandsPerLength));
  let inside = false;
  for (let k = bandStart[band]; k < bandStart[band + 1]; k++) {
    const i = bandEdges[k];
    const x1 = e[i];
    const y1 = e[i + 1];
    const x2 = e[i + 2];
    const y2 = e[i + 3];
    const side = e[i + 7];
    // Positive left of the chord. A point on it counts as just beyond it to +u (to +v of a level chord), for the
    // crossing and for the circular segment alike, so that the two tests agree.
    const height = (x2 - x1) * (v - y1) - (y2 - y1) * (u - x1);
    const left = height !== 0 ? height : y1 !== y2 ? y1 - y2 : x2 - x1;
    if (y1 > v !== y2 > v && left > 0 === y2 > y1) inside = !inside;
    if (side === 0) continue;
    const dx = u - e[i + 4];
    const dy = v - e[i + 5];
    if (dx * dx + dy * dy >= e[i + 6]) continue;
    // A counter-clockwise arc bulges to the right of its chord.
    if (side === 2 || side * left > 0) inside = !inside;
  }
  return inside;
}

/** The loop with every point moved by a rigid motion of the plane. */
export function mapLoop(loop: Loop, map: (point: Vec2) => Vec2): Loop {
  if (loop.kind === 'circle') return { ...loop, center: map(loop.center) };
  const edges = loop.edges.map(
    (edge): Edge =>
      edge.kind === 'line'
        ? { kind: 'line', to: map(edge.to) }
        : { kind: 'arc', through: map(edge.through), to: map(edge.to) },
  );
  return { kind: 'path', start: map(loop.start), edges };
}

/** The same loop run the other way. */
export function reverseLoop(loop: Loop): Loop {
  if (loop.kind === 'circle') return loop;
  const starts = [loop.start, ...loop.edges.map((edge) => edge.to)];
  const edges = loop.edges
    .map(
      (edge, i): Edge =>
        edge.kind === 'line'
          ? { kind: 'line', to: starts[i] }
          : { kind: 'arc', through: edge.through, to: starts[i] },
    )
    .reverse();
  return { kind: 'path', start: loop.start, edges };
}

/** The point at fraction `t` (0 to 1) of an edge's length. */
export function edgePoint(from: Vec2, edge: Edge, t: number): Vec2 {
  const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
  if (!arc) return [from[0] + t * (edge.to[0] - from[0]), from[1] + t * (edge.to[1] - from[1])];
  const a = arc.startAngle + t * arc.sweep;
  return [arc.center[0] + arc.radius * Math.cos(a), arc.center[1] + arc.radius * Math.sin(a)];
}

/** Length of an edge. */
export function edgeLength(from: Vec2, edge: Edge): number {
  const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
  return arc ? arc.radius * Math.abs(arc.sweep) : distance2(from, edge.to);
}
