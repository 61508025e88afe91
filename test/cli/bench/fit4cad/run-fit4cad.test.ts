import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../../src/geometry/random.ts';
import { cadtrace, temporaryFolder } from '../../../support/cli.ts';

const PLANES = [
  '[0 1 0 0 0 1 0 0 0]',
  '[0 1 0 0 0 1 4 0 0]',
  '[1 0 0 0 0 1 0 0 0]',
  '[1 0 0 0 0 1 0 3 0]',
  '[1 0 0 0 1 0 0 0 0]',
  '[1 0 0 0 1 0 0 0 2]',
];
const PER_FACE = 400;

/** Data with one cloud, of a box of 4 x 3 x 2, and another method's answer: five of its faces, one a little off. */
async function boxCloud(): Promise<{ data: string; baseline: string }> {
  const data = await temporaryFolder();
  const folder = join(data, 'clouds/fit4cad');
  await mkdir(folder, { recursive: true });
  const random = seededRandom(1);
  const points: string[] = [];
  for (let i = 0; i < 6 * PER_FACE; i++) {
    const face = Math.floor(i / PER_FACE);
    const point = [4, 3, 2].map((size, k) => (k === face >> 1 ? (face % 2) * size : random.uniform(0, size)));
    points.push(`[${point.map((x) => x.toFixed(12)).join(', ')}]`);
  }
  const membersOf = (face: number): number[] =>
    Array.from({ length: PER_FACE }, (_, i) => PER_FACE * face + i);
  const faces = [0, 1, 2, 3, 4, 5];
  const lists = faces.map(
    (face) =>
      `Primitive${face + 1}:=[${membersOf(face)
        .map((i) => i + 1)
        .join(' ')}];`,
  );
  const surfaces = faces.map((face) => `Primitive${face + 1}:=[Plane, ${PLANES[face]}];`);
  await writeFile(join(folder, 'PC1.txt'), `Points:=[\n${points.join(', \n')}\n ];`);
  await writeFile(join(folder, 'PC1_primitives.txt'), lists.join('\n\n'));
  await writeFile(join(folder, 'PC1_parametric.txt'), surfaces.join('\n\n'));

  const primitives = [0, 1, 2, 3, 5].map((face) => {
    const axis = face >> 1;
    const origin = [0, 0, 0];
    origin[axis] = (face % 2) * [4, 3, 2][axis] + (face === 5 ? 0.1 : 0);
    const normal = [0, 0, 0];
    normal[axis] = 1;
    return { surface: { kind: 'plane', origin, normal }, points: membersOf(face) };
  });
  const baseline = join(data, 'other.json');
  await writeFile(
    baseline,
    JSON.stringify({ method: 'other', clouds: { PC1: { seconds: 1.5, primitives } } }),
  );
  return { data, baseline };
}

test("our primitives and another method's are scored beside each other", async () => {
  const { data, baseline } = await boxCloud();
  const output = join(await temporaryFolder(), 'run');
  const command = ['bench', 'fit4cad', '--data', data, '-o', output, '--baseline', baseline];
  const { code, out, error } = await cadtrace(...command);
  expect(error).toContain('1 of 1: fit4cad PC1');
  expect(code).toBe(0);
  expect(out).toMatch(/\| cadtrace \| plane \| 6 \| 6 \| 100\.0% \| 100\.0% \|/);
  expect(out).toMatch(/\| other \| plane \| 6 \| 5 \| 100\.0% \| 83\.3% \|/);
  expect(out).toContain('other: points on the right primitive 83.3%, seconds a cloud 1.50 (median)');
});

test('a baseline that is none is an error, and absent clouds are skipped', async () => {
  const { data } = await boxCloud();
  const folder = await temporaryFolder();
  const path = join(folder, 'other.json');
  await writeFile(path, '{"clouds": {}}');
  const command = ['bench', 'fit4cad', '--data', data, '-o', join(folder, 'run'), '--baseline', path];
  const broken = await cadtrace(...command);
  expect(broken.code).toBe(2);
  expect(broken.error).toContain('`method` or `clouds` is missing');
  const absent = await cadtrace('bench', 'fit4cad', '--data', folder, '-o', join(folder, 'run'));
  expect(absent.error).toContain('fit4cad: no clouds in');
  expect(absent.code).toBe(0);
});
