import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cadtrace, cadtraceStoppedAt, filesIn, temporaryFolder } from '../support/cli.ts';

test('generates designs and says what they are like', async () => {
  const folder = join(await temporaryFolder(), 'deep', 'designs');
  const options = ['--count', '12', '--seed', '3', '--shard-size', '8', '-o', folder];
  const { code, out, error } = await cadtrace('synth', ...options);
  expect(code).toBe(0);
  expect(out).toMatch(/^designs: {4}12 of \d+ attempts, in [\d.]+ s\nrejected: .*\nfaces: +mean /);
  expect(error).toContain(' of 12 designs');
  expect(await filesIn(folder)).toEqual(['manifest.json', 'shard-00000.jsonl.gz', 'shard-00001.jsonl.gz']);

  const again = await cadtrace('synth', ...options, '--json', '--workers', '1');
  expect(again).toMatchObject({ code: 0, error: '' });
  const summary = JSON.parse(again.out);
  expect(summary).toMatchObject({ folder, style: 'recode', seed: 3, count: 12, designs: 12 });
  const rejected: number[] = Object.values(summary.rejected);
  expect(rejected.reduce((sum, n) => sum + n, 12)).toBe(summary.attempts);
  for (const name of ['faces', 'edges', 'extrusions', 'commands']) {
    const { histogram, mean } = summary.statistics[name];
    const designs = histogram.map(([, n]: [number, number]) => n);
    expect(designs.reduce((sum: number, n: number) => sum + n)).toBe(12);
    expect(mean).toBeGreaterThan(0);
  }
});

test('stops when told to and goes on with the same command', async () => {
  const folder = join(await temporaryFolder(), 'designs');
  const options = ['synth', '--count', '20', '--shard-size', '5', '--workers', '1', '-o', folder];
  const stopped = await cadtraceStoppedAt('of 20 designs', ...options);
  expect(stopped).toMatchObject({ code: 1, out: '' });
  expect(stopped.error).toMatch(/cadtrace: stopped; 0 designs are in finished shards/);
  expect(
    (await filesIn(folder)).every((file) => /^(manifest\.json|shard-\d{5}\.jsonl\.gz)$/.test(file)),
  ).toBe(true);
  expect(await cadtrace(...options)).toMatchObject({ code: 0 });
  expect(await filesIn(folder)).toHaveLength(5);
});

test('refuses what cannot be, with exit code 2', async () => {
  const folder = await temporaryFolder();
  const designs = join(folder, 'designs');
  expect((await cadtrace('synth', '--count', '2', '-o', designs)).code).toBe(0);
  const file = join(folder, 'file');
  await writeFile(file, '');
  const foreign = join(folder, 'foreign');
  await mkdir(foreign);
  await writeFile(join(foreign, 'manifest.json'), 'no JSON');
  const wrong: [RegExp, ...string[]][] = [
    [/--count/, '-o', designs],
    [/--output/, '--count', '2'],
    [/whole number from 1 to/, '--count', '0', '-o', designs],
    [/whole number from 1 to/, '--count', '2.5', '-o', designs],
    [/whole number from 1 to/, '--count', '2', '--shard-size', 'many', '-o', designs],
    [/whole number from 1 to/, '--count', '2', '--workers', '0', '-o', designs],
    [/whole number from 0 to/, '--count', '2', '--seed', '-1', '-o', designs],
    [/Allowed choices are recode/, '--count', '2', '--style', 'baroque', '-o', designs],
    [/--source FILE/, '--count', '2', '--style', 'semi', '-o', join(folder, 'semi')],
    [/takes no --source/, '--count', '2', '--source', file, '-o', join(folder, 'semi')],
    [
      /there is no design in this file/,
      '--count',
      '2',
      '--style',
      'semi',
      '--source',
      file,
      '-o',
      join(folder, 'semi'),
    ],
    [/cannot be read/, '--count', '2', '--style', 'semi', '--source', designs, '-o', join(folder, 'semi')],
    [/begun with count 2, not 3/, '--count', '3', '-o', designs],
    [/begun with seed 1, not 9/, '--count', '2', '--seed', '9', '-o', designs],
    [/designs cannot be kept there/, '--count', '2', '-o', file],
    [/not the manifest of a folder of designs/, '--count', '2', '-o', foreign],
  ];
  for (const [message, ...options] of wrong) {
    const { code, out, error } = await cadtrace('synth', ...options);
    expect({ options, code, out }).toEqual({ options, code: 2, out: '' });
    expect(error).toMatch(message);
  }
  expect(await filesIn(folder)).toEqual(['designs', 'file', 'foreign']);
});
