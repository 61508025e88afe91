import { type PlaneCurve, sameCurve } from '../../geometry/plane-curve.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { tracesAt } from '../trace.ts';
import { type CloudView, seenAt } from './cloud-view.ts';
import { placeOf } from './curve-param.ts';

/** The trace of faces in a section; of none, where it was drawn to close an outline. */
export type Trace = {
  readonly curve: PlaneCurve;
  readonly faces: readonly number[];
  /** True for faces along the axis, whose trace is the same at all heights. */
  readonly wall: boolean;
};

/** Heights of a slab at which walls are looked at, as shares of its thickness. */
const WALL_HEIGHTS = [0.5, 0.2, 0.8, 0.35, 0.65];
/** A trace is worth drawing where points cover it for this many spacings, at this probability. */
const LEAST_LENGTH = 1;
const COVERED = 0.3;
/** Steps between places at which a trace is looked at, in spacings, and the most of them. */
const STEP = 0.5;
const MAX_STEPS = 400;

/** A slab of a view: its ends and the height of its section. */
export type Slab = { readonly low: number; readonly high: number; readonly w: number };

/** The traces of all faces that a section cuts. */
export function tracesOf(view: CloudView, slab: Slab): Trace[] {
  const { perceived, precision, diagonal } = view;
  const traces: { curve: PlaneCurve; faces: number[]; wall: boolean }[] = [];
  perceived.faces.forEach(({ surface }, face) => {
    const role = view.roles[face];
    const margin = 2 * perceived.spacing;
    if (role.kind === 'cap' || view.highs[face] < slab.low - margin || view.lows[face] > slab.high + margin)
      return;
    for (const curve of tracesAt(surface, view.frame, slab.w, precision)) {
      if (!(curve.kind === 'line' || curve.radius > precision)) continue;
      const trace = { curve, faces: [face], wall: role.kind === 'wall' };
      // A narrow wall has too few points to cover it, but it closes outlines.
      const spans =
        role.kind === 'wall' &&
        view.lows[face] - Math.max(perceived.spacing, view.belowLows[face]) <= slab.w &&
        slab.w <= view.highs[face] + Math.max(perceived.spacing, view.aboveHighs[face]);
      if (!spans && !isWorthDrawing(view, trace, slab)) continue;
      const ends = endsInBox(curve, view, diagonal).map((t) => placeOf(curve, t));
      const known = traces.find((other) => sameCurve(other.curve, curve, ends, view.touch));
      if (known) {
        known.faces.push(face);
        known.wall &&= trace.wall;
      } else traces.push(trace);
    }
  });
  return traces;
}

function isWorthDrawing(view: CloudView, trace: Trace, slab: Slab): boolean {
  const { spacing } = view.perceived;
  const [from, to] = endsInBox(trace.curve, view, view.diagonal);
  const unit = trace.curve.kind === 'line' ? 1 : trace.curve.radius;
  const steps = Math.min(MAX_STEPS, Math.max(12, Math.ceil(((to - from) * unit) / (STEP * spacing))));
  const step = ((to - from) / steps) * unit;
  const needed = Math.min(LEAST_LENGTH * spacing, 0.3 * (to - from) * unit);
  let length = 0;
  for (let k = 0; k < steps; k++) {
    const p = placeOf(trace.curve, from + ((k + 0.5) / steps) * (to - from));
    if (coverageOfTrace(view, trace, slab, p) > COVERED) length += step;
    if (length >= needed) return true;
  }
  return false;
}

/** The probability that any of a trace's faces is there at a point of the section; of walls, anywhere in the slab. */
export function coverageOfTrace(view: CloudView, { faces, wall }: Trace, slab: Slab, [u, v]: Vec2): number {
  let most = 0;
  for (const face of faces) {
    let sum = 0;
    const heights = wall ? WALL_HEIGHTS.length : 1;
    for (let k = 0; k < heights; k++) {
      const w = wall ? slab.low + WALL_HEIGHTS[k] * (slab.high - slab.low) : slab.w;
      sum += seenAt(view, face, u, v, w);
    }
    most = Math.max(most, sum / heights);
  }
  return most;
}

/** The parameters between which a curve may run through the box. */
function endsInBox(curve: PlaneCurve, { box }: CloudView, diagonal: number): [number, number] {
  if (curve.kind === 'circle') return [-Math.PI, Math.PI];
  const middle: Vec2 = [(box.minU + box.maxU) / 2, (box.minV + box.maxV) / 2];
  const t =
    (middle[0] - curve.point[0]) * curve.direction[0] + (middle[1] - curve.point[1]) * curve.direction[1];
  return [t - diagonal / 2, t + diagonal / 2];
}
