export type { Plan } from './manifest.ts';
export { type LoadedInput, loadStyleInput } from './style-input.node.ts';
export { type SynthOptions, type SynthResult, synthesize } from './synthesize.node.ts';
