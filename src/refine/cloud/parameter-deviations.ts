import { solvePositiveDefinite } from '../../geometry/symmetric.ts';
import { mapNumbers } from '../../program/dimension.ts';
import type { Program, Sweep } from '../../program/types.ts';
import { featuresAt } from './design/features.ts';
import type { Refinement } from './refine-program.ts';

export type ParameterDeviation = {
  readonly name: string;
  readonly value: number;
  /** Infinite where the points do not tell the parameter. */
  readonly standardDeviation: number;
};

/** Numbers change linearly over a step of this share of the part's size. */
const STEP = 1e-6;
/** A parameter known no better than this share of what is known without any point is not told by the points. */
const TOLD = 0.25;

/**
 * How precisely the cloud tells each named parameter of `program`, whose features are the refinement's. A parameter
 * drives several numbers, which also move with places that have no name: what is common to the numbers of one sketch
 * along one direction is taken for such a place (least squares), the rest for the parameter.
 */
export function parameterDeviations(program: Program, refinement: Refinement): ParameterDeviation[] {
  const parameters = program.parameters ?? [];
  const { design, values, covariance, unknown } = refinement;
  const size = values.length;
  const step = STEP * design.reach;
  const system = bindingSystem(program);
  const before = numbersOf(featuresAt(design, values), system.paths);
  const rates: Float64Array[] = [];
  for (let j = 0; j < size; j++) {
    const moved = values.slice();
    moved[j] += step;
    const after = numbersOf(featuresAt(design, moved), system.paths);
    rates.push(
      system.solve(after.map((number, i) => (number - before[i]) / step)) ??
        new Float64Array(parameters.length),
    );
  }
  return parameters.map(({ name, value }, p) => {
    let variance = 0;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) variance += rates[j][p] * rates[k][p] * covariance[size * j + k];
    }
    const standardDeviation = Math.sqrt(Math.max(0, variance));
    return {
      name,
      value,
      standardDeviation: standardDeviation > TOLD * unknown ? Infinity : standardDeviation,
    };
  });
}

/** The numbers that parameters drive, and what their changes say about the parameters. */
function bindingSystem({ parameters = [] }: Program): {
  readonly paths: readonly string[];
  readonly solve: (changes: Float64Array) => Float64Array | undefined;
} {
  const rows = new Map<string, Map<number, number>>();
  parameters.forEach(({ bindings }, p) => {
    for (const { path, scale } of bindings) {
      // Where a sketch lies is a place, even if it follows a parameter.
      if (path.includes('/frame/')) continue;
      const row = rows.get(path) ?? new Map<number, number>();
      row.set(p, (row.get(p) ?? 0) + scale);
      rows.set(path, row);
    }
  });
  const paths = [...rows.keys()];
  const places = new Map<string, number>();
  const placeOf = paths.map((path) => {
    const [, feature, ...rest] = path.split('/');
    if (rest[0] !== 'sketch' || rest.at(-1) === 'radius') return -1;
    const key = [feature, rest.at(-1), ...[...rows.get(path)!.keys()].sort()].join();
    const known = places.get(key) ?? places.size;
    places.set(key, known);
    return known;
  });
  const size = parameters.length + places.size;
  const termsOf = (i: number): [number, number][] => [
    ...rows.get(paths[i])!,
    ...(placeOf[i] < 0 ? [] : ([[parameters.length + placeOf[i], 1]] as [number, number][])),
  ];
  const matrix = new Float64Array(size * size);
  // A little of nothing known keeps the system solvable where one parameter's numbers are all places.
  for (let k = 0; k < size; k++) matrix[size * k + k] = 1e-9;
  paths.forEach((_, i) => {
    for (const [a, s] of termsOf(i)) for (const [b, t] of termsOf(i)) matrix[size * a + b] += s * t;
  });
  const solve = (changes: Float64Array) => {
    const right = new Float64Array(size);
    paths.forEach((_, i) => {
      for (const [a, s] of termsOf(i)) right[a] += s * changes[i];
    });
    return solvePositiveDefinite(matrix.slice(), right, size);
  };
  return { paths, solve };
}

function numbersOf(features: readonly Sweep[], paths: readonly string[]): Float64Array {
  const found = new Map<string, number>();
  mapNumbers(features, (value, path) => {
    found.set(path, value);
    return value;
  });
  return Float64Array.from(paths, (path) => found.get(path) ?? 0);
}
