import { CadtraceError } from '../errors.ts';
import type { Bounds } from '../geometry/mesh.ts';
import type { Vec3 } from '../geometry/vector.ts';
import { moveProgram, scaleProgram } from './transform.ts';
import type { Feature, Program } from './types.ts';

/** How a program was normalised: a point p of the part went to (p - center) * scale. */
export type Normalization<F extends Feature = Feature> = {
  readonly program: Program<F>;
  readonly center: Vec3;
  readonly scale: number;
};

/**
 * The program scaled and moved so that `bounds`, the box of what it builds, has its longest side 1 and its centre at
 * the origin (CAD-Recode, section 4.1). Use the box that the kernel measures; `programBounds` gives one without
 * building. Throws `program-invalid` for a box without size.
 */
export function normalizeProgram<F extends Feature>(
  program: Program<F>,
  { min, max }: Bounds,
): Normalization<F> {
  const side = Math.max(...max.map((x, k) => x - min[k]));
  if (!(side > 0 && side < Infinity)) {
    throw new CadtraceError('program-invalid', 'a part without size cannot be normalised', { value: side });
  }
  const center: Vec3 = [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  const scale = 1 / side;
  const origin: Vec3 = [-center[0], -center[1], -center[2]];
  const moved = moveProgram(program, { origin, xAxis: [1, 0, 0], normal: [0, 0, 1] });
  return { program: scaleProgram(moved, scale), center, scale };
}
