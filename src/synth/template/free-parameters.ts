import { COLUMN, featureRow, LEVELS, TYPE } from '../../formats/sim-gallery/feature-matrix.ts';
import { signedLevel } from '../../formats/sim-gallery/levels.ts';
import type { Random } from '../../geometry/random.ts';
import type { Parameters } from './parameters.ts';
import type { CurveType } from './sequences.ts';

const ORIGIN = signedLevel(0);

/**
 * Parameters without design rules (Image2CADSeq, section 5.1): every level of every range is as likely, -1 to 1 for
 * points, depths and sweeps (of half a turn), 0 to 1 for radii. Depths and sweeps of nothing are left out. The last
 * curve of a path returns to the origin, where the first starts, or there would be no profile; undefined when the path
 * comes to one point twice.
 */
export function freeParameters(random: Random, curves: readonly CurveType[]): Parameters | undefined {
  const rows = curves.map((type, i) => {
    const closing = type !== TYPE.circle && i === curves.length - 1;
    const [x, y] = closing ? [ORIGIN, ORIGIN] : [anyLevel(random), anyLevel(random)];
    return featureRow(type, { x, y, radius: anyLevel(random), sweep: levelButZero(random) });
  });
  const points = new Set(rows.map((row) => LEVELS * row[COLUMN.x] + row[COLUMN.y]));
  if (points.size < rows.length) return undefined;
  return { curves: rows, depth: levelButZero(random) };
}

const anyLevel = (random: Random): number => random.integer(0, LEVELS - 1);

function levelButZero(random: Random): number {
  const level = random.integer(0, LEVELS - 2);
  return level < ORIGIN ? level : level + 1;
}
