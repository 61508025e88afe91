import { expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { makeAttempt } from '../../src/synth/attempt.ts';
import { SIX_BITS } from '../../src/synth/design-key.ts';
import { recodeSource } from '../../src/synth/recode/source.ts';
import { hasOracle, runCadQuery } from '../support/cadquery-oracle.ts';

const DESIGNS = 200;

test.skipIf(!hasOracle())(
  "CadQuery builds CAD-Recode's designs, valid and of the volume that we say",
  async () => {
    const kernel = await loadKernel();
    const designs: { name: string; code: string; volume: number; integration: number }[] = [];
    for (let attempt = 0; designs.length < DESIGNS; attempt++) {
      const outcome = await makeAttempt(recodeSource, { seed: 2, attempt, step: SIX_BITS, kernel });
      if ('refused' in outcome) continue;
      const { cadquery: code, volume } = JSON.parse(`{${outcome.fields}}`);
      designs.push({ name: String(attempt), code, volume, integration: 1e-6 });
    }
    kernel.close();
    const outcomes = await runCadQuery(designs, 240);
    const wrong = outcomes.flatMap((outcome, i) => {
      const { volume, code } = designs[i];
      const right =
        !('error' in outcome) && outcome.valid && Math.abs(outcome.volume - volume) <= 1e-6 * volume;
      return right ? [] : [{ ...outcome, expected: volume, code }];
    });
    expect(wrong).toEqual([]);
    expect(outcomes).toHaveLength(DESIGNS);
  },
  300_000,
);
