import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCadJson } from '../../src/formats/cad-json.ts';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { sweptProgram } from '../../src/program/sweeps.ts';
import { canonicalForm } from '../../src/synth/design-key.ts';
import { type Plan, readManifest, writeManifest } from '../../src/synth/manifest.ts';
import { unpackLines } from '../../src/synth/shard-file.ts';
import { synthesize } from '../../src/synth/synthesize.node.ts';
import { filesIn, temporaryFolder } from '../support/cli.ts';

const plan: Plan = { generator: 'test', style: 'recode', seed: 6, count: 25, shardSize: 10 };
const SHARDS = ['shard-00000.jsonl.gz', 'shard-00001.jsonl.gz', 'shard-00002.jsonl.gz'];

const make = (
  folder: string,
  given: Partial<Plan> = {},
  workers = 1,
  signal = new AbortController().signal,
) => synthesize({ ...plan, ...given }, { folder, input: {}, workers, signal, onProgress: () => {} });

const bytesOf = async (folder: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      (await filesIn(folder)).map(async (file) => [
        file,
        (await readFile(join(folder, file))).toString('hex'),
      ]),
    ),
  );

describe('a folder of designs', () => {
  let whole: string;
  let result: Awaited<ReturnType<typeof make>>;
  beforeAll(async () => {
    whole = await mkdtemp(join(tmpdir(), 'cadtrace-test-'));
    result = await make(whole);
  });
  afterAll(() => rm(whole, { recursive: true }));

  test('has valid designs that differ, as its manifest says', async () => {
    expect(await filesIn(whole)).toEqual(['manifest.json', ...SHARDS]);
    const manifest = readManifest(await readFile(join(whole, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject(plan);
    expect(manifest.shards.map(({ designs }) => designs)).toEqual([10, 10, 5]);
    const texts = await Promise.all(
      SHARDS.map(async (file) => unpackLines(new Uint8Array(await readFile(join(whole, file))))),
    );
    const lines = texts.flat().map((text) => JSON.parse(text));
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, i) => i));
    expect(new Set(lines.map(({ key }) => key)).size).toBe(25);
    const kernel = await loadKernel();
    for (const line of lines.slice(0, 8)) {
      const program = sweptProgram(readCadJson(JSON.stringify(line.program)), 'this test');
      expect(canonicalForm(sweptProgram(readCadQuery(line.cadquery), 'this test'), 1)).toBe(
        canonicalForm(program, 1),
      );
      const { valid, faces, edges, volume } = await kernel.assess(program);
      expect({ valid, faces, edges }).toEqual({ valid: true, faces: line.faces, edges: line.edges });
      expect(Math.abs(volume - line.volume)).toBeLessThan(1e-8 * volume);
    }
    kernel.close();
    expect(result).toMatchObject({ designs: 25 });
    expect([...result.histograms.faces.values()].reduce((sum, n) => sum + n)).toBe(25);
  });

  test('is the same to the byte with more workers', async () => {
    const folder = await temporaryFolder();
    await make(folder, {}, 2);
    expect(await bytesOf(folder)).toEqual(await bytesOf(whole));
  });

  test('is the same to the byte after an interruption, whose finished shards stay', async () => {
    const folder = await temporaryFolder();
    const stop = new AbortController();
    const run = synthesize(plan, {
      folder,
      input: {},
      workers: 1,
      signal: stop.signal,
      onProgress: (designs) => designs >= 10 && stop.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await filesIn(folder)).toEqual(['manifest.json', SHARDS[0]]);
    const again = await make(folder, {}, 2);
    expect(await bytesOf(folder)).toEqual(await bytesOf(whole));
    expect(again).toEqual(result);
  });

  test('is the same to the byte after a kill amid the writing of a shard', async () => {
    const folder = await temporaryFolder();
    const manifest = readManifest(await readFile(join(whole, 'manifest.json'), 'utf8'));
    const begun = writeManifest({ ...manifest, shards: manifest.shards.slice(0, 1) });
    await writeFile(join(folder, 'manifest.json'), begun);
    await copyFile(join(whole, SHARDS[0]), join(folder, SHARDS[0]));
    await writeFile(join(folder, SHARDS[1]), 'renamed, but not yet in the manifest');
    await make(folder);
    expect(await bytesOf(folder)).toEqual(await bytesOf(whole));
  });

  test('that is complete is left as it is', async () => {
    const before = await bytesOf(whole);
    expect(await make(whole)).toEqual(result);
    expect(await bytesOf(whole)).toEqual(before);
  });

  test('is not gone on with by another plan', async () => {
    for (const other of [
      { seed: 7 },
      { count: 30 },
      { shardSize: 5 },
      { style: 'template' },
      { generator: '2' },
    ]) {
      const [name] = Object.keys(other);
      await expect(make(whole, other)).rejects.toMatchObject({
        code: 'usage',
        where: whole,
        message: expect.stringContaining(`begun with ${name} `),
      });
    }
  });

  test('is not gone on with when it is damaged', async () => {
    const folder = await temporaryFolder();
    for (const file of await filesIn(whole)) await copyFile(join(whole, file), join(folder, file));
    await writeFile(join(folder, SHARDS[1]), (await readFile(join(folder, SHARDS[1]))).subarray(0, 100));
    await expect(make(folder)).rejects.toMatchObject({ code: 'input-unreadable' });
    await writeFile(join(folder, 'manifest.json'), '{"format": "other"}');
    await expect(make(folder)).rejects.toMatchObject({ code: 'input-unreadable' });
  });
});

test('a folder that cannot be is an error', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  await expect(make(join(folder, 'file', 'designs'))).rejects.toMatchObject({ code: 'output-unwritable' });
  await mkdir(join(folder, 'foreign'));
  await writeFile(join(folder, 'foreign', SHARDS[0]), '');
  await expect(make(join(folder, 'foreign'))).rejects.toMatchObject({ code: 'usage' });
});
