import type { Lifted } from '../../program/lifted.ts';
import type { Operation, Sweep } from '../../program/types.ts';
import { type Position, refuse } from './tokens.ts';
import { type Body, isBlendStep } from './values.ts';

/** Most features that a script may make: variables can be reused, so the script's length does not bound them. */
export const MAX_FEATURES = 10_000;

/**
 * The body `base` after a Boolean with another. A program is one sequence, so the other body's features are applied
 * one by one, which is the same only for some combinations. Throws `program-syntax` for the others.
 */
export function combineBodies(
  operation: Exclude<Operation, 'new'>,
  base: readonly Body[],
  tool: readonly Body[],
  at: Position,
): Body {
  if (base.length !== 1 || tool.length !== 1)
    refuse(at, 'a Boolean is read between one body and one other body only');
  const [a, b] = [base[0], tool[0]];
  if (a.length + b.length > MAX_FEATURES) refuse(at, `the script makes more than ${MAX_FEATURES} features`);
  if (operation === 'intersect') {
    // a and (b0 less b1) is (a and b0) less b1.
    if (neverJoins(b)) return [...a, ...withFirst(b, 'intersect')];
    if (neverJoins(a)) return [...b, ...withFirst(a, 'intersect')];
  } else {
    if (joinsOnly(b)) return [...a, ...b.map((feature) => ({ ...feature, operation }))];
    if (operation === 'join' && joinsOnly(a))
      return [...b, ...a.map((feature) => ({ ...feature, operation }))];
  }
  return refuse(
    at,
    'these two solids cannot be combined as one sequence of steps: build one feature at a time onto the body',
  );
}

type SweptBody = readonly Lifted<Sweep>[];

/** Whether the body is swept alone, and all that comes after its first solid goes with that as told. */
const isSwept = (body: Body, goes: (operation: Operation) => boolean): body is SweptBody =>
  body.every((step, i) => !isBlendStep(step) && (i === 0 || goes(step.operation)));
const joinsOnly = (body: Body): body is SweptBody => isSwept(body, (operation) => operation === 'join');
const neverJoins = (body: Body): body is SweptBody => isSwept(body, (operation) => operation !== 'join');

const withFirst = ([first, ...rest]: SweptBody, operation: Operation): Body => [
  { ...first, operation },
  ...rest,
];
