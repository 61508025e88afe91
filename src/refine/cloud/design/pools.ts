import type { Anchor, Axis, Reference, Variable } from './types.ts';

/** Variables found so far; equal coordinates along one direction are one variable, and so are equal radii. */
export type Pools = {
  readonly variables: Variable[];
  radius(value: number): Reference;
  coordinate(role: 'plane' | 'center', along: Axis, value: number): Reference;
  /** What lies at a coordinate, if anything does: the coordinate then follows it. */
  anchor(along: Axis, value: number): Anchor;
  /** A variable of its own. */
  add(role: 'turn' | 'angle' | 'offset' | 'sweep', value: number): Reference;
};

/** Starts without variables; values count as equal up to `equal`. */
export function startPools(equal: number): Pools {
  const variables: Variable[] = [];
  const add = (variable: Variable): Reference => variables.push(variable) - 1;
  const isAlong = (variable: Variable, axis: Axis): boolean =>
    'along' in variable && variable.along.triad === axis.triad && variable.along.index === axis.index;
  const find = (matches: (variable: Variable) => boolean, value: number): Reference =>
    variables.findIndex((variable) => matches(variable) && Math.abs(variable.start - value) <= equal);
  return {
    variables,
    radius(value) {
      const found = find(({ role }) => role === 'radius', value);
      return found >= 0 ? found : add({ role: 'radius', start: value });
    },
    coordinate(role, along, value) {
      const found = find((variable) => variable.role === role && isAlong(variable, along), value);
      return found >= 0 ? found : add({ role, along, start: value });
    },
    anchor(along, value) {
      const found = find((variable) => isAlong(variable, along), value);
      return found >= 0 ? { follows: found } : { stays: value };
    },
    add: (role, value) => add({ role, start: value }),
  };
}
