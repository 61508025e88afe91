import type { FeatureRow } from '../../formats/sim-gallery/feature-matrix.ts';

/** The curves of a template's sketch as rows of a feature matrix, and the level of its depth. */
export type Parameters = { readonly curves: readonly FeatureRow[]; readonly depth: number };
