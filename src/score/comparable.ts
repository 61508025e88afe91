import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf, type Mesh } from '../geometry/mesh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
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

/** How far facets of solids are from them, as a share of the diagonal; and the angle between them, in radians. */
const FACET_DEVIATION = 1e-4;
const FACET_ANGLE = 0.2;

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

/**
 * The part's surface with lengths multiplied by `ratio`; a solid is tessellated to 1e-4 of its diagonal. Throws
 * `input-degenerate` where there is no surface, naming the part by `role`.
 */
export async function meshOf(
  part: Comparable,
  { role, ratio, kernel }: { role: 'candidate' | 'reference'; ratio: number; kernel: Kernel },
): Promise<Mesh> {
  const mesh = part.kind === 'mesh' ? part.mesh : await tessellated(part.solid, kernel);
  if (mesh.triangles.length === 0) {
    throw new CadtraceError('input-degenerate', 'a part without surface cannot be compared.', {
      where: role,
    });
  }
  if (ratio === 1) return mesh;
  return { positions: mesh.positions.map((x) => ratio * x), triangles: mesh.triangles };
}

async function tessellated(solid: Solid, kernel: Kernel): Promise<Mesh> {
  const { bounds, bodies } = await kernel.measure(solid);
  if (bodies === 0) return { positions: new Float64Array(), triangles: new Uint32Array() };
  return kernel.tessellate(solid, { deviation: FACET_DEVIATION * diagonalOf(bounds), angle: FACET_ANGLE });
}

/** Diagonal of the box around a mesh. */
export const sizeOf = ({ positions }: Mesh): number => diagonalOf(boundsOf(positions));
