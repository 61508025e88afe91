import type { PointCloud } from '../geometry/point-cloud.ts';

/** Points that are turned to text at once: one text of all could be longer than texts may be. */
const BATCH = 100_000;

/** Writes points as text, a line each: x y z, then nx ny nz where the cloud has normals, to nine digits. */
export function writeXyzCloud({ positions, normals }: PointCloud): Uint8Array {
  const encoder = new TextEncoder();
  const batches: Uint8Array[] = [];
  for (let first = 0; first < positions.length; first += 3 * BATCH) {
    let text = '';
    for (let i = first; i < Math.min(first + 3 * BATCH, positions.length); i += 3) {
      text += triple(positions, i) + (normals ? ` ${triple(normals, i)}\n` : '\n');
    }
    batches.push(encoder.encode(text));
  }
  const bytes = new Uint8Array(batches.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const batch of batches) {
    bytes.set(batch, offset);
    offset += batch.length;
  }
  return bytes;
}

/** Numbers without trailing zeros. */
const triple = (values: Float64Array, i: number): string =>
  [values[i], values[i + 1], values[i + 2]].map((x) => Number(x.toPrecision(9))).join(' ');
