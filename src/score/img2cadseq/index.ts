export type { CloudMetric } from './cloud-distance.ts';
export { type CloudSetFigures, type CloudSetOptions, cloudSetFigures } from './cloud-sets.ts';
export type { FacedSurface } from './faced-surface.ts';
export { hangingFaceRatio } from './hanging-faces.ts';
export { invalidRatio } from './invalid-ratio.ts';
export { novelty } from './novelty.ts';
export { type PrimitiveDetection, primitiveDetection } from './primitive-detection.ts';
export {
  type Img2CadSeqFigures,
  type Img2CadSeqScore,
  img2CadSeqFigures,
  scoreSurfaces,
} from './score-surfaces.ts';
export { segmentationAccuracy } from './segmentation-accuracy.ts';
export { shapeKey } from './shape-key.ts';
export { type SurfaceDistances, surfaceDistances } from './surface-distances.ts';
export { uniqueness } from './uniqueness.ts';
export { unitCloud } from './unit-cloud.ts';
