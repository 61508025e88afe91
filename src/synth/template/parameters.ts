import type { FeatureRow } from '../../formats/sim-gallery/feature-matrix.ts';
import type { Random } from '../../geometry/random.ts';
import type { CurveType } from './sequences.ts';

/** The curves of a template's sketch as rows of a feature matrix, and the level of its depth. */
export type Parameters = { readonly curves: readonly FeatureRow[]; readonly depth: number };

/** Draws parameters for a sequence of curves; undefined when what was drawn is not to be used. */
export type ParameterSource = (random: Random, curves: readonly CurveType[]) => Parameters | undefined;
