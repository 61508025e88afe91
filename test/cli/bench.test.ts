import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cadtrace, cadtraceStoppedAt, filesIn, temporaryFolder } from '../support/cli.ts';

/** A folder of parts laid out as the real ones are, made of the examples. */
async function parts(): Promise<string> {
  const data = await temporaryFolder();
  await mkdir(join(data, 'step'));
  await mkdir(join(data, 'stl'));
  await cp('examples/flanged-shaft.step', join(data, 'step/shaft.step'));
  await cp('examples/tilted-bracket.stl', join(data, 'stl/bracket.stl'));
  await writeFile(join(data, 'stl/broken.stl'), 'solid nothing');
  return data;
}

test('a run keeps every outcome, goes on where it stopped, and is compared with another', async () => {
  const data = await parts();
  const folder = await temporaryFolder();
  const command = (output: string, ...options: string[]): string[] => [
    'bench',
    'step',
    'stl',
    ...['--data', data, '-o', join(folder, output), '--workers', '1', ...options],
  ];

  const stopped = await cadtraceStoppedAt('1 of 3', ...command('run'));
  expect(stopped.code).toBe(1);
  expect(stopped.error).toContain('what is done is kept');
  expect(await filesIn(join(folder, 'run/parts'))).toEqual(['step']);

  const whole = await cadtrace(...command('run'));
  expect(whole.error).toContain('2 of 2');
  expect(whole.code).toBe(0);
  expect(whole.out).toMatch(/\| step \| 1 \| 100.0% \|.*\n\| stl \| 2 \| 50.0% \|/);
  expect(whole.out).toMatch(/Not exact in stl:\n- failed: .*\(broken\)/);
  const outcome = JSON.parse(await readFile(join(folder, 'run/parts/stl/bracket.json'), 'utf8'));
  expect(outcome.result).toMatchObject({ unit: 'mm', valid: true, exact: true });
  expect(await readFile(join(folder, 'run/report.html'), 'utf8')).toContain('<h2>stl</h2>');

  const known = await cadtrace(...command('run', '--json', '--compare', join(folder, 'run')));
  expect(known.error).not.toContain(' of ');
  const { figures, moved } = JSON.parse(known.out);
  expect(figures).toMatchObject([
    { suite: 'step', parts: 1, exact: 1 },
    { suite: 'stl', parts: 2, exact: 0.5 },
  ]);
  expect(moved).toMatchObject([
    { suite: 'step', changes: [] },
    { suite: 'stl', gained: [], lost: [], changes: [] },
  ]);

  const other = await cadtrace(...command('run', '--time-limit', '3'));
  expect(other.code).toBe(2);
  expect(other.error).toMatch(/begun with {"generator":.*"timeLimit":15/);
});

test('scans of parts are reconstructed and compared with the parts', async () => {
  const data = await temporaryFolder();
  await mkdir(join(data, 'fusion360/step'), { recursive: true });
  await cp('examples/bearing-plate.step', join(data, 'fusion360/step/plate.step'));
  const folder = join(await temporaryFolder(), 'run');
  const { code, out } = await cadtrace(
    'bench',
    'scan-8k',
    '--data',
    data,
    '-o',
    folder,
    '--workers',
    '1',
    '--time-limit',
    '60',
  );
  expect(code).toBe(0);
  expect(out).toMatch(/\| scan-8k \| 1 \|/);
  const outcome = JSON.parse(await readFile(join(folder, 'parts/scan-8k/plate.json'), 'utf8'));
  expect(outcome.result).toMatchObject({ unit: 'mm', valid: true });
  expect(outcome.result.iou).toBeGreaterThan(0.9);
});

test('parameters of the results are moved', async () => {
  const data = await temporaryFolder();
  await mkdir(join(data, 'fusion360/step'), { recursive: true });
  await cp('examples/flanged-shaft.step', join(data, 'fusion360/step/shaft.step'));
  const folder = join(await temporaryFolder(), 'run');
  const run = ['bench', 'editability', '--data', data, '-o', folder, '--workers', '1', '--json'];
  const { code, out } = await cadtrace(...run);
  expect(code).toBe(0);
  const [{ parts, parameters, results }] = JSON.parse(out).editability;
  expect(parts).toBe(1);
  expect(parameters.hold).toBeGreaterThan(0);
  expect(results[0].checked[0].moves).toHaveLength(2);
});

test('wrong usage is told before anything runs', async () => {
  const folder = await temporaryFolder();
  const output = ['-o', join(folder, 'run')];
  for (const [argv, message] of [
    [['nothing'], 'there is no suite of this name; there are parts'],
    [['toString'], 'there is no suite of this name'],
    [['step', '--every', '0'], 'It must be a whole number from 1'],
    [['step', '--time-limit', '-1'], 'It must be a number above 0'],
    [['step', '--compare', join(folder, 'none')], 'there are no results of a benchmark'],
  ] as const) {
    const { code, error } = await cadtrace('bench', ...argv, ...output);
    expect(error).toContain(message);
    expect(code).toBe(2);
  }
  expect(await filesIn(folder)).toEqual([]);

  await writeFile(join(folder, 'file'), '');
  const { code, error } = await cadtrace('bench', 'step', '-o', join(folder, 'file'));
  expect(error).toContain('the results cannot be kept there');
  expect(code).toBe(2);
});

test('a suite whose parts are absent is skipped, and says so', async () => {
  const folder = await temporaryFolder();
  const { code, error } = await cadtrace('bench', 'parts', '--data', folder, '-o', join(folder, 'run'));
  expect(error).toContain(`fusion-step: no parts in ${folder}; skipped`);
  expect(code).toBe(0);
});
