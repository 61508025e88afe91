import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeGlb } from '../../src/formats/glb.ts';
import { writeStl } from '../../src/formats/stl.ts';
import { write3mf } from '../../src/formats/threemf.ts';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { concatenated, utf8 } from '../support/bytes.ts';
import { torusMesh } from '../support/meshes.ts';
import { readingError } from '../support/read-mesh.ts';
import { asciiStl } from '../support/stl.ts';

const torus = torusMesh([0, 0, 0], 3, 1, 6, 4);

const rows = (numbers: ArrayLike<number>, prefix: string, offset = 0): string[] => {
  const result: string[] = [];
  for (let i = 0; i < numbers.length; i += 3)
    result.push(`${prefix}${numbers[i] + offset} ${numbers[i + 1] + offset} ${numbers[i + 2] + offset}`);
  return result;
};

const obj = ({ positions, triangles }: Mesh): string =>
  [...rows(positions, 'v '), ...rows(triangles, 'f ', 1)].join('\n');

const off = ({ positions, triangles }: Mesh): string =>
  [
    `OFF ${positions.length / 3} ${triangles.length / 3} 0`,
    ...rows(positions, ''),
    ...rows(triangles, '3 '),
  ].join('\n');

const ply = ({ positions, triangles }: Mesh): string =>
  [
    `ply\nformat ascii 1.0\nelement vertex ${positions.length / 3}`,
    'property float x\nproperty float y\nproperty float z',
    `element face ${triangles.length / 3}\nproperty list uchar int vertex_indices\nend_header`,
    ...rows(positions, ''),
    ...rows(triangles, '3 '),
  ].join('\n');

const FILES: Readonly<Record<string, Uint8Array>> = {
  'binary.stl': writeStl(torus),
  'ascii.stl': utf8(asciiStl(torus)),
  'a.obj': utf8(obj(torus)),
  'a.off': utf8(off(torus)),
  'a.ply': utf8(ply(torus)),
  'a.3mf': write3mf([torus], { unit: 'mm', name: 'torus' }),
  'a.glb': writeGlb(torus, { unit: 'mm' }),
};

describe('damaged files', () => {
  it.each(Object.entries(FILES))('%s either reads or says what is wrong', async (name, bytes) => {
    const position = fc.nat({ max: bytes.length - 1 });
    const cut = position.map((length) => bytes.slice(0, length));
    const changed = fc
      .array(fc.tuple(position, fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const copy = bytes.slice();
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      });
    const spliced = fc
      .tuple(position, position)
      .map(([from, to]) => concatenated(bytes.slice(0, from), bytes.slice(to)));
    await fc.assert(
      fc.asyncProperty(fc.oneof(cut, changed, spliced), async (damaged) => {
        const outcome = await readingError(damaged, name).catch((error: Error) => error.message);
        expect(outcome).toMatch(/^(input-[a-z-]+: |expected an error$|expected a mesh$)/);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
