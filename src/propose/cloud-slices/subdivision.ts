import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { Box } from '../regions.ts';
import { crossingsOf } from './crossings.ts';
import { paramOf, placeOf } from './curve-param.ts';

/**
 * A plane cut up by curves. Each piece of a curve between two meeting points is a pair of half-edges, 2 p along the
 * curve and 2 p + 1 against it, with a cell on the left of each (de Berg et al., Computational Geometry, chapter 2).
 */
export type Subdivision = {
  /** Where curves meet. */
  readonly vertices: readonly Vec2[];
  readonly pieces: readonly Piece[];
  /** For each half-edge the one that follows it around its cell. */
  readonly next: Int32Array;
  /** For each half-edge the cell to its left. */
  readonly cellOf: Int32Array;
  /** The first cell is the unbounded one. */
  readonly cells: readonly Cell[];
};

/** A stretch of a curve, `from` < `to` in its parameter: length along a line, angle on a circle. */
export type Piece = {
  readonly curve: number;
  readonly from: number;
  readonly to: number;
  /** Vertices at both ends. */
  readonly start: number;
  readonly end: number;
};

export type Cell = {
  readonly area: number;
  /** Polylines along its borders, the first around it, the others around its islands; none for the unbounded cell. */
  readonly borders: readonly Float64Array[];
};

/** Angle between the points of the polyline along an arc. */
const ARC_STEP = Math.PI / 18;

/** Cuts the plane within `box` by whole curves, which meet where they miss or cut each other by up to `touch`. */
export function subdivide(curves: readonly PlaneCurve[], box: Box, touch: number): Subdivision {
  const { vertices, pieces: cut } = piecesOf(curves, box, touch);
  const pieces = withoutLooseEnds(withoutTwins(cut, curves, touch));
  const next = nextAround(pieces, curves);
  return { vertices, pieces, next, ...cellsOf(pieces, next, curves) };
}

/** Cuts each curve where others cross it. */
function piecesOf(
  curves: readonly PlaneCurve[],
  box: Box,
  touch: number,
): { vertices: Vec2[]; pieces: Piece[] } {
  const vertices: Vec2[] = [];
  const vertexAt = (p: Vec2): number => {
    const known = vertices.findIndex((q) => distance2(p, q) <= touch);
    return known >= 0 ? known : vertices.push(p) - 1;
  };
  const onCurve: Map<number, number>[] = curves.map(() => new Map());
  for (let i = 0; i < curves.length; i++) {
    for (let j = 0; j < i; j++) {
      for (const p of crossingsOf(curves[i], curves[j], touch)) {
        if (p[0] < box.minU || p[0] > box.maxU || p[1] < box.minV || p[1] > box.maxV) continue;
        const vertex = vertexAt(p);
        for (const k of [i, j]) {
          if (!onCurve[k].has(vertex)) onCurve[k].set(vertex, paramOf(curves[k], p));
        }
      }
    }
  }
  const pieces = curves.flatMap((curve, c): Piece[] => {
    const stops = [...onCurve[c]].map(([vertex, t]) => ({ vertex, t })).sort((a, b) => a.t - b.t);
    if (curve.kind === 'line') {
      return stops.slice(1).map(({ vertex, t }, k) => ({
        curve: c,
        from: stops[k].t,
        to: t,
        start: stops[k].vertex,
        end: vertex,
      }));
    }
    // A circle is at least two arcs.
    const first = stops[0]?.t ?? 0;
    for (let extra = 1; stops.length < 2; extra++) {
      const t = first + extra * Math.PI;
      stops.push({ vertex: vertices.push(placeOf(curve, t)) - 1, t });
    }
    return stops.map(({ vertex, t }, k) => {
      const following = stops[(k + 1) % stops.length];
      const to = following.t + (k + 1 === stops.length ? 2 * Math.PI : 0);
      return { curve: c, from: t, to, start: vertex, end: following.vertex };
    });
  });
  return { vertices, pieces: pieces.filter((piece) => staysWithin(piece, curves[piece.curve], box)) };
}

/** Whether a piece between two places in the box lies in it all along, as a line does: the far side of a large circle does not. */
function staysWithin({ from, to }: Piece, curve: PlaneCurve, { minU, minV, maxU, maxV }: Box): boolean {
  if (curve.kind === 'line') return true;
  const steps = Math.ceil((to - from) / ARC_STEP);
  return Array.from({ length: steps + 1 }, (_, k) => placeOf(curve, from + (k / steps) * (to - from))).every(
    ([u, v]) => u >= minU && u <= maxU && v >= minV && v <= maxV,
  );
}

/**
 * Keeps one, the first, of pieces that run between the same two vertices and touch all along: which of them is on the left
 * is for rounding to say, and differently so at both ends.
 */
function withoutTwins(pieces: readonly Piece[], curves: readonly PlaneCurve[], touch: number): Piece[] {
  const middle = ({ curve, from, to }: Piece): Vec2 => placeOf(curves[curve], (from + to) / 2);
  const known = new Map<string, Piece[]>();
  return pieces.filter((piece) => {
    const key = `${Math.min(piece.start, piece.end)} ${Math.max(piece.start, piece.end)}`;
    const others = known.get(key) ?? [];
    known.set(key, others);
    if (others.some((other) => distance2(middle(other), middle(piece)) <= touch)) return false;
    others.push(piece);
    return true;
  });
}

/** Drops pieces one end of which meets no other, again and again: nothing lies between them and themselves. */
function withoutLooseEnds(pieces: Piece[]): Piece[] {
  let left = pieces.filter(({ start, end }) => start !== end);
  for (;;) {
    const degree = new Map<number, number>();
    for (const { start, end } of left) {
      degree.set(start, (degree.get(start) ?? 0) + 1);
      degree.set(end, (degree.get(end) ?? 0) + 1);
    }
    const kept = left.filter(({ start, end }) => degree.get(start)! > 1 && degree.get(end)! > 1);
    if (kept.length === left.length) return kept;
    left = kept;
  }
}

/** For each half-edge its successor: at its end, the next one clockwise from where it came. */
function nextAround(pieces: readonly Piece[], curves: readonly PlaneCurve[]): Int32Array {
  const leaving = new Map<number, number[]>();
  const leave = (vertex: number, half: number) => {
    const known = leaving.get(vertex);
    if (known) known.push(half);
    else leaving.set(vertex, [half]);
  };
  pieces.forEach(({ start, end }, p) => {
    leave(start, 2 * p);
    leave(end, 2 * p + 1);
  });
  const next = new Int32Array(2 * pieces.length);
  for (const halves of leaving.values()) {
    // Directions a little way off, where curves that touch have parted.
    const reach = 0.3 * Math.min(...halves.map((half) => lengthOf(pieces[half >> 1], curves)));
    const angles = new Map(
      halves.map((half) => [half, leavingAngle(pieces[half >> 1], half, curves, reach)]),
    );
    halves.sort((a, b) => angles.get(a)! - angles.get(b)!);
    halves.forEach((half, k) => {
      next[half ^ 1] = halves[(k + halves.length - 1) % halves.length];
    });
  }
  return next;
}

const lengthOf = ({ curve, from, to }: Piece, curves: readonly PlaneCurve[]): number => {
  const c = curves[curve];
  return c.kind === 'line' ? to - from : (to - from) * c.radius;
};

/**
 * The direction of a half-edge a little way off its vertex, which need not lie exactly on all its curves: from the place on
 * its own curve, or curves that touch there would leave in any order.
 */
function leavingAngle(piece: Piece, half: number, curves: readonly PlaneCurve[], reach: number): number {
  const curve = curves[piece.curve];
  const step = curve.kind === 'line' ? reach : reach / curve.radius;
  const [from, to] = half % 2 === 0 ? [piece.from, piece.from + step] : [piece.to, piece.to - step];
  const [start, end] = [placeOf(curve, from), placeOf(curve, to)];
  return Math.atan2(end[1] - start[1], end[0] - start[0]);
}

function cellsOf(
  pieces: readonly Piece[],
  next: Int32Array,
  curves: readonly PlaneCurve[],
): { cellOf: Int32Array; cells: Cell[] } {
  const cycleOf = new Int32Array(next.length).fill(-1);
  const cycles: { border: Float64Array; area: number }[] = [];
  for (let half = 0; half < next.length; half++) {
    if (cycleOf[half] >= 0) continue;
    const points: number[] = [];
    for (let h = half; cycleOf[h] < 0; h = next[h]) {
      cycleOf[h] = cycles.length;
      polyline(pieces[h >> 1], h, curves, points);
    }
    const border = Float64Array.from(points);
    cycles.push({ border, area: polygonArea(border) });
  }
  // A border that runs clockwise goes around what lies inside it: an island of the smallest cell that holds it.
  const islandOf = cycles.map(({ border, area }, k) => {
    if (area > 0) return -1;
    let holder = -1;
    cycles.forEach((other, i) => {
      if (i === k || other.area <= -area * (1 + 1e-9)) return;
      if (holder >= 0 && other.area >= cycles[holder].area) return;
      if (polygonContains(other.border, border[0], border[1])) holder = i;
    });
    return holder;
  });
  const cellOfCycle = new Int32Array(cycles.length);
  const cells: { area: number; borders: Float64Array[] }[] = [{ area: Infinity, borders: [] }];
  cycles.forEach(({ border, area }, k) => {
    if (area > 0) cellOfCycle[k] = cells.push({ area, borders: [border] }) - 1;
  });
  cycles.forEach(({ border, area }, k) => {
    if (area > 0 || islandOf[k] < 0) return;
    const cell = cellOfCycle[islandOf[k]];
    cellOfCycle[k] = cell;
    cells[cell].borders.push(border);
    cells[cell].area += area;
  });
  return { cellOf: cycleOf.map((cycle) => cellOfCycle[cycle]), cells };
}

/** Adds the points along a half-edge, but for its last. */
function polyline(piece: Piece, half: number, curves: readonly PlaneCurve[], points: number[]): void {
  const curve = curves[piece.curve];
  const { from, to } = piece;
  const steps = curve.kind === 'line' ? 1 : Math.max(2, Math.ceil((to - from) / ARC_STEP));
  for (let k = 0; k < steps; k++) {
    const t = half % 2 === 0 ? from + (k / steps) * (to - from) : to - (k / steps) * (to - from);
    points.push(...placeOf(curve, t));
  }
}

/** Signed area of a closed polyline, positive counter-clockwise (the shoelace formula). */
function polygonArea(p: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) sum += p[j] * p[i + 1] - p[i] * p[j + 1];
  return sum / 2;
}

/** Whether a closed polyline goes around a point: the parity of its crossings with a horizontal ray. */
export function polygonContains(p: Float64Array, u: number, v: number): boolean {
  let inside = false;
  for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) {
    if (p[i + 1] > v !== p[j + 1] > v && u < p[j] + ((v - p[j + 1]) / (p[i + 1] - p[j + 1])) * (p[i] - p[j]))
      inside = !inside;
  }
  return inside;
}
