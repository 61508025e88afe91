import type { LengthUnit, Program } from '../../program/types.ts';

/** One part to reconstruct. Plain data: it goes to a worker thread. */
export type Case = {
  readonly suite: string;
  /** Its name, one of a kind within the suite. */
  readonly part: string;
  /** The name that cases share which are the same part, taken again. */
  readonly repeatOf?: string;
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
  | { readonly kind: 'program'; readonly program: Program }
  /** A cloud that a simulated scanner takes of the part of a STEP file, which is the truth. */
  | {
      readonly kind: 'scan';
      readonly truth: string;
      readonly designerSteps?: number;
      readonly scan: ScanPlan;
    };

/** How a part is scanned, at an orientation and a size that `poseSeed` draws. */
export type ScanPlan = {
  readonly scanner: ScannerPlan;
  readonly points: number;
  readonly poseSeed: number;
  /** Draws the points and their errors. */
  readonly seed: number;
};

export type ScannerPlan =
  /** Points uniform over the surface; noise of each coordinate as a share of the part's diagonal. */
  | { readonly kind: 'surface'; readonly noise: number; readonly rounding: Rounding }
  /** One of `scanPresets`. */
  | { readonly kind: 'preset'; readonly name: 'handheld' | 'depth-camera' };

/** `decimals`: coordinates are rounded to three decimals, as text files often have them. */
export type Rounding = 'none' | 'decimals';

/** What a case came to; lengths in `unit`. One JSON file of a run. */
export type Outcome = {
  readonly suite: string;
  readonly part: string;
  readonly repeatOf?: string;
  readonly seconds: number;
  readonly designerSteps?: number;
} & ({ readonly error: string } | { readonly result: CaseResult });

export type CaseResult = {
  readonly unit: LengthUnit;
  /** In the input's place and size. */
  readonly program: Program;
  readonly valid: boolean;
  readonly steps: number;
  /** Against the truth where there is one, else as the reconstruction's own report has it. */
  readonly iou: number;
  readonly exact: boolean;
  /** The truth's, and the result's; undefined where the truth is a mesh, whose facets are not faces. */
  readonly faces?: Pair;
  readonly bodies?: Pair;
  /** Of a scan from the truth, else from the input. */
  readonly chamfer: number;
  readonly chamferFloor: number;
  /** Distances of the input's surface (of a scan the truth's) from the result's, over its diagonal. */
  readonly deviation: { readonly mean: number; readonly p95: number; readonly max: number };
  readonly explained: number;
  readonly dimensions?: DimensionResult;
  readonly warnings: readonly string[];
};

export type Pair = { readonly truth: number; readonly result: number };

/** How the designer's diameters and distances of planes came out of a scan with noise. */
export type DimensionResult = {
  readonly total: number;
  readonly found: number;
  /** Median error of those found, over the noise's standard deviation; 0 of none. */
  readonly medianError: number;
};
