import { toLocal } from '../../geometry/frame.ts';
import type { CloudView } from './cloud-view.ts';
import { paramOf, placeOf } from './curve-param.ts';
import type { Piece, Subdivision } from './subdivision.ts';
import { coverageOfTrace, type Slab, type Trace } from './traces.ts';

/** Points expected where there is no surface, as a share of those where there is. */
const STRAY = 0.05;
/** Log-odds beyond these are not believed: what seems bare may not have been scanned. */
const MOST = { covered: 8, bare: 3 };
/** More points than this expected say no more: how large a share is found is then a matter of gaps, not of chance. */
const TELLING = 6;
/** Walls in slabs thinner than this many spacings are looked at like faces that slope: too few points are in between. */
const THICK = 0.5;
/** Places along a piece of a face that slopes at which points are looked for, and how far apart in spacings. */
const LOOKS = { least: 3, most: 12, every: 1 };

/**
 * For each piece the log-odds that surface is there against that there is none, from the number of points on it: of a
 * Poisson distribution whose mean is the piece's area at the cloud's density, or a stray's share of that.
 */
export function edgeEvidence(
  view: CloudView,
  { pieces }: Subdivision,
  traces: readonly Trace[],
  slab: Slab,
): Float64Array {
  const piecesOfTrace: number[][] = traces.map(() => []);
  pieces.forEach(({ curve }, p) => {
    piecesOfTrace[curve].push(p);
  });
  const evidence = new Float64Array(pieces.length);
  const { spacing } = view.perceived;
  traces.forEach((trace, t) => {
    const own = piecesOfTrace[t];
    // Nothing is known of a curve that only closes an outline.
    if (own.length === 0 || trace.faces.length === 0) return;
    const unit = trace.curve.kind === 'line' ? 1 : trace.curve.radius;
    const isThick = slab.high - slab.low >= THICK * spacing;
    const counts =
      trace.wall && isThick
        ? pointsOnWall(
            view,
            trace,
            slab,
            own.map((p) => pieces[p]),
          )
        : undefined;
    own.forEach((p, k) => {
      const length = ((pieces[p].to - pieces[p].from) * unit) / spacing;
      // A face that slopes is seen in a band of one spacing around the section.
      const expected = counts ? (length * (slab.high - slab.low)) / spacing : length;
      const found = counts ? counts[k] : expected * shareCovered(view, trace, slab, pieces[p], length);
      const scale = Math.min(1, TELLING / expected);
      const odds = scale * (-found * Math.log(STRAY) - expected * (1 - STRAY));
      evidence[p] = Math.max(-MOST.bare, Math.min(MOST.covered, odds));
    });
  });
  return evidence;
}

/** Numbers of a wall's points within a slab, for each of some pieces of its trace. */
function pointsOnWall(
  { perceived: { positions, faces }, frame }: CloudView,
  { curve, faces: own }: Trace,
  { low, high }: Slab,
  pieces: readonly Piece[],
): Int32Array {
  const counts = new Int32Array(pieces.length);
  const turn = curve.kind === 'circle' ? 2 * Math.PI : Infinity;
  for (const face of own) {
    for (const i of faces[face].points) {
      const [u, v, w] = toLocal(frame, [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]);
      if (w < low || w > high) continue;
      const t = paramOf(curve, [u, v]);
      for (let k = 0; k < pieces.length; k++) {
        const { from, to } = pieces[k];
        if ((t >= from && t < to) || (t + turn >= from && t + turn < to)) {
          counts[k]++;
          break;
        }
      }
    }
  }
  return counts;
}

function shareCovered(view: CloudView, trace: Trace, slab: Slab, piece: Piece, length: number): number {
  const looks = Math.max(LOOKS.least, Math.min(LOOKS.most, Math.ceil(length / LOOKS.every)));
  let covered = 0;
  for (let k = 0; k < looks; k++) {
    const t = piece.from + ((k + 0.5) / looks) * (piece.to - piece.from);
    covered += coverageOfTrace(view, trace, slab, placeOf(trace.curve, t));
  }
  return covered / looks;
}
