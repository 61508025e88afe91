import type { Design, Variable } from './design/types.ts';
import type { Relation } from './gaussian.ts';

/** A relation that a designer may have meant, and the number that it would move, as it is and as it would be. */
export type Wish = {
  readonly what: string;
  readonly relation: Relation;
  readonly from: number;
  readonly to: number;
};

/** Angles that designers draw, in degrees. */
const ROUND_ANGLE = 15;
/** Neighbours that are farther apart than this share of the part's size are not meant to be equal. */
const NEAR = 0.05;

const DEGREE = Math.PI / 180;

/** Directions at multiples of 15 degrees. */
export function angleWishes({ variables, reach }: Design, values: Float64Array): Wish[] {
  return variables.flatMap(({ role }, j): Wish[] => {
    if (role !== 'angle') return [];
    const from = values[j] / reach / DEGREE;
    const to = ROUND_ANGLE * Math.round(from / ROUND_ANGLE);
    return [{ what: 'angle', relation: { terms: [[j, 1]], target: to * DEGREE * reach }, from, to }];
  });
}

/** Equal radii; planes at one height; axes in line: each number and the next greater of its kind. */
export function equalWishes({ variables, reach }: Design, values: Float64Array): Wish[] {
  return [...groups(variables, kindOf).values()].flatMap(({ what, members }) => {
    const ordered = members.sort((a, b) => values[a] - values[b]);
    return ordered.slice(1).flatMap((j, i): Wish[] => {
      const before = ordered[i];
      if (values[j] - values[before] > NEAR * reach) return [];
      const terms = [
        [j, 1],
        [before, -1],
      ] as const;
      return [{ what, relation: { terms, target: 0 }, from: values[j] - values[before], to: 0 }];
    });
  });
}

/** Axes, and pairs of planes or axes, in the middle between the outermost planes across the same direction. */
export function symmetryWishes({ variables, reach }: Design, values: Float64Array): Wish[] {
  return [...groups(variables, directionKey).values()].flatMap(({ members }) => {
    const planes = members.filter((j) => variables[j].role === 'plane');
    if (planes.length < 2) return [];
    const low = planes.reduce((a, b) => (values[b] < values[a] ? b : a));
    const high = planes.reduce((a, b) => (values[b] > values[a] ? b : a));
    const inner = members.filter((j) => j !== low && j !== high);
    return inner.flatMap((j, i) =>
      inner.slice(i).flatMap((k): Wish[] => {
        if (variables[j].role !== variables[k].role || (j === k && variables[j].role === 'plane')) return [];
        const from = (values[j] + values[k] - values[low] - values[high]) / 2;
        if (Math.abs(from) > NEAR * reach) return [];
        const terms = [
          [j, 0.5],
          [k, 0.5],
          [low, -0.5],
          [high, -0.5],
        ] as const;
        return [{ what: 'symmetric', relation: { terms, target: 0 }, from, to: 0 }];
      }),
    );
  });
}

/** A length of the part: the sum of coefficient times value over the terms. */
export type Length = { readonly what: string; readonly terms: Relation['terms']; readonly value: number };

/** The lengths that may be round: diameters, and distances of planes and axes from the lowest plane across their direction. */
export function lengthsOf({ variables }: Design, values: Float64Array): Length[] {
  const lengths: Length[] = [];
  variables.forEach(({ role }, j) => {
    if (role === 'radius') lengths.push({ what: 'diameter', terms: [[j, 2]], value: 2 * values[j] });
  });
  for (const { members } of groups(variables, directionKey).values()) {
    const planes = members.filter((j) => variables[j].role === 'plane');
    if (planes.length === 0) continue;
    const low = planes.reduce((a, b) => (values[b] < values[a] ? b : a));
    for (const j of members) {
      if (j === low) continue;
      const terms = [
        [j, 1],
        [low, -1],
      ] as const;
      lengths.push({ what: 'distance', terms, value: values[j] - values[low] });
    }
  }
  return lengths;
}

type Group = { readonly what: string; readonly members: number[] };

/** Indices of the variables that have a key, by key; a key begins with what the relation is called. */
function groups(
  variables: readonly Variable[],
  keyOf: (variable: Variable) => string | undefined,
): Map<string, Group> {
  const found = new Map<string, Group>();
  variables.forEach((variable, j) => {
    const key = keyOf(variable);
    if (key === undefined) return;
    const group = found.get(key) ?? { what: key.split(':')[0], members: [] };
    group.members.push(j);
    found.set(key, group);
  });
  return found;
}

const directionKey = (variable: Variable): string | undefined =>
  'along' in variable ? `${variable.along.triad}/${variable.along.index}` : undefined;

function kindOf(variable: Variable): string | undefined {
  if (variable.role === 'radius') return 'equal radii';
  const direction = directionKey(variable);
  if (direction === undefined) return undefined;
  return `${variable.role === 'plane' ? 'equal heights' : 'axes in line'}:${direction}`;
}
