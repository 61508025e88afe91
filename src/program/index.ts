export { featureBounds, programBounds } from './bounds.ts';
export { nameParameters } from './name-parameters.ts';
export { type Normalization, normalizeProgram } from './normalize.ts';
export { setParameter } from './parameters.ts';
export type { ProgramProblem } from './problem.ts';
export { quantizeProgram } from './quantize.ts';
export { convertUnit, inverseFrame, moveProgram, scaleProgram } from './transform.ts';
export type {
  Binding,
  Edge,
  Extrude,
  Feature,
  LengthUnit,
  Loop,
  Operation,
  Parameter,
  Profile,
  Program,
  Revolve,
  Sketch,
} from './types.ts';
export { MILLIMETRES, unitRatio } from './units.ts';
export { assertValid, validateProgram } from './validate.ts';
