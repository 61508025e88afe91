import { CadtraceError } from '../errors.ts';
import type { Assessment, Kernel } from '../kernel/types.ts';
import { setParameter } from '../program/parameters.ts';
import type { Program } from '../program/types.ts';
import { assertValid } from '../program/validate.ts';

/** What comes of a program when each of its parameters alone is moved, in the order of the parameters. */
export type Editability = readonly ParameterMoves[];

/** One parameter, and what came of moving it down and up. */
export type ParameterMoves = {
  readonly name: string;
  readonly value: number;
  readonly moves: readonly Move[];
};

/** `untried`: there was no time left. */
export type Move = { readonly to: number } & (
  | { readonly outcome: 'holds' }
  | { readonly outcome: 'breaks'; readonly cause: BreakCause; readonly why: string }
  | { readonly outcome: 'untried' }
);

export type BreakCause =
  | 'invalid program'
  | 'kernel failure'
  | 'invalid solid'
  | 'other bodies'
  | 'other faces';

/** Shares of its value by which each parameter is moved. */
const MOVES = [-0.1, 0.1];

/**
 * Moves each parameter by minus and plus 10% of its value, builds the program, and tells whether it holds: whether the
 * solid is valid and has as many bodies and faces as before. What is not tried when no seconds are left is listed as
 * such. Throws what the kernel throws for the program as it is, and `cancelled`; moves that break throw nothing.
 */
export async function checkEditability(
  program: Program,
  kernel: Kernel,
  { secondsLeft }: { readonly secondsLeft: () => number },
): Promise<Editability> {
  const parameters = program.parameters ?? [];
  if (parameters.length === 0) return [];
  const limited = kernel.within(secondsLeft);
  const before = secondsLeft() > 0 ? await unlessTimedOut(limited.assess(program)) : undefined;
  const checked: ParameterMoves[] = [];
  for (const { name, value } of parameters) {
    const moves: Move[] = [];
    for (const share of MOVES) {
      const to = value + share * value;
      if (!before || secondsLeft() <= 0) moves.push({ to, outcome: 'untried' });
      else moves.push({ to, ...(await tryMove(setParameter(program, name, to), before, limited)) });
    }
    checked.push({ name, value, moves });
  }
  return checked;
}

type MoveOutcome = Move extends infer M ? (M extends Move ? Omit<M, 'to'> : never) : never;

async function tryMove(moved: Program, before: Assessment, kernel: Kernel): Promise<MoveOutcome> {
  try {
    assertValid(moved);
    const after = await unlessTimedOut(kernel.assess(moved));
    return after ? comparison(before, after) : { outcome: 'untried' };
  } catch (error) {
    if (!(error instanceof CadtraceError) || error.code === 'cancelled') throw error;
    const cause = error.code === 'program-invalid' ? 'invalid program' : 'kernel failure';
    return { outcome: 'breaks', cause, why: error.message };
  }
}

function comparison(before: Assessment, after: Assessment): MoveOutcome {
  const breaks = (cause: BreakCause, why: string): MoveOutcome => ({ outcome: 'breaks', cause, why });
  if (!after.valid) return breaks('invalid solid', `the solid is not valid: ${after.problems.join(' ')}`);
  if (after.bodies > before.bodies)
    return breaks('other bodies', `the part falls into ${after.bodies} bodies instead of ${before.bodies}`);
  if (after.bodies < before.bodies)
    return breaks('other bodies', `of ${before.bodies} bodies ${after.bodies} are left`);
  if (after.faces !== before.faces)
    return breaks('other faces', `the number of faces changes from ${before.faces} to ${after.faces}`);
  return { outcome: 'holds' };
}

/** Undefined where the call was ended because no time was left. */
async function unlessTimedOut<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof CadtraceError && error.code === 'kernel-timeout') return undefined;
    throw error;
  }
}

/** Parameters by what came of moving them: both moves hold, one breaks, or none breaks but not both were tried. */
export function countMoves(checked: Editability): { hold: number; break: number; untried: number } {
  const has = ({ moves }: ParameterMoves, outcome: Move['outcome']): boolean =>
    moves.some((move) => move.outcome === outcome);
  const broken = checked.filter((parameter) => has(parameter, 'breaks')).length;
  const untried = checked.filter(
    (parameter) => !has(parameter, 'breaks') && has(parameter, 'untried'),
  ).length;
  return { hold: checked.length - broken - untried, break: broken, untried };
}
