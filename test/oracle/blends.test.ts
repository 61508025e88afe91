import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import type { Program } from '../../src/program/types.ts';
import { arbitraryBlendedProgram } from '../support/arbitrary-blended-program.ts';
import { BLENDED_PROGRAMS } from '../support/blended-programs.ts';
import { hasOracle, runCadQuery } from '../support/cadquery-oracle.ts';

describe.skipIf(!hasOracle())(
  'CadQuery makes the fillets and chamfers that we make',
  { timeout: 120_000 },
  () => {
    let kernel: Kernel;
    beforeAll(async () => {
      kernel = await loadKernel();
    });
    afterAll(() => kernel.close());

    it('with the same volume', () => compare(Object.entries(BLENDED_PROGRAMS)));

    it('of plates, bosses, holes and shafts of all kinds', () =>
      compare(
        fc
          .sample(arbitraryBlendedProgram(), { seed: 3, numRuns: 40 })
          .map((program, i): [string, Program] => [`generated ${i}`, program]),
      ));

    async function compare(programs: readonly [string, Program][]): Promise<void> {
      const scripts = programs.map(([name, program]) => ({
        name,
        code: writeReadableCadQuery(program.parameters ? program : nameParameters(program)),
      }));
      const outcomes = await runCadQuery(scripts, 100);
      for (const [i, [name, program]] of programs.entries()) {
        const { volume, bodies } = await kernel.assess(program);
        const outcome = outcomes[i];
        expect(outcome).toMatchObject({ name, valid: true, solids: bodies });
        if ('volume' in outcome) expect(Math.abs(outcome.volume / volume - 1)).toBeLessThan(1e-6);
      }
    }
  },
);
