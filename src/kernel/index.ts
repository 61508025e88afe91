export { instantiate } from './instance.ts';
export { createKernel } from './kernel.ts';
export type { Answer, Request } from './messages.ts';
export { createRemoteKernel, type KernelWorker, type WorkerEvents } from './remote.ts';
export { answerRequest } from './serve.ts';
export type { Kernel, Measure, Solid, SolidFace, TaggedMesh, Validity } from './types.ts';
