import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import { writeCompactCadQuery } from '../../src/formats/cadquery/write-compact.ts';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import type { Program } from '../../src/program/types.ts';
import { arbitraryProgram } from '../support/arbitrary-program.ts';
import { hasOracle, runCadQuery } from '../support/cadquery-oracle.ts';
import { readFusionSequence } from '../support/fusion-sequence.ts';
import { sharedData } from '../support/shared-data.ts';

const available = hasOracle();
if (!available)
  console.warn('CadQuery is not installed in .venv: run scripts/setup-oracle.sh for the oracle tests.');

type Case = { readonly name: string; readonly program: Program };

const generated: Case[] = fc
  .sample(arbitraryProgram(), { seed: 11, numRuns: 45 })
  .map((program, i) => ({ name: `generated ${i}`, program }));

describe.skipIf(!available)('CadQuery itself', () => {
  it('builds generated programs as our kernel does', { timeout: 300_000 }, () => compare(generated));

  const sequences = sharedData('fusion360', 'sequence');
  it.skipIf(!sequences)("builds designers' programs as our kernel does", { timeout: 300_000 }, () =>
    compare(
      readdirSync(sequences!)
        .sort()
        .filter((_, i) => i % 15 === 0)
        .map((file) => ({ name: file, program: readFusionSequence(join(sequences!, file)).program })),
    ),
  );
});

/** Volume and validity of each program in both styles, and as read back, against our own build. */
async function compare(cases: readonly Case[]): Promise<void> {
  const kernel = await loadKernel();
  const expected = new Map<string, number>();
  const programs: { name: string; code: string }[] = [];
  for (const { name, program } of cases) {
    const volume = await volumeOf(program);
    if (volume === undefined) continue;
    const readable = writeReadableCadQuery(nameParameters(program));
    const compact = writeCompactCadQuery(program);
    for (const code of [readable, compact]) {
      const again = await volumeOf(readCadQuery(code));
      expect(Math.abs((again ?? 0) - volume), `${name} read back`).toBeLessThan(1e-6 * volume);
    }
    expected.set(name, volume);
    programs.push({ name: `${name}, readable`, code: readable }, { name: `${name}, compact`, code: compact });
  }
  // A few generated programs cut everything away; the rest must be compared.
  expect(expected.size).toBeGreaterThan(0.7 * cases.length);
  const outcomes = await runCadQuery(programs, 280);
  const wrong = outcomes.filter((outcome) => {
    const volume = expected.get(outcome.name.replace(/, (readable|compact)$/, ''))!;
    return 'error' in outcome || !outcome.valid || Math.abs(outcome.volume - volume) > 1e-6 * volume;
  });
  expect(wrong).toEqual([]);
  expect(outcomes).toHaveLength(programs.length);

  /** Of our own build, or undefined where nothing is left. */
  async function volumeOf(program: Program): Promise<number | undefined> {
    try {
      return (await kernel.measure(await kernel.build(program))).volume;
    } catch (error) {
      if (error instanceof CadtraceError && error.code === 'kernel-failed') return undefined;
      throw error;
    }
  }
}
