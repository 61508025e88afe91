export { partsSource } from './parts/index.ts';
export {
  IMAGE2CADSEQ_CAMERA,
  lookingFrom,
  type StandardView,
  standardViews,
} from './picture/cameras.ts';
export {
  type ColorScale,
  deviationScale,
  distanceScale,
  scaleColor,
  scalePicture,
  segmentColor,
} from './picture/color-scale.ts';
export { type Color, type Picture, paste, plainPicture } from './picture/picture.ts';
export { encodePng } from './picture/png.ts';
export { type CloudOptions, renderCloud } from './picture/render-cloud.ts';
export { type RenderOptions, renderMesh } from './picture/render-mesh.ts';
export type { ColorAt } from './picture/shade.ts';
export {
  type Fill,
  type Lines,
  type RenderStyle,
  type RenderStyleName,
  renderStyles,
} from './picture/style.ts';
export { fitPerspective, fitView, type Looking, type View } from './picture/view.ts';
export { recodeSource } from './recode/source.ts';
export { type ScanPreset, type ScanPresetName, scanPresets } from './scan/presets.ts';
export { type Pose, posed, randomPose } from './scan/random-pose.ts';
export type { Scanner, SurfaceSampler, ViewScanner } from './scan/scanner.ts';
export { type ScanRequest, simulateScan } from './scan/simulate-scan.ts';
export {
  type Distributions,
  distributionDistance,
  distributionSampling,
  getDistributions,
  type SamplingType,
  type SemiKind,
  type SemiOptions,
  sampleDesign,
  sampleProfiles,
  sampleSketch,
  semiSource,
} from './semi/index.ts';
export type { Sample, Source } from './source.ts';
export {
  type DesignStatistics,
  type Distribution,
  designStatistics,
  distributionOf,
  type Histograms,
} from './statistics.ts';
export { type Style, type StyleInput, styleNamed, styles } from './styles.ts';
export { templateSource } from './template/source.ts';
