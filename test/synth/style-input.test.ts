import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadStyleInput } from '../../src/synth/style-input.node.ts';
import { styleNamed } from '../../src/synth/styles.ts';
import { cadtrace, temporaryFolder } from '../support/cli.ts';

/** A line of a file of designs: a disc, changed as asked. */
const disc = (curve: object = {}): string => {
  const plane = { origin: [0, 0, 0], x_dir: [1, 0, 0], z_dir: [0, 0, 1] };
  const circle = { type: 'circle', center: [2, 2], radius: 1, ...curve };
  const sketch = { plane, faces: [{ mode: 'add', curves: [circle] }] };
  const extrude = { amount: 2, both: false, taper: 0, mode: 'add' };
  return JSON.stringify({ id: 'disc', units: 'cm', expected: { volume: 6 }, steps: [{ sketch, extrude }] });
};
const spline = disc({ type: 'spline' });
/** It can be read, but not built. */
const hollow = disc({ radius: -1 });

async function fileOf(...lines: readonly string[]): Promise<string> {
  const path = join(await temporaryFolder(), 'designs.jsonl');
  await writeFile(path, lines.join('\n'));
  return path;
}

test('designs that cannot be varied are left out with a warning', async () => {
  const path = await fileOf(disc(), spline, hollow, disc());
  const { input, warnings } = await loadStyleInput(styleNamed('semi'), path);
  expect(input.designs).toHaveLength(2);
  expect(warnings).toEqual([
    expect.stringMatching(/designs\.jsonl: 2 of 4 designs are left out; the first problem: line 2: .*spline/),
  ]);
  expect(await loadStyleInput(styleNamed('semi'), await fileOf(disc()))).toMatchObject({ warnings: [] });
});

test('a file without a design that can be varied is an error that says why', async () => {
  for (const [problem, ...lines] of [
    [/the first problem: line 1: .*spline/, spline, hollow],
    [/the first problem: design disc\/features\/0/, hollow],
    [/no design in this file/, ''],
  ] as const) {
    const path = await fileOf(...lines);
    await expect(loadStyleInput(styleNamed('semi'), path)).rejects.toMatchObject({
      code: 'input-empty',
      where: path,
      message: expect.stringMatching(problem),
    });
  }
});

test('the command warns, or says what is wrong with the file', async () => {
  const designs = join(await temporaryFolder(), 'designs');
  const synth = (source: string) =>
    cadtrace('synth', '--style', 'semi', '--count', '1', '--source', source, '-o', designs);
  const warned = await synth(await fileOf(disc(), spline));
  expect(warned).toMatchObject({ code: 0 });
  expect(warned.error).toMatch(/^warning: .*designs\.jsonl: 1 of 2 designs are left out/);
  const refused = await synth(await fileOf(spline));
  expect(refused).toMatchObject({ code: 2, out: '' });
  expect(refused.error).toMatch(/^cadtrace: .*designs\.jsonl: there is no design .* line 1: /);
});
