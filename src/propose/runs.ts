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
import { loopArea } from '../program/region.ts';
import type { Edge, Loop } from '../program/types.ts';
import type { AxisView } from './axis-view.ts';
import { traceAt } from './trace.ts';

/** A closed polyline; segment i, from point i to the next, lies on face `faces[i]`. */
export type Chain = { readonly points: readonly Vec2[]; readonly faces: readonly number[] };

/** A stretch of a closed section polyline that lies on one curve: its face's trace, or one `fitted` to the points. */
export type Run = { curve: PlaneCurve | undefined; points: Vec2[]; fitted: boolean };
/** Facets of a curved face may lie this share of its radius off the surface. */
const SAG = 0.1;

function radiusOf(surface: Surface): number {
  if (surface.kind === 'cylinder' || surface.kind === 'sphere' || surface.kind === 'cone')
    return surface.radius;
  return surface.kind === 'torus' ? surface.minorRadius : 0;
}

/** Groups the segments of a closed polyline by face; each run gets the trace of its face, or curves fitted to its points. */
export function splitRuns(view: AxisView, w: number, { points, faces }: Chain, fitTolerance: number): Run[] {
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
    const { faces: surfaces, tolerance } = view.perceived;
    const curve = traceAt(surfaces[face].surface, view.frame, w, run[run.length >> 1], tolerance);
    const slack =
      view.perceived.tolerance + fitTolerance + SAG * radiusOf(view.perceived.faces[face].surface);
    if (curve && run.every((p) => distanceToCurve(curve, p) <= slack)) {
      runs.push({ curve, points: run, fitted: false });
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
      fitted: true,
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
export function mergeRuns(runs: Run[], tolerance: number): Run[] {
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
    else merged.push({ ...run, points: [...run.points] });
  }
  if (merged.length > 1 && same(merged[merged.length - 1], merged[0])) {
    const last = merged.pop() as Run;
    merged[0] = { ...merged[0], points: [...last.points, ...merged[0].points.slice(1)] };
  }
  return merged;
}

/** Runs this many times longer than the tolerance are edges, even where the curves of their neighbours meet. */
const JOG = 10;

/** Closes runs into a loop whose vertices are the meeting points of neighbouring curves. */
export function loopOfRuns(runs: Run[], tolerance: number): Loop | undefined {
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
    if (!meet || distance2(meet, near) > reach) return projectToCurve(b, near);
    const shallow = [run, previous].find(isShallow)?.curve;
    return shallow ? projectToCurve(shallow, meet) : meet;
  });
  // A jog that a designer left, say a chord next to its own circle, keeps the ends that it has.
  runs.forEach((run, i) => {
    const next = (i + 1) % runs.length;
    if (distance2(vertices[i], vertices[next]) > tolerance || extent(run) <= JOG * tolerance) return;
    vertices[i] = run.points[0];
    vertices[next] = run.points[run.points.length - 1];
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

/**
 * Whether a run is an arc so short that its ends must lie on its circle: curves that touch meet within the tolerance
 * only, and three points that are off by so much give a shallow arc another radius.
 */
const isShallow = (run: Run): boolean => run.curve?.kind === 'circle' && extent(run) < run.curve.radius;

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
