import type { Vec2 } from '../../geometry/vector.ts';
import { compileProfiles, loopArea } from '../../program/region.ts';
import type { Edge, Loop } from '../../program/types.ts';
import { nestLoops } from '../nest.ts';
import type { Box, SlabSection } from '../regions.ts';
import { closingCurves } from './closing-curves.ts';
import type { CloudView } from './cloud-view.ts';
import { placeOf } from './curve-param.ts';
import { type CellEvidence, cellEvidence, type Labels, settleCells } from './label-cells.ts';
import { polygonContains, type Subdivision, subdivide } from './subdivision.ts';
import { type Slab, type Trace, tracesOf } from './traces.ts';

/** Cells of less than this belief are not used to judge by. */
const UNSURE = 0.15;
/** Space around the box in which curves meet, in spacings. */
const MARGIN = 4;

/** The cells that a section of a cloud is cut into, and what is known of each. */
export type CutSlab = {
  readonly slab: Slab;
  readonly traces: readonly Trace[];
  readonly subdivision: Subdivision;
  readonly evidence: CellEvidence;
};

/**
 * Cuts the middle of a slab into cells by the exact traces of the cloud's faces. Traces run on beyond where points were
 * seen, so that outlines close.
 */
export function cutSlab(view: CloudView, slab: Slab): CutSlab {
  const seen = tracesOf(view, slab);
  const first = cutBy(view, slab, seen);
  const closing = closingCurves(
    view,
    slab,
    seen.map(({ curve }) => curve),
    solidIn(first),
  ).map((curve): Trace => ({ curve, faces: [], wall: true }));
  return closing.length > 0 ? cutBy(view, slab, [...seen, ...closing]) : first;
}

function cutBy(view: CloudView, slab: Slab, traces: readonly Trace[]): CutSlab {
  const { box, perceived, touch } = view;
  const margin = MARGIN * perceived.spacing;
  const around: Box = {
    minU: box.minU - margin,
    minV: box.minV - margin,
    maxU: box.maxU + margin,
    maxV: box.maxV + margin,
  };
  const curves = traces.map(({ curve }) => curve);
  const subdivision = subdivide(curves, around, touch);
  return { slab, traces, subdivision, evidence: cellEvidence(view, subdivision, traces, slab) };
}

/** The section of a slab whose cells are labelled: the borders between solid and void are its profiles. */
export function sectionOf(
  { precision }: CloudView,
  { slab, traces, subdivision }: CutSlab,
  labels: Labels,
): SlabSection {
  const drawn = new Set<number>();
  const loops = outlinesOf(subdivision, labels, traces, drawn).filter(
    (loop) => Math.abs(loopArea(loop)) > precision ** 2,
  );
  const profiles = nestLoops(loops);
  return {
    w: slab.w,
    profiles,
    pure: [...drawn].every((trace) => traces[trace].wall),
    fitted: false,
    flat: compileProfiles(profiles),
    blurred: unsureAt(subdivision, labels),
  };
}

/** The section of a cloud at height 0 of a view, by itself. */
export function cloudSection(view: CloudView): SlabSection {
  const cut = cutSlab(view, { low: 0, high: 0, w: 0 });
  return sectionOf(view, cut, settleCells(cut.evidence));
}

/** Tells whether a place is labelled solid. */
function solidIn({ subdivision: { cells }, evidence }: CutSlab): (u: number, v: number) => boolean {
  const { solid } = settleCells(evidence);
  const solids = cells.filter((_, c) => solid[c] === 1);
  return (u, v) =>
    solids.some(({ borders }) => borders.every((border, b) => polygonContains(border, u, v) === (b === 0)));
}

/** Loops with solid on their left, each as few edges as there are curves along it; `drawn` gets the traces in them. */
function outlinesOf(
  subdivision: Subdivision,
  { solid }: Labels,
  traces: readonly Trace[],
  drawn: Set<number>,
): Loop[] {
  const { pieces, next, cellOf } = subdivision;
  const isBorder = (half: number) => solid[cellOf[half]] === 1 && solid[cellOf[half ^ 1]] === 0;
  const done = new Uint8Array(next.length);
  const loops: Loop[] = [];
  for (let first = 0; first < next.length; first++) {
    if (done[first] || !isBorder(first)) continue;
    const halves: number[] = [];
    for (let half = first; !done[half]; ) {
      done[half] = 1;
      halves.push(half);
      drawn.add(pieces[half >> 1].curve);
      half = next[half];
      while (!isBorder(half)) half = next[half ^ 1];
    }
    loops.push(loopAlong(halves, subdivision, traces));
  }
  return loops;
}

function loopAlong(
  halves: readonly number[],
  { pieces, vertices }: Subdivision,
  traces: readonly Trace[],
): Loop {
  const vertexAt = (half: number, isEnd: boolean): Vec2 => {
    const { start, end } = pieces[half >> 1];
    return vertices[(half % 2 === 0) === isEnd ? end : start];
  };
  const curveOf = (half: number) => pieces[half >> 1].curve;
  // Start where the curve changes, so that no edge is cut in two.
  const count = halves.length;
  const start = halves.findIndex((half, k) => curveOf(half) !== curveOf(halves[(k + count - 1) % count]));
  const only = traces[curveOf(halves[0])].curve;
  if (start < 0 && only.kind === 'circle')
    return { kind: 'circle', center: only.center, radius: only.radius };
  const ordered = [...halves.slice(Math.max(0, start)), ...halves.slice(0, Math.max(0, start))];
  const edges: Edge[] = [];
  for (let k = 0; k < count; ) {
    let last = k;
    while (last + 1 < count && curveOf(ordered[last + 1]) === curveOf(ordered[k])) last++;
    const { curve } = traces[curveOf(ordered[k])];
    const to = vertexAt(ordered[last], true);
    if (curve.kind === 'line') edges.push({ kind: 'line', to });
    else {
      const sweep = ordered.slice(k, last + 1).reduce((sum, half) => sum + sweepOf(half, pieces), 0);
      const middle = startOf(ordered[k], pieces) + sweep / 2;
      edges.push({ kind: 'arc', through: placeOf(curve, middle), to });
    }
    k = last + 1;
  }
  return { kind: 'path', start: vertexAt(ordered[0], false), edges };
}

const sweepOf = (half: number, pieces: Subdivision['pieces']): number => {
  const { from, to } = pieces[half >> 1];
  return half % 2 === 0 ? to - from : from - to;
};

/** The parameter at which a half-edge starts. */
const startOf = (half: number, pieces: Subdivision['pieces']): number => {
  const { from, to } = pieces[half >> 1];
  return half % 2 === 0 ? from : to;
};

function unsureAt({ cells }: Subdivision, { belief }: Labels): (u: number, v: number) => boolean {
  const unsure = cells.filter((cell, c) => cell.borders.length > 0 && Math.abs(belief[c]) < UNSURE);
  return (u, v) =>
    unsure.some(({ borders }) => borders.every((border, b) => polygonContains(border, u, v) === (b === 0)));
}
