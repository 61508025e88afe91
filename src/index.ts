export { CadtraceError, type ErrorCode } from './errors.ts';
export type { Target } from './input/target.ts';
export type { Kernel, Solid } from './kernel/types.ts';
export type { LengthUnit, Program } from './program/types.ts';
export { type Progress, type ReconstructOptions, type Result, reconstruct } from './reconstruct.ts';
export type { UnexplainedFace } from './refine/unexplained-faces.ts';
export {
  type BreakCause,
  checkEditability,
  type Editability,
  type Move,
  type ParameterMoves,
} from './report/editability.ts';
export type { Amount, CloudReport, Report, ShapeReport } from './report/report.ts';
