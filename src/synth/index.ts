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
export { templateSource } from './template/source.ts';
