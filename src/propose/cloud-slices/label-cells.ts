import { toWorld } from '../../geometry/frame.ts';
import { innerPoints } from './cell-samples.ts';
import type { CloudView } from './cloud-view.ts';
import { placeOf } from './curve-param.ts';
import type { Subdivision } from './subdivision.ts';
import { coverageOfTrace, type Slab, type Trace } from './traces.ts';

/** Which cells of a section are solid, and how sure that is: from -1, surely void, to 1, surely solid. */
export type Labels = { readonly solid: Uint8Array; readonly belief: Float64Array };

/** Inner points of a cell that vote, each at another height. */
const VOTERS = 3;
const HEIGHTS = [0.5, 0.3, 0.7];
/** Places along a piece at which points are looked for, and how far apart in spacings. */
const LOOKS = { least: 3, most: 12, every: 1 };
/** What the votes of a cell count beside the evidence along all of its border. */
const VOTE = 1.5;
/** A piece shorter than this many spacings counts in proportion to its length. */
const TELLING = 2;
const ROUNDS = 12;

/**
 * Labels cells by the rays from their inner points and by the evidence along their borders: a piece that points cover
 * has solid to one side only, one that they leave bare has the same to both. Cells are settled in turn, the surest
 * first, until none changes.
 */
export function labelCells(
  view: CloudView,
  subdivision: Subdivision,
  traces: readonly Trace[],
  slab: Slab,
): Labels {
  const { cells, pieces, cellOf } = subdivision;
  const votes = Float64Array.from(cells, (cell, c) => {
    if (c === 0) return -1;
    const points = innerPoints(cell, VOTERS);
    const sum = points.reduce((total, { point }, k) => {
      const w = slab.low + HEIGHTS[k] * (slab.high - slab.low);
      return total + view.sidedness(toWorld(view.frame, [...point, w]));
    }, 0);
    return points.length > 0 ? sum / points.length : 0;
  });
  // For each piece how its two cells attract each other: 1 surely alike, -1 surely unlike, times its weight.
  const links = Float64Array.from(pieces, (piece) => {
    const trace = traces[piece.curve];
    // Nothing is known of a curve that only closes an outline.
    if (trace.faces.length === 0) return 0;
    const unit = trace.curve.kind === 'line' ? 1 : trace.curve.radius;
    const length = (piece.to - piece.from) * unit;
    const { spacing } = view.perceived;
    const looks = Math.max(LOOKS.least, Math.min(LOOKS.most, Math.ceil(length / (LOOKS.every * spacing))));
    let covered = 0;
    for (let k = 0; k < looks; k++) {
      const t = piece.from + ((k + 0.5) / looks) * (piece.to - piece.from);
      covered += coverageOfTrace(view, trace, slab, placeOf(trace.curve, t));
    }
    return (1 - (2 * covered) / looks) * Math.min(1, length / (TELLING * spacing)) * length;
  });
  const around: { cell: number; link: number; length: number }[][] = cells.map(() => []);
  pieces.forEach((piece, p) => {
    const [a, b] = [cellOf[2 * p], cellOf[2 * p + 1]];
    if (a === b) return;
    const curve = traces[piece.curve].curve;
    const length = (piece.to - piece.from) * (curve.kind === 'line' ? 1 : curve.radius);
    around[a].push({ cell: b, link: links[p], length });
    around[b].push({ cell: a, link: links[p], length });
  });
  const perimeters = around.map((links) => links.reduce((sum, { length }) => sum + length, 0) || 1);
  const belief = votes.slice();
  const order = [...cells.keys()].slice(1).sort((a, b) => Math.abs(votes[b]) - Math.abs(votes[a]));
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const c of order) {
      let sum = 0;
      for (const { cell, link } of around[c]) sum += link * clamp(belief[cell]);
      const now = (VOTE * votes[c] + sum / perimeters[c]) / (VOTE * Math.abs(votes[c]) + 1);
      if (Math.sign(now) !== Math.sign(belief[c])) changed = true;
      belief[c] = now;
    }
    if (!changed) break;
  }
  return { solid: Uint8Array.from(belief, (b) => (b > 0 ? 1 : 0)), belief };
}

const clamp = (x: number): number => Math.max(-1, Math.min(1, 2 * x));
