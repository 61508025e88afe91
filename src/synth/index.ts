export { type Color, type Picture, plainPicture } from './picture.ts';
export { encodePng } from './png.ts';
export { type RenderStyle, renderMesh } from './render.ts';
export { fitView, type View } from './view.ts';
