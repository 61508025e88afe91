export { type SurfaceSamples, surfaceSamples } from '../geometry/surface-samples.ts';
export { type ChamferDistance, chamferDistance } from './chamfer.ts';
export { type Comparable, type Comparison, compare } from './compare.ts';
export { type Deviation, type Deviations, deviations } from './deviations.ts';
export { type DifferencePoint, differencePoints } from './difference-points.ts';
export { meshIntersectionOverUnion, type Overlap, sampledIntersectionOverUnion } from './mesh-iou.ts';
