export { type DimensionErrors, dimensionErrors, type Extent } from './dimension-errors.ts';
export { joinEqualPrimitives } from './join-equal.ts';
export { type ParameterErrors, parameterErrors } from './parameter-errors.ts';
export { PRIMITIVE_KINDS, type Primitive, type PrimitiveKind } from './primitive.ts';
export { type KindScore, type PrimitiveScore, scorePrimitives } from './score-primitives.ts';
export { type DetectionSummary, type PrimitiveSummary, summarizePrimitives } from './summarize-primitives.ts';
