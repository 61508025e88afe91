import { fitCircle } from '../../geometry/fit-circle.ts';
import { toWorld } from '../../geometry/frame.ts';
import { distanceToCurve, lineThrough, type PlaneCurve } from '../../geometry/plane-curve.ts';
import { distance2, type Vec2 } from '../../geometry/vector.ts';
import type { Box } from '../regions.ts';
import type { CloudView } from './cloud-view.ts';
import { type Contour, contoursOf } from './contours.ts';
import { simplified } from './simplify.ts';
import type { Slab } from './traces.ts';

/** Nodes along the longer side of the box at which rays are asked, at most; at least a spacing apart. */
const MAX_NODES = 48;
/** ... and at a first look, which shows whether anything leaks out at all. */
const FIRST_NODES = 14;
/** Places that are labelled void matter from this share of all that rays call solid: void by rays may be a gap's doing. */
const LEAK = 0.05;
/** A vote from which a place counts as solid. */
const SURE = 0.7;
/** Outlines by rays are off by so many steps of the grid. */
const OFF = 0.8;
/** Sine of the angle up to which an edge is meant to run along a given direction. */
const MEANT = 0.2;

/**
 * Lines and circles that close the outlines of a section where walls were not found: drawn along the border of what rays
 * from the slab's middle call solid. None where the cells of the section are labelled as rays say; `isSolid` tells how
 * a place is labelled.
 */
export function closingCurves(
  view: CloudView,
  slab: Slab,
  known: readonly PlaneCurve[],
  isSolid: (u: number, v: number) => boolean,
): PlaneCurve[] {
  const { box, perceived } = view;
  const longest = Math.max(box.maxU - box.minU, box.maxV - box.minV);
  const step = Math.max(perceived.spacing, longest / MAX_NODES);
  const leaks = ({ votes, unlike }: Votes): boolean => {
    const solid = votes.reduce((count, vote) => count + (vote >= SURE ? 1 : 0), 0);
    const leaking = unlike.reduce((count, each) => count + each, 0);
    return leaking > LEAK * solid;
  };
  if (!leaks(votesOn(view, slab, Math.max(step, longest / FIRST_NODES), isSolid))) return [];
  const { votes, columns, corner } = votesOn(view, slab, step, isSolid);
  const directions = directionsOf(known);
  const curves = contoursOf(votes, columns, corner, step).flatMap((contour) =>
    curvesAlong(contour, directions, box, step),
  );
  const near = OFF * step;
  return curves.filter((curve, k) =>
    [...known, ...curves.slice(0, k)].every((other) => !runsAlong(curve, other, near)),
  );
}

/** What rays say at the nodes of a grid, row by row, and which solid ones are labelled void. */
type Votes = {
  readonly votes: Float64Array;
  readonly unlike: Uint8Array;
  readonly columns: number;
  readonly corner: Vec2;
};

function votesOn(
  { box, frame, sidedness }: CloudView,
  slab: Slab,
  step: number,
  isSolid: (u: number, v: number) => boolean,
): Votes {
  const corner: Vec2 = [box.minU - step, box.minV - step];
  const columns = Math.ceil((box.maxU - box.minU) / step) + 3;
  const rows = Math.ceil((box.maxV - box.minV) / step) + 3;
  const votes = new Float64Array(columns * rows);
  const unlike = new Uint8Array(votes.length);
  for (let k = 0; k < votes.length; k++) {
    const u = corner[0] + (k % columns) * step;
    const v = corner[1] + Math.floor(k / columns) * step;
    votes[k] = sidedness(toWorld(frame, [u, v, slab.w]));
    unlike[k] = votes[k] >= SURE && !isSolid(u, v) ? 1 : 0;
  }
  return { votes, unlike, columns, corner };
}

/** A circle, where the contour is one, or the lines that it turns between. */
function curvesAlong(contour: Contour, directions: readonly Vec2[], box: Box, step: number): PlaneCurve[] {
  const near = OFF * step;
  const circle = contour.length >= 6 ? fitCircle(Float64Array.from(contour.flat())) : undefined;
  if (circle && circle.radius > 2 * step) {
    const curve: PlaneCurve = { kind: 'circle', ...circle };
    if (contour.every((p) => distanceToCurve(curve, p) <= near)) return [curve];
  }
  const corners = simplified(contour, near);
  return corners.flatMap((from, k): PlaneCurve[] => {
    const to = corners[(k + 1) % corners.length];
    if (distance2(from, to) < 2 * step) return [];
    const { direction } = lineThrough(from, to);
    const meant = directions.find((d) => Math.abs(d[0] * direction[1] - d[1] * direction[0]) < MEANT);
    const middle: Vec2 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return [{ kind: 'line', point: ontoBox(middle, direction, box, near), direction: meant ?? direction }];
  });
}

/** Moves a point of a line along a side of the box onto that side, where it is near: walls end there. */
function ontoBox([u, v]: Vec2, direction: Vec2, { minU, minV, maxU, maxV }: Box, near: number): Vec2 {
  const nearest = (x: number, sides: readonly number[]): number =>
    sides.find((side) => Math.abs(side - x) <= near) ?? x;
  if (Math.abs(direction[0]) < MEANT) return [nearest(u, [minU, maxU]), v];
  return Math.abs(direction[1]) < MEANT ? [u, nearest(v, [minV, maxV])] : [u, v];
}

/** Directions of known lines and those across them; the frame's own where there are none. */
function directionsOf(known: readonly PlaneCurve[]): Vec2[] {
  const lines = known.flatMap((curve) => (curve.kind === 'line' ? [curve.direction] : []));
  return [...lines, [1, 0] as const].flatMap(([u, v]): Vec2[] => [
    [u, v],
    [-v, u],
  ]);
}

/** Whether two curves are the same within `near`, as far as can be told from near one's own point. */
function runsAlong(a: PlaneCurve, b: PlaneCurve, near: number): boolean {
  if (a.kind === 'circle' || b.kind === 'circle') {
    return (
      a.kind === 'circle' &&
      b.kind === 'circle' &&
      distance2(a.center, b.center) <= near &&
      Math.abs(a.radius - b.radius) <= near
    );
  }
  const sine = Math.abs(a.direction[0] * b.direction[1] - a.direction[1] * b.direction[0]);
  return sine < MEANT / 2 && distanceToCurve(b, a.point) <= near;
}
