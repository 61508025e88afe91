import type { FacedSurface } from './faced-surface.ts';
import { hangingFaceRatio } from './hanging-faces.ts';
import { type PrimitiveDetection, primitiveDetection } from './primitive-detection.ts';
import { segmentationAccuracy } from './segmentation-accuracy.ts';
import { type SurfaceDistances, surfaceDistances } from './surface-distances.ts';

export type { CloudMetric } from './cloud-distance.ts';
export { type CloudSetFigures, type CloudSetOptions, cloudSetFigures, PROTOCOL } from './cloud-sets.ts';
export type { FacedSurface } from './faced-surface.ts';
export { hangingFaceRatio } from './hanging-faces.ts';
export { invalidRatio } from './invalid-ratio.ts';
export { novelty } from './novelty.ts';
export { type PrimitiveDetection, primitiveDetection } from './primitive-detection.ts';
export { segmentationAccuracy } from './segmentation-accuracy.ts';
export { shapeKey } from './shape-key.ts';
export { type SurfaceDistances, surfaceDistances } from './surface-distances.ts';
export { uniqueness } from './uniqueness.ts';
export { unitCloud } from './unit-cloud.ts';

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
export function img2CadSeqScore(
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
