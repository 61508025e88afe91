import type { LengthUnit, Program } from '../../program/types.ts';

/** One part to reconstruct. Plain data: it goes to a worker thread. */
export type Case = {
  readonly suite: string;
  /** Its name, one of a kind within the suite. */
  readonly part: string;
  readonly input: CaseInput;
};

export type CaseInput =
  | {
      readonly kind: 'file';
      readonly path: string;
      /** A STEP file of the true part; absent where only the input itself can be compared with. */
      readonly truth?: string;
      /** How many operations the designer took, where the designer's sequence is known. */
      readonly designerSteps?: number;
      /** Whether the part is turned at random before it is read as if it came so. */
      readonly rotated: boolean;
    }
  /** A generated program: its solid is the input, and it is the truth. */
  | { readonly kind: 'program'; readonly program: Program };

/** What a case came to; lengths in `unit`. One JSON file of a run. */
export type Outcome = {
  readonly suite: string;
  readonly part: string;
  readonly seconds: number;
  readonly designerSteps?: number;
} & ({ readonly error: string } | { readonly result: CaseResult });

export type CaseResult = {
  readonly unit: LengthUnit;
  readonly program: Program;
  readonly valid: boolean;
  readonly steps: number;
  /** Against the truth where there is one, else as the reconstruction's own report has it. */
  readonly iou: number;
  readonly exact: boolean;
  /** The truth's, and the result's; undefined where the truth is a mesh, whose facets are not faces. */
  readonly faces?: Pair;
  readonly bodies?: Pair;
  readonly chamfer: number;
  readonly chamferFloor: number;
  /** Distances of the input's surface from the result's, over the input's diagonal. */
  readonly deviation: { readonly mean: number; readonly p95: number; readonly max: number };
  readonly explained: number;
  readonly warnings: readonly string[];
};

export type Pair = { readonly truth: number; readonly result: number };
