import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCadJson } from '../../formats/cad-json.ts';
import { loadManifest, loadShard } from '../../synth/shard-folder.node.ts';
import { loadStyleInput } from '../../synth/style-input.node.ts';
import type { Style } from '../../synth/styles.ts';
import { type SynthResult, synthesize } from '../../synth/synthesize.node.ts';
import type { Case } from './case.ts';

export type Generation = {
  /** The folder of people's parts and designs; of these, a style may make others. */
  readonly data: string;
  /** Where designs go, in a folder a style; an interrupted generation goes on there. */
  readonly designs: string;
  /** Designs of each style. */
  readonly count: number;
  readonly seed: number;
  readonly workers: number;
  /** The version of cadtrace. */
  readonly generator: string;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
};

const SHARD_SIZE = 1000;

/** The file of people's designs. */
export const peoplesDesignsIn = (data: string): string => join(data, 'fusion360_train', 'sequences.jsonl.gz');

/** Whether there is what the style is made of. */
export const canGenerate = ({ needsDesigns }: Style, data: string): boolean =>
  !needsDesigns || existsSync(peoplesDesignsIn(data));

/** Generates the designs of a style that are not there yet. Throws what `synthesize` throws. */
export async function generateDesigns(
  style: Style,
  { data, designs, count, seed, workers, generator, signal, onProgress }: Generation,
): Promise<SynthResult> {
  const { input, source } = await loadStyleInput(
    style,
    style.needsDesigns ? peoplesDesignsIn(data) : undefined,
  );
  const plan = { generator, style: style.name, seed, count, shardSize: SHARD_SIZE, source };
  return synthesize(plan, {
    folder: join(designs, style.name),
    input,
    workers,
    signal,
    onProgress: (done) => onProgress(`${style.name}: ${done} of ${count} designs`),
  });
}

/**
 * The generated designs of a style as parts to reconstruct; none where there is nothing to make them of. Throws what
 * `generateDesigns` and reading shards throw.
 */
export async function generatedCases(suite: string, style: Style, generation: Generation): Promise<Case[]> {
  if (!canGenerate(style, generation.data)) return [];
  await generateDesigns(style, generation);
  const folder = join(generation.designs, style.name);
  const cases: Case[] = [];
  for (const shard of (await loadManifest(folder)).shards) {
    for (const line of await loadShard(folder, shard)) {
      const program = readCadJson(JSON.stringify(JSON.parse(line).program));
      cases.push({ suite, part: String(cases.length), input: { kind: 'program', program } });
    }
  }
  return cases;
}
