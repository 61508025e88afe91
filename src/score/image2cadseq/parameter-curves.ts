import {
  COLUMN,
  DISCRETE,
  LEVELS,
  PARAMETERS,
  type Parameter,
  TYPE,
} from '../../formats/sim-gallery/feature-matrix.ts';
import type { MatrixPair } from './score-sequences.ts';
import { programRows, typeOf } from './sequence.ts';

/** How well one parameter of one type of operation is predicted. */
export type ParameterCurve = {
  readonly operation: 'line' | 'arc' | 'circle' | 'extrude';
  readonly parameter: Parameter;
  /** AP1 of this parameter alone at every tolerance from 0 to 255 levels. */
  readonly accuracy: Float64Array;
  /** Area under that curve by trapezoids, tolerances scaled to 0 to 1: 1 is perfect. */
  readonly area: number;
};

/**
 * AP1 by operation and parameter over all tolerances (Image2CADSeq, section 5.3.3 and figure 7): x, y of lines; x, y,
 * sweep of arcs; x, y, radius of circles; depth of extrusions; without those that no reference has. As in equation 5 the
 * operation at the same place must have the right type. The paper does not define its area under the curve; ours takes
 * the tolerances from 0 to 255 as the unit of length, so that random guessing (equation 8) has 0.667.
 */
export function parameterCurves(pairs: readonly MatrixPair[]): ParameterCurve[] {
  const rows = pairs.flatMap((pair) => {
    const predicted = programRows(pair.predicted);
    return programRows(pair.reference).map((row, i) => ({ row, other: predicted[i] }));
  });
  return (['line', 'arc', 'circle', 'extrude'] as const).flatMap((operation) => {
    const own = rows.filter(({ row }) => typeOf(row) === TYPE[operation]);
    if (own.length === 0) return [];
    const judged = PARAMETERS[TYPE[operation]].filter((name) => name !== 'scale' && !DISCRETE.includes(name));
    return judged.map((parameter): ParameterCurve => {
      const column = COLUMN[parameter];
      const misses = own
        .filter(({ row, other }) => other !== undefined && typeOf(other) === typeOf(row))
        .filter(({ other }) => other[column] >= 0 && other[column] < LEVELS)
        .map(({ row, other }) => Math.abs(other[column] - row[column]));
      const accuracy = shareWithin(misses, own.length);
      return { operation, parameter, accuracy, area: areaUnder(accuracy) };
    });
  });
}

/** Element t: how many of the misses are at most t, by `total`. */
function shareWithin(misses: readonly number[], total: number): Float64Array {
  const counts = new Float64Array(LEVELS);
  for (const miss of misses) counts[Math.ceil(miss)]++;
  for (let t = 1; t < LEVELS; t++) counts[t] += counts[t - 1];
  return counts.map((count) => count / total);
}

const areaUnder = (curve: Float64Array): number =>
  (curve.reduce((sum, value) => sum + value, 0) - (curve[0] + curve[curve.length - 1]) / 2) /
  (curve.length - 1);
