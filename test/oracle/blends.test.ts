import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { setParameter } from '../../src/program/parameters.ts';
import { moveProgram } from '../../src/program/transform.ts';
import type { Program } from '../../src/program/types.ts';
import { arbitraryBlendedProgram } from '../support/arbitrary-blended-program.ts';
import { hasOracle, runCadQuery } from '../support/cadquery-oracle.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

const plate = extrude('new', [rectangleAt(0, 0, 40, 30)], 0, 6);
const boss = extrude('join', [circleAt(20, 15, 8)], 6, 16);
const hole = extrude('cut', [circleAt(20, 15, 4)], 0, 16);
const flange = programOf(
  plate,
  boss,
  hole,
  { kind: 'fillet', edges: [{ between: ['/0/sketch', '/0/sketch'] }], radius: 4 },
  { kind: 'fillet', edges: [{ between: ['/0/to', '/1/sketch'] }], radius: 2 },
  {
    kind: 'chamfer',
    edges: [{ between: ['/1/to', '/2/sketch'] }, { between: ['/0/from', '/2/sketch'] }],
    distance: 0.5,
  },
);
const oneCorner = programOf(plate, {
  kind: 'chamfer',
  edges: [{ between: ['/0/sketch/profiles/0/outer/edges/0', '/0/sketch/profiles/0/outer/edges/1'] }],
  distance: 3,
});
const shaft = programOf(revolve('new', [rectangleAt(0, 0, 10, 30)], 0, 2 * Math.PI), {
  kind: 'chamfer',
  edges: [{ between: ['/0/sketch', '/0/sketch'] }],
  distance: 1,
});
const tilted = moveProgram(flange, { origin: [5, -3, 2], xAxis: [0.6, 0.8, 0], normal: [0, 0, 1] });
const aslant = moveProgram(flange, { origin: [5, -3, 2], xAxis: [0.6, 0, 0.8], normal: [-0.8, 0, 0.6] });
const thicker = (program: Program) => setParameter(nameParameters(program), 'plate_thickness', 7.5);

const cases: Record<string, Program> = {
  flange,
  'a flange with a thicker plate': thicker(flange),
  'one corner': oneCorner,
  shaft,
  'a turned flange': tilted,
  'a flange aslant': aslant,
};

describe.skipIf(!hasOracle())(
  'CadQuery makes the fillets and chamfers that we make',
  { timeout: 120_000 },
  () => {
    let kernel: Kernel;
    beforeAll(async () => {
      kernel = await loadKernel();
    });
    afterAll(() => kernel.close());

    it('with the same volume', () => compare(Object.entries(cases)));

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
