import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';

/**
 * An affine map as 3MF writes it: four rows of three numbers, the images of the x, y and z directions and of the
 * origin.
 */
export type Affine = readonly number[];

export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];

/** The map that does `first`, then `second`. */
export function compose(first: Affine, second: Affine): Affine {
  const result: number[] = [];
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 3; column++)
      result.push(
        first[3 * row] * second[column] +
          first[3 * row + 1] * second[3 + column] +
          first[3 * row + 2] * second[6 + column] +
          (row === 3 ? second[9 + column] : 0),
      );
  return result;
}

/** Writes the images of the flat x, y, z `positions` to `target` from `offset` on. Throws `input-unreadable` when one is not finite. */
export function transformInto(
  target: Float64Array,
  offset: number,
  positions: Float64Array,
  m: Affine,
): void {
  for (let i = 0; i < positions.length; i += 3) {
    const x = positions[i];
    const y = positions[i + 1];
    const z = positions[i + 2];
    for (let k = 0; k < 3; k++) {
      const image = x * m[k] + y * m[3 + k] + z * m[6 + k] + m[9 + k];
      if (!Number.isFinite(image))
        throw new CadtraceError('input-unreadable', 'a placement in the file moves vertices to infinity.', {
          value: m,
        });
      target[offset + i + k] = image;
    }
  }
}

/** Whether the map mirrors, so that triangles change their winding. */
export const mirrors = (m: Affine): boolean =>
  m[0] * (m[4] * m[8] - m[5] * m[7]) -
    m[1] * (m[3] * m[8] - m[5] * m[6]) +
    m[2] * (m[3] * m[7] - m[4] * m[6]) <
  0;

/** A mesh and where the file places it. */
export type Placed = { readonly mesh: Mesh; readonly placement: Affine };

/** One mesh of all placed ones; those that are mirrored change their winding. */
export function assemble(parts: readonly Placed[]): Mesh {
  const positions = new Float64Array(parts.reduce((sum, { mesh }) => sum + mesh.positions.length, 0));
  const triangles = new Uint32Array(parts.reduce((sum, { mesh }) => sum + mesh.triangles.length, 0));
  let coordinate = 0;
  let corner = 0;
  for (const { mesh, placement } of parts) {
    transformInto(positions, coordinate, mesh.positions, placement);
    const swap = mirrors(placement) ? 1 : 0;
    for (let i = 0; i < mesh.triangles.length; i += 3) {
      triangles[corner++] = coordinate / 3 + mesh.triangles[i];
      triangles[corner++] = coordinate / 3 + mesh.triangles[i + 1 + swap];
      triangles[corner++] = coordinate / 3 + mesh.triangles[i + 2 - swap];
    }
    coordinate += mesh.positions.length;
  }
  return { positions, triangles };
}
