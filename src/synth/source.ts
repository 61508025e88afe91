import type { Random } from '../geometry/random.ts';
import type { SweptProgram } from '../program/types.ts';

/** A generated design; `beside` holds what its style writes beside the program, such as its CadQuery code or vectors. */
export type Sample = { readonly program: SweptProgram; readonly beside: Readonly<Record<string, unknown>> };

/** A source of designs without end. */
export type Source = {
  /** The name that users choose it by. */
  readonly style: string;
  /** Draws one design, the same from the same numbers; undefined when what was drawn comes to nothing. */
  readonly draw: (random: Random) => Sample | undefined;
};
