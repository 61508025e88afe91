import type { Mesh } from '../geometry/mesh.ts';
import type { Solid } from '../kernel/types.ts';
import type { LengthUnit, Program } from '../program/types.ts';
import { unitRatio } from '../program/units.ts';

/**
 * One of two parts to compare; an assumed unit gives way to the other part's stated one. A part that was built from a
 * program brings it along, for the scores of sequences.
 */
export type Comparable = { readonly unit: LengthUnit; readonly unitAssumed: boolean } & (
  | { readonly kind: 'solid'; readonly solid: Solid; readonly program?: Program }
  | { readonly kind: 'mesh'; readonly mesh: Mesh }
);

/** The unit to compare in and what the candidate's lengths are to be multiplied by. */
export type CommonUnit = {
  readonly unit: LengthUnit;
  readonly ratio: number;
  readonly warnings: readonly string[];
};

/** The reference's unit, or the one that is stated where the other is assumed. */
export function commonUnit(candidate: Comparable, reference: Comparable): CommonUnit {
  if (candidate.unit === reference.unit) return { unit: reference.unit, ratio: 1, warnings: [] };
  if (candidate.unitAssumed || reference.unitAssumed) {
    const [silent, unit] = candidate.unitAssumed
      ? ['candidate', reference.unit]
      : ['reference', candidate.unit];
    return {
      unit,
      ratio: 1,
      warnings: [`the ${silent} does not state its unit; ${unit} is taken, as the other states`],
    };
  }
  const ratio = unitRatio(candidate.unit, reference.unit);
  const warning = `the candidate is in ${candidate.unit}: its mesh was converted to ${reference.unit}`;
  return { unit: reference.unit, ratio, warnings: [warning] };
}
