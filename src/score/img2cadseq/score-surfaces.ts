import type { FacedSurface } from './faced-surface.ts';
import { hangingFaceRatio } from './hanging-faces.ts';
import { invalidRatio } from './invalid-ratio.ts';
import { type PrimitiveDetection, primitiveDetection } from './primitive-detection.ts';
import { segmentationAccuracy } from './segmentation-accuracy.ts';
import { type SurfaceDistances, surfaceDistances } from './surface-distances.ts';

/** All of Img2CADSeq's metrics of one pair; ratios from 0 to 1. */
export type Img2CadSeqScore = SurfaceDistances & {
  /** Of the candidate. */
  readonly hangingFaceRatio: number;
  readonly segmentationAccuracy: number;
  /** Undefined for more faces than can be paired. */
  readonly primitives: PrimitiveDetection | undefined;
};

/**
 * Img2CADSeq's metrics of a candidate whose faces are known (appendices A.1 and A.2); of plain meshes only
 * `surfaceDistances` can be had. Undefined when either has no area. The same seed gives the same scores.
 */
export function scoreSurfaces(
  candidate: FacedSurface,
  reference: FacedSurface,
  seed: number,
): Img2CadSeqScore | undefined {
  const distances = surfaceDistances(candidate.mesh, reference.mesh, seed);
  const segmentation = segmentationAccuracy(candidate, reference, seed);
  if (distances === undefined || segmentation === undefined) return undefined;
  return {
    ...distances,
    hangingFaceRatio: hangingFaceRatio(candidate),
    segmentationAccuracy: segmentation,
    primitives: primitiveDetection(candidate, reference, seed),
  };
}

/** Img2CADSeq's figures of a set of pairs: means over the valid ones, undefined where there are none. */
export type Img2CadSeqFigures = {
  readonly count: number;
  readonly invalidRatio: number;
  readonly chamfer?: number;
  readonly accuracyError?: number;
  readonly completenessError?: number;
  readonly hangingFaceRatio?: number;
  readonly segmentationAccuracy?: number;
  readonly precision?: number;
  readonly recall?: number;
};

/**
 * Means over a set (appendix A): candidates that built no valid solid, undefined in `scores`, are left out of all but
 * the invalid ratio, which is 0 of an empty set.
 */
export function img2CadSeqFigures(scores: readonly (Img2CadSeqScore | undefined)[]): Img2CadSeqFigures {
  const valid = scores.filter((score) => score !== undefined);
  const primitives = valid.flatMap((score) => score.primitives ?? []);
  return {
    count: scores.length,
    invalidRatio: invalidRatio(scores.map((score) => score !== undefined)),
    chamfer: mean(valid.map((score) => score.chamfer)),
    accuracyError: mean(valid.map((score) => score.accuracyError)),
    completenessError: mean(valid.map((score) => score.completenessError)),
    hangingFaceRatio: mean(valid.map((score) => score.hangingFaceRatio)),
    segmentationAccuracy: mean(valid.map((score) => score.segmentationAccuracy)),
    precision: mean(primitives.map(({ precision }) => precision)),
    recall: mean(primitives.map(({ recall }) => recall)),
  };
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
