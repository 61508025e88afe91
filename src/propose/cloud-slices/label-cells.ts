import { toWorld } from '../../geometry/frame.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { innerPoints } from './cell-samples.ts';
import type { CloudView } from './cloud-view.ts';
import { placeOf } from './curve-param.ts';
import type { Piece, Subdivision } from './subdivision.ts';
import { coverageOfTrace, type Slab, type Trace } from './traces.ts';

/** Which cells of a section are solid, and how sure that is: from -1, surely void, to 1, surely solid. */
export type Labels = { readonly solid: Uint8Array; readonly belief: Float64Array };

/** What tells whether the cells of a section are solid. */
export type CellEvidence = {
  /** Points well inside each cell. */
  readonly inner: readonly (readonly Vec2[])[];
  /** What rays from there say of each cell, from -1, void, to 1, solid. */
  readonly votes: Float64Array;
  /** For each cell the cells across each piece of its border. */
  readonly neighbours: readonly (readonly Neighbour[])[];
};

type Neighbour = {
  readonly cell: number;
  /** Share of the cell's border. */
  readonly share: number;
  /** How the two attract each other: from -1, surely unlike, to 1, surely alike. */
  readonly link: number;
};

/** Inner points of a cell that vote, each at another height. */
const VOTERS = 3;
const HEIGHTS = [0.5, 0.3, 0.7];
/** Places along a piece at which points are looked for, and how far apart in spacings. */
const LOOKS = { least: 3, most: 12, every: 1 };
/** What the votes of a cell count beside the evidence along all of its border. */
const VOTE = 1.5;
/** A piece shorter than this many spacings tells in proportion to its length. */
const TELLING = 2;
const ROUNDS = 12;

/** Casts rays from each cell, and looks for points along each piece of its border. */
export function cellEvidence(
  view: CloudView,
  { cells, pieces, cellOf }: Subdivision,
  traces: readonly Trace[],
  slab: Slab,
): CellEvidence {
  const inner = cells.map((cell, c) => (c === 0 ? [] : innerPoints(cell, VOTERS).map(({ point }) => point)));
  const votes = Float64Array.from(inner, (points, c) => {
    if (c === 0) return -1;
    const sum = points.reduce((total, point, k) => {
      const w = slab.low + HEIGHTS[k] * (slab.high - slab.low);
      return total + view.sidedness(toWorld(view.frame, [...point, w]));
    }, 0);
    return points.length > 0 ? sum / points.length : 0;
  });
  const borders: { cell: number; link: number; length: number }[][] = cells.map(() => []);
  pieces.forEach((piece, p) => {
    const [a, b] = [cellOf[2 * p], cellOf[2 * p + 1]];
    if (a === b) return;
    const trace = traces[piece.curve];
    const length = (piece.to - piece.from) * (trace.curve.kind === 'line' ? 1 : trace.curve.radius);
    const link = linkAcross(view, trace, piece, length, slab);
    borders[a].push({ cell: b, link, length });
    borders[b].push({ cell: a, link, length });
  });
  const neighbours = borders.map((border) => {
    const whole = border.reduce((sum, { length }) => sum + length, 0) || 1;
    return border.map(({ cell, link, length }) => ({ cell, link, share: length / whole }));
  });
  return { inner, votes, neighbours };
}

/** How the cells to both sides of a piece attract each other. */
function linkAcross(view: CloudView, trace: Trace, piece: Piece, length: number, slab: Slab): number {
  // Nothing is known of a curve that only closes an outline.
  if (trace.faces.length === 0) return 0;
  const { spacing } = view.perceived;
  const looks = Math.max(LOOKS.least, Math.min(LOOKS.most, Math.ceil(length / (LOOKS.every * spacing))));
  let covered = 0;
  for (let k = 0; k < looks; k++) {
    const t = piece.from + ((k + 0.5) / looks) * (piece.to - piece.from);
    covered += coverageOfTrace(view, trace, slab, placeOf(trace.curve, t));
  }
  return (1 - (2 * covered) / looks) * Math.min(1, length / (TELLING * spacing));
}

/**
 * Labels cells by their votes and by the evidence along their borders: a piece that points cover has solid to one side
 * only, one that they leave bare has the same to both. Cells are settled in turn, the surest first, until none changes.
 */
export function settleCells({ votes, neighbours }: CellEvidence): Labels {
  const weight = votes.map((vote) => VOTE * Math.abs(vote) + 1);
  const belief = votes.map((vote, c) => (c === 0 ? -1 : (VOTE * vote) / weight[c]));
  const order = [...belief.keys()].slice(1).sort((a, b) => Math.abs(belief[b]) - Math.abs(belief[a]));
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const c of order) {
      let sum = VOTE * votes[c];
      for (const { cell, link, share } of neighbours[c]) sum += link * share * clamp(belief[cell]);
      const now = sum / weight[c];
      if (Math.sign(now) !== Math.sign(belief[c])) changed = true;
      belief[c] = now;
    }
    if (!changed) break;
  }
  return { solid: Uint8Array.from(belief, (b) => (b > 0 ? 1 : 0)), belief };
}

const clamp = (x: number): number => Math.max(-1, Math.min(1, 2 * x));
