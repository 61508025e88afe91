export { instantiate } from './instance.ts';
export { createKernel } from './kernel.ts';
export type { Kernel, Measure, Solid, SolidFace, TaggedMesh, Validity } from './types.ts';
