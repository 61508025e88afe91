import { distance2, type Vec2 } from '../geometry/vector.ts';
import { arcGeometry, loopArea } from '../program/region.ts';
import type { Edge, Loop } from '../program/types.ts';

type Path = Extract<Loop, { kind: 'path' }>;

/** Loops with more edges are not examined: the test compares every vertex with every edge. */
const MAX_EDGES = 400;

/**
 * Splits a loop that touches itself into loops that do not: at each vertex that lies on another of its edges. No
 * kernel sweeps such a loop reliably. Loops without area are dropped.
 */
export function splitAtPinches(loop: Loop, tolerance: number): Loop[] {
  if (loop.kind === 'circle' || loop.edges.length > MAX_EDGES) return [loop];
  const pinch = findPinch(loop, tolerance);
  if (!pinch) return [loop];
  const { vertex, edge, at } = pinch;
  // Vertex k is where edge k starts. The loop runs ... edge (cut at the vertex) ... vertex ...
  const points = startsOf(loop);
  const n = loop.edges.length;
  const [head, tail] = cutEdge(points[edge], loop.edges[edge], at);
  const walk = (from: number, to: number): Edge[] => {
    const edges: Edge[] = [];
    for (let k = from; k !== to; k = (k + 1) % n) edges.push(loop.edges[k]);
    return edges;
  };
  const first: Path = { kind: 'path', start: at, edges: [...walk(vertex, edge), head] };
  const second: Path = { kind: 'path', start: at, edges: [tail, ...walk((edge + 1) % n, vertex)] };
  return [first, second]
    .map((part) => closed(part, at, tolerance))
    .filter((part) => part.edges.length >= 2 && Math.abs(loopArea(part)) > tolerance * tolerance)
    .flatMap((part) => splitAtPinches(part, tolerance));
}

const startsOf = (loop: Path): Vec2[] => [loop.start, ...loop.edges.slice(0, -1).map((edge) => edge.to)];

/** The same loop ending exactly where it starts, without edges of no length. */
function closed(loop: Path, at: Vec2, tolerance: number): Path {
  let from = loop.start;
  const edges = loop.edges.filter((edge) => {
    const kept = edge.kind === 'arc' || distance2(from, edge.to) > tolerance;
    if (kept) from = edge.to;
    return kept;
  });
  const last = edges[edges.length - 1];
  return { kind: 'path', start: at, edges: last ? [...edges.slice(0, -1), { ...last, to: at }] : [] };
}

/** A vertex that lies on an edge which neither starts nor ends there. */
function findPinch(loop: Path, tolerance: number): { vertex: number; edge: number; at: Vec2 } | undefined {
  const points = startsOf(loop);
  const n = points.length;
  for (let vertex = 0; vertex < n; vertex++) {
    for (let edge = 0; edge < n; edge++) {
      const p = points[vertex];
      const from = points[edge];
      const { to } = loop.edges[edge];
      const own = edge === vertex || (edge + 1) % n === vertex;
      if (own || distance2(p, from) <= tolerance) continue;
      if (distance2(p, to) <= tolerance || lies(p, from, loop.edges[edge], tolerance)) {
        return { vertex, edge, at: p };
      }
    }
  }
  return undefined;
}

/** Whether the point lies on the edge, ends excluded. */
function lies(p: Vec2, from: Vec2, edge: Edge, tolerance: number): boolean {
  if (edge.kind === 'line') {
    const length = distance2(from, edge.to);
    const direction = [(edge.to[0] - from[0]) / length, (edge.to[1] - from[1]) / length];
    const along = (p[0] - from[0]) * direction[0] + (p[1] - from[1]) * direction[1];
    const off = (p[0] - from[0]) * direction[1] - (p[1] - from[1]) * direction[0];
    return along > tolerance && along < length - tolerance && Math.abs(off) <= tolerance;
  }
  const arc = arcGeometry(from, edge);
  if (!arc || Math.abs(distance2(p, arc.center) - arc.radius) > tolerance) return false;
  const turn = turnTo(arc, p);
  return turn > 0 && turn < Math.abs(arc.sweep);
}

/** How far along the arc, as an angle in its own sense, a point of its circle is. */
function turnTo(arc: { center: Vec2; startAngle: number; sweep: number }, p: Vec2): number {
  const angle = Math.atan2(p[1] - arc.center[1], p[0] - arc.center[0]) - arc.startAngle;
  const turn = arc.sweep > 0 ? angle : -angle;
  return turn - Math.floor(turn / (2 * Math.PI)) * 2 * Math.PI;
}

/** The two parts of an edge up to and from a point of it. */
function cutEdge(from: Vec2, edge: Edge, at: Vec2): [Edge, Edge] {
  const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
  if (!arc)
    return [
      { kind: 'line', to: at },
      { kind: 'line', to: edge.to },
    ];
  const sign = Math.sign(arc.sweep);
  const turn = Math.min(turnTo(arc, at), Math.abs(arc.sweep));
  const point = (t: number): Vec2 => [
    arc.center[0] + arc.radius * Math.cos(arc.startAngle + sign * t),
    arc.center[1] + arc.radius * Math.sin(arc.startAngle + sign * t),
  ];
  return [
    { kind: 'arc', through: point(turn / 2), to: at },
    { kind: 'arc', through: point((turn + Math.abs(arc.sweep)) / 2), to: edge.to },
  ];
}
