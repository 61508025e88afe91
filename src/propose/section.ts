import {
  circleThrough,
  distanceToCurve,
  lineThrough,
  meetingPoint,
  type PlaneCurve,
  projectToCurve,
  sameCurve,
} from '../geometry/plane-curve.ts';
import type { Surface } from '../geometry/surface.ts';
import { distance2, type Vec2 } from '../geometry/vector.ts';
import { compileRegion, loopArea, regionContains } from '../program/region.ts';
import type { Edge, Loop, Profile } from '../program/types.ts';
import { type AxisView, traceAt } from './axis-view.ts';
import { splitAtPinches } from './pinch.ts';

/** The target cut by the plane at height `w` of an axis view. */
export type Section = {
  readonly w: number;
  readonly profiles: readonly Profile[];
  /** True when every edge is the trace of a wall, so that the section is the same at neighbouring heights. */
  readonly pure: boolean;
};

/** A stretch of a closed section polyline that lies on one curve. */
type Run = { curve: PlaneCurve | undefined; points: Vec2[] };

/**
 * Cuts the tagged mesh at height `w` and turns the trace of every face into the exact line or circle of its surface.
 * Loops that do not close (an open mesh) are left out.
 */
export function sectionAt(view: AxisView, w: number, fitTolerance: number): Section {
  return sectionOfChains(view, w, chainsAt(view, w), fitTolerance);
}

/** A closed polyline; segment i, from point i to the next, lies on face `faces[i]`. */
export type Chain = { readonly points: Vec2[]; readonly faces: number[] };

/** Turns closed polylines at height `w` into loops of exact curves and sorts them into profiles. */
export function sectionOfChains(
  view: AxisView,
  w: number,
  chains: readonly Chain[],
  fitTolerance: number,
): Section {
  const loops: Loop[] = [];
  let pure = true;
  for (const { points, faces } of chains) {
    const runs = mergeRuns(splitRuns(view, w, points, faces, fitTolerance), view.perceived.tolerance);
    if (faces.some((face) => view.roles[face].kind !== 'wall')) pure = false;
    const loop = loopOfRuns(runs, view.perceived.tolerance);
    if (loop) loops.push(...splitAtPinches(loop, 4 * view.perceived.tolerance));
  }
  return { w, profiles: nestLoops(loops), pure };
}

/** Closed polylines of the cut, solid on the left. */
function chainsAt(view: AxisView, w: number): Chain[] {
  const { local, edges } = view;
  const { triangles } = view.perceived.mesh;
  const startOf = new Map<number, number>();
  const endEdge = new Map<number, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    const a = local[3 * triangles[t] + 2] >= w;
    const b = local[3 * triangles[t + 1] + 2] >= w;
    const c = local[3 * triangles[t + 2] + 2] >= w;
    if (a === b && b === c) continue;
    // The corner alone on its side of the plane; its two edges are cut.
    const k = b === c ? 0 : a === c ? 1 : 2;
    const out = edges.edgeOfCorner[t + k];
    const back = edges.edgeOfCorner[t + ((k + 2) % 3)];
    const above = k === 0 ? a : k === 1 ? b : c;
    startOf.set(above ? out : back, t / 3);
    endEdge.set(t / 3, above ? back : out);
  }
  const chains: Chain[] = [];
  const cut = (edge: number, t: number): Vec2 => {
    for (let k = 0; k < 3; k++) {
      if (edges.edgeOfCorner[3 * t + k] !== edge) continue;
      // Lower vertex first, so that both triangles of an edge get the same point.
      const i = triangles[3 * t + k];
      const j = triangles[3 * t + ((k + 1) % 3)];
      const p = 3 * Math.min(i, j);
      const q = 3 * Math.max(i, j);
      const s = (w - local[p + 2]) / (local[q + 2] - local[p + 2]);
      return [local[p] + s * (local[q] - local[p]), local[p + 1] + s * (local[q + 1] - local[p + 1])];
    }
    return [Number.NaN, Number.NaN];
  };
  while (startOf.size > 0) {
    const [first] = startOf.keys();
    const points: Vec2[] = [];
    const faces: number[] = [];
    let edge: number | undefined = first;
    while (edge !== undefined) {
      const t: number | undefined = startOf.get(edge);
      if (t === undefined) break;
      startOf.delete(edge);
      points.push(cut(edge, t));
      faces.push(view.perceived.faceOfTriangle[t]);
      edge = endEdge.get(t);
    }
    if (edge === first && points.length >= 3) chains.push({ points, faces });
  }
  return chains;
}

/** Facets of a curved face may lie this share of its radius off the surface. */
const SAG = 0.1;

function radiusOf(surface: Surface): number {
  if (surface.kind === 'cylinder' || surface.kind === 'sphere' || surface.kind === 'cone')
    return surface.radius;
  return surface.kind === 'torus' ? surface.minorRadius : 0;
}

/** Groups the segments of a closed polyline by face; each run gets the trace of its face, or curves fitted to its points. */
function splitRuns(view: AxisView, w: number, points: Vec2[], faces: number[], fitTolerance: number): Run[] {
  const n = points.length;
  let first = 0;
  while (first < n && faces[first] === faces[(first + n - 1) % n]) first++;
  if (first === n) first = 0;
  const runs: Run[] = [];
  for (let i = 0; i < n; ) {
    const face = faces[(first + i) % n];
    const run: Vec2[] = [points[(first + i) % n]];
    while (i < n && faces[(first + i) % n] === face) {
      i++;
      run.push(points[(first + i) % n]);
    }
    const curve = traceAt(view, face, w, run[run.length >> 1]);
    const slack =
      view.perceived.tolerance + fitTolerance + SAG * radiusOf(view.perceived.faces[face].surface);
    if (curve && run.every((p) => distanceToCurve(curve, p) <= slack)) {
      runs.push({ curve, points: run });
    } else {
      runs.push(...fitRuns(run, fitTolerance));
    }
  }
  return runs;
}

/** Covers an open polyline with the longest lines and arcs that stay within `tolerance` of its points. */
function fitRuns(points: Vec2[], tolerance: number): Run[] {
  const runs: Run[] = [];
  let i = 0;
  while (i < points.length - 1) {
    let end = i + 1;
    let curve: PlaneCurve | undefined;
    for (let step = 1; i + step < points.length; step *= 2) {
      for (let j = Math.min(i + 2 * step - 1, points.length - 1); j > end; j--) {
        const fit = fitCurve(points.slice(i, j + 1), tolerance);
        if (!fit) continue;
        end = j;
        curve = fit;
        break;
      }
      if (end < i + step) break;
    }
    const run = points.slice(i, end + 1);
    runs.push({
      curve: curve ?? (distance2(run[0], run[1]) > 0 ? lineThrough(run[0], run[1]) : undefined),
      points: run,
    });
    i = end;
  }
  return runs;
}

function fitCurve(points: Vec2[], tolerance: number): PlaneCurve | undefined {
  const a = points[0];
  const b = points[points.length - 1];
  const within = (curve: PlaneCurve) => points.every((p) => distanceToCurve(curve, p) <= tolerance);
  if (distance2(a, b) > tolerance) {
    const line = lineThrough(a, b);
    if (within(line)) return line;
  }
  if (points.length < 4) return undefined;
  const circle =
    distance2(a, b) > tolerance
      ? circleThrough(a, points[points.length >> 1], b)
      : circleThrough(a, points[Math.floor(points.length / 3)], points[Math.floor((2 * points.length) / 3)]);
  return circle && within(circle) ? circle : undefined;
}

/** Neighbouring curves are one when they differ by less than this share of the tolerance: a designer's jog stays. */
const SAME = 0.1;

/** Joins neighbouring runs that lie on the same curve and drops runs shorter than the tolerance. */
function mergeRuns(runs: Run[], tolerance: number): Run[] {
  const merged: Run[] = [];
  const ends = (run: Run) => [run.points[0], run.points[run.points.length - 1]];
  const same = (a: Run, b: Run) =>
    a.curve !== undefined &&
    b.curve !== undefined &&
    sameCurve(a.curve, b.curve, [...ends(a), ...ends(b)], SAME * tolerance);
  for (const run of runs) {
    const long = run.points.some((p) => distance2(p, run.points[0]) > tolerance);
    if (!long || run.curve === undefined) continue;
    const last = merged[merged.length - 1];
    if (last && same(last, run)) last.points.push(...run.points.slice(1));
    else merged.push({ curve: run.curve, points: [...run.points] });
  }
  if (merged.length > 1 && same(merged[merged.length - 1], merged[0])) {
    const last = merged.pop() as Run;
    merged[0] = { curve: merged[0].curve, points: [...last.points, ...merged[0].points.slice(1)] };
  }
  return merged;
}

/** Closes runs into a loop whose vertices are the meeting points of neighbouring curves. */
function loopOfRuns(runs: Run[], tolerance: number): Loop | undefined {
  if (runs.length === 1) {
    const curve = runs[0].curve;
    return curve?.kind === 'circle'
      ? { kind: 'circle', center: curve.center, radius: curve.radius }
      : undefined;
  }
  if (runs.length === 0) return undefined;
  const vertices = runs.map((run, i) => {
    const previous = runs[(i + runs.length - 1) % runs.length];
    const near = run.points[0];
    const a = previous.curve as PlaneCurve;
    const b = run.curve as PlaneCurve;
    const reach = Math.max(100 * tolerance, 0.25 * Math.min(extent(previous), extent(run)));
    const meet = meetingPoint(a, b, near, 4 * tolerance);
    return meet && distance2(meet, near) <= reach ? meet : projectToCurve(b, near);
  });
  const edges: Edge[] = [];
  runs.forEach((run, i) => {
    const from = vertices[i];
    const to = vertices[(i + 1) % runs.length];
    if (distance2(from, to) <= tolerance && run.curve?.kind !== 'circle') return;
    if (run.curve?.kind === 'circle')
      edges.push({ kind: 'arc', through: arcMiddle(run.curve, from, to, run.points), to });
    else edges.push({ kind: 'line', to });
  });
  const loop: Loop = { kind: 'path', start: vertices[0], edges };
  if (edges.length < 2 || distance2(edges[edges.length - 1].to, vertices[0]) > 0) return undefined;
  return Math.abs(loopArea(loop)) > tolerance * tolerance ? loop : undefined;
}

const extent = (run: Run): number =>
  run.points.reduce((far, p) => Math.max(far, distance2(p, run.points[0])), 0);

/** The middle of the arc from `from` to `to` that the polyline follows. */
function arcMiddle(
  circle: Extract<PlaneCurve, { kind: 'circle' }>,
  from: Vec2,
  to: Vec2,
  points: Vec2[],
): Vec2 {
  const angle = (p: Vec2) => Math.atan2(p[1] - circle.center[1], p[0] - circle.center[0]);
  let turned = 0;
  for (let i = 1; i < points.length; i++) {
    const d = angle(points[i]) - angle(points[i - 1]);
    turned += d > Math.PI ? d - 2 * Math.PI : d < -Math.PI ? d + 2 * Math.PI : d;
  }
  const start = angle(from);
  let sweep = angle(to) - start;
  while (sweep - turned > Math.PI) sweep -= 2 * Math.PI;
  while (sweep - turned < -Math.PI) sweep += 2 * Math.PI;
  const middle = start + sweep / 2;
  return [
    circle.center[0] + circle.radius * Math.cos(middle),
    circle.center[1] + circle.radius * Math.sin(middle),
  ];
}

/** Sorts loops into profiles: each counter-clockwise loop (even depth) with the loops directly inside it as holes. */
export function nestLoops(loops: readonly Loop[]): Profile[] {
  const order = loops
    .map((loop) => ({ loop, area: Math.abs(loopArea(loop)), region: compileRegion([loop]) }))
    .sort((a, b) => b.area - a.area);
  const profiles: { outer: Loop; holes: Loop[] }[] = [];
  const placed: {
    region: (typeof order)[number]['region'];
    depth: number;
    profile: { outer: Loop; holes: Loop[] };
  }[] = [];
  for (const { loop, region } of order) {
    const p = interiorPoint(loop);
    let parent: (typeof placed)[number] | undefined;
    for (const candidate of placed) if (regionContains(candidate.region, p[0], p[1])) parent = candidate;
    const depth = parent ? parent.depth + 1 : 0;
    if (parent && depth % 2 === 1) {
      parent.profile.holes.push(loop);
      placed.push({ region, depth, profile: parent.profile });
    } else {
      const profile = { outer: loop, holes: [] };
      profiles.push(profile);
      placed.push({ region, depth, profile });
    }
  }
  return profiles;
}

/** A point strictly inside the loop, a little way in from the middle of its longest edge. */
function interiorPoint(loop: Loop): Vec2 {
  if (loop.kind === 'circle') return loop.center;
  const region = compileRegion([loop]);
  const size = Math.max(region.maxU - region.minU, region.maxV - region.minV);
  let from = loop.start;
  let best: { p: Vec2; n: Vec2; length: number } | undefined;
  for (const edge of loop.edges) {
    const length = distance2(from, edge.to);
    if (!best || length > best.length) {
      const n: Vec2 = [-(edge.to[1] - from[1]) / (length || 1), (edge.to[0] - from[0]) / (length || 1)];
      best = {
        p: edge.kind === 'arc' ? edge.through : [(from[0] + edge.to[0]) / 2, (from[1] + edge.to[1]) / 2],
        n,
        length,
      };
    }
    from = edge.to;
  }
  if (!best) return loop.start;
  for (let step = 1e-3 * size; step > 1e-9 * size; step /= 4) {
    for (const sign of [1, -1]) {
      const q: Vec2 = [best.p[0] + sign * step * best.n[0], best.p[1] + sign * step * best.n[1]];
      if (regionContains(region, q[0], q[1])) return q;
    }
  }
  return best.p;
}
