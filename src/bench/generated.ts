import { join } from 'node:path';
import { readCadJson } from '../formats/cad-json.ts';
import { loadManifest, loadShard } from '../synth/shard-folder.node.ts';
import { type SynthResult, synthesize } from '../synth/synthesize.node.ts';
import type { Case } from './case.ts';

export type Generation = {
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

/** Generates the designs of a style that are not there yet. Throws what `synthesize` throws. */
export const generateDesigns = (
  style: string,
  { designs, count, seed, workers, generator, signal, onProgress }: Generation,
): Promise<SynthResult> =>
  synthesize(
    { generator, style, seed, count, shardSize: SHARD_SIZE },
    {
      folder: join(designs, style),
      input: {},
      workers,
      signal,
      onProgress: (done) => onProgress(`${style}: ${done} of ${count} designs`),
    },
  );

/** The generated designs of a style as parts to reconstruct. Throws what `generateDesigns` and reading shards throw. */
export async function generatedCases(suite: string, style: string, generation: Generation): Promise<Case[]> {
  await generateDesigns(style, generation);
  const folder = join(generation.designs, style);
  const cases: Case[] = [];
  for (const shard of (await loadManifest(folder)).shards) {
    for (const line of await loadShard(folder, shard)) {
      const program = readCadJson(JSON.stringify(JSON.parse(line).program));
      cases.push({ suite, part: String(cases.length), input: { kind: 'program', program } });
    }
  }
  return cases;
}
