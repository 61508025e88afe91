import { distance2, type Vec2 } from '../geometry/vector.ts';
import { arcGeometry, edgesOf, loopArea, reverseLoop } from '../program/region.ts';
import type { Edge, Loop, Profile } from '../program/types.ts';
import { nestLoops } from './nest.ts';

/** The part of a set of profiles with u >= 0. New straight edges run along u = 0. */
export function clipToPositive(profiles: readonly Profile[], tolerance: number): Profile[] {
  const kept: Loop[] = [];
  const chains: Chain[] = [];
  for (const { outer, holes } of profiles) {
    for (const [i, loop] of [outer, ...holes].entries()) {
      const path = asPath(loop);
      const positive = (i === 0) === loopArea(path) > 0 ? path : (reverseLoop(path) as Path);
      const pieces = [...edgesOf(positive)].flatMap(({ from, edge }) => splitAtAxis(from, edge));
      const sides = pieces.map(({ from, edge }) => sideOf(from, edge, tolerance));
      if (sides.every((side) => side >= 0)) kept.push(loop);
      else if (sides.some((side) => side > 0)) chains.push(...chainsOf(pieces, sides));
    }
  }
  return nestLoops([...kept, ...closeAlongAxis(chains, tolerance)]);
}

type Path = Extract<Loop, { kind: 'path' }>;
type Piece = { from: Vec2; edge: Edge };
/** Pieces in a row that start and end on u = 0. */
type Chain = Piece[];

function asPath(loop: Loop): Path {
  if (loop.kind === 'path') return loop;
  const {
    center: [u, v],
    radius,
  } = loop;
  return {
    kind: 'path',
    start: [u + radius, v],
    edges: [
      { kind: 'arc', through: [u, v + radius], to: [u - radius, v] },
      { kind: 'arc', through: [u, v - radius], to: [u + radius, v] },
    ],
  };
}

/** Cuts an edge where it crosses u = 0; cut points lie exactly on it. */
function splitAtAxis(from: Vec2, edge: Edge): Piece[] {
  if (edge.kind === 'line') {
    if (from[0] * edge.to[0] >= 0) return [{ from, edge }];
    const t = from[0] / (from[0] - edge.to[0]);
    const at: Vec2 = [0, from[1] + t * (edge.to[1] - from[1])];
    return [
      { from, edge: { kind: 'line', to: at } },
      { from: at, edge },
    ];
  }
  const arc = arcGeometry(from, edge);
  if (!arc || Math.abs(arc.center[0]) >= arc.radius) return [{ from, edge }];
  const { center, radius, startAngle, sweep } = arc;
  const rise = Math.sqrt(radius ** 2 - center[0] ** 2);
  const fractions = [rise, -rise]
    .map((dv) => {
      let turn = (Math.atan2(dv, -center[0]) - startAngle) / sweep;
      const full = Math.abs((2 * Math.PI) / sweep);
      turn -= Math.floor(turn / full) * full;
      return { turn, at: [0, center[1] + dv] as Vec2 };
    })
    .filter(({ turn }) => turn > 1e-9 && turn < 1 - 1e-9)
    .sort((a, b) => a.turn - b.turn);
  const pointAt = (t: number): Vec2 => [
    center[0] + radius * Math.cos(startAngle + t * sweep),
    center[1] + radius * Math.sin(startAngle + t * sweep),
  ];
  const pieces: Piece[] = [];
  let last = { turn: 0, at: from };
  for (const next of [...fractions, { turn: 1, at: edge.to }]) {
    pieces.push({
      from: last.at,
      edge: { kind: 'arc', through: pointAt((last.turn + next.turn) / 2), to: next.at },
    });
    last = next;
  }
  return pieces;
}

/** 1 right of the axis, -1 left of it, 0 along it. */
function sideOf(from: Vec2, edge: Edge, tolerance: number): number {
  const us = [from[0], edge.to[0], edge.kind === 'arc' ? edge.through[0] : (from[0] + edge.to[0]) / 2];
  const far = us.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return Math.abs(far) <= tolerance ? 0 : Math.sign(far);
}

function chainsOf(pieces: Piece[], sides: number[]): Chain[] {
  const n = pieces.length;
  const chains: Chain[] = [];
  const first = sides.findIndex((side, i) => side > 0 && sides[(i + n - 1) % n] <= 0);
  let chain: Chain = [];
  for (let i = 0; i < n; i++) {
    const k = (first + i) % n;
    if (sides[k] > 0) chain.push(pieces[k]);
    else if (chain.length > 0) {
      chains.push(chain);
      chain = [];
    }
  }
  if (chain.length > 0) chains.push(chain);
  return chains;
}

/** Joins chains by straight edges along the axis: sorted by height, the solid lies between ends 2k and 2k + 1. */
function closeAlongAxis(chains: readonly Chain[], tolerance: number): Loop[] {
  const ends = chains
    .flatMap((chain, c) => [
      { v: chain[0].from[1], chain: c, start: true },
      { v: chain[chain.length - 1].edge.to[1], chain: c, start: false },
    ])
    .sort((a, b) => a.v - b.v);
  const partner = new Map<string, (typeof ends)[number]>();
  const key = (end: { chain: number; start: boolean }) => `${end.chain}${end.start}`;
  for (let k = 0; k + 1 < ends.length; k += 2) {
    partner.set(key(ends[k]), ends[k + 1]);
    partner.set(key(ends[k + 1]), ends[k]);
  }
  const open = new Set(chains.keys());
  const loops: Loop[] = [];
  for (const first of chains.keys()) {
    if (!open.has(first)) continue;
    const start = snapToAxis(chains[first][0].from);
    const edges: Edge[] = [];
    let at = first;
    while (open.delete(at)) {
      const chain = chains[at];
      chain.forEach(({ edge }, i) => {
        edges.push(i === chain.length - 1 ? { ...edge, to: snapToAxis(edge.to) } : edge);
      });
      const next = partner.get(key({ chain: at, start: false }));
      if (!next?.start) break;
      const to = snapToAxis(chains[next.chain][0].from);
      if (distance2(to, edges[edges.length - 1].to) > tolerance) edges.push({ kind: 'line', to });
      at = next.chain;
    }
    const last = edges[edges.length - 1];
    if (at === first && edges.length >= 2) {
      edges[edges.length - 1] = { ...last, to: start };
      loops.push({ kind: 'path', start, edges });
    }
  }
  return loops;
}

const snapToAxis = (p: Vec2): Vec2 => [0, p[1]];
