import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOpenScad } from '../../src/formats/openscad/write.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import type { SweptProgram } from '../../src/program/types.ts';
import { arbitraryProgram } from '../support/arbitrary-program.ts';
import { hasOpenScad, openScadVolume } from '../support/openscad.ts';
import { volumeIfAny } from '../support/volume-if-any.ts';

const available = hasOpenScad();
if (!available) console.warn('OpenSCAD is not installed: its oracle test is skipped.');

const PROGRAMS = 40;
/** Fewer than are written, because OpenSCAD takes a minute for a torus of many facets. */
const FACETS = 36;
/** The share of its area that a circle loses to its facets. */
const LOSS = 1 - Math.sin((2 * Math.PI) / FACETS) / ((2 * Math.PI) / FACETS);

describe.skipIf(!available)('OpenSCAD', { timeout: 300_000 }, () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await loadKernel();
  });
  afterAll(() => kernel.close());

  it("builds what is written as we build it, but for the facets' share", async () => {
    const cases: { program: SweptProgram; volume: number }[] = [];
    for (const generated of fc.sample(arbitraryProgram(), { seed: 31, numRuns: 60 })) {
      const program = firstBody(generated);
      const volume = await volumeIfAny(kernel, program);
      if (volume !== undefined) cases.push({ program, volume });
    }
    // Those of several features first: of plain plates there are enough.
    const chosen = cases
      .sort((a, b) => b.program.features.length - a.program.features.length)
      .slice(0, PROGRAMS);
    expect(chosen).toHaveLength(PROGRAMS);
    const wrong: unknown[] = [];
    for (const { program, volume } of chosen) {
      const code = writeOpenScad(nameParameters(program));
      const made = await openScadVolume(code, FACETS, 60);
      // What is cut away from a part of round features makes their share of what is left larger.
      if (!(Math.abs(made - volume) <= 2 * LOSS * volume)) wrong.push({ made, volume, code });
    }
    expect(wrong).toEqual([]);
  });
});

/** OpenSCAD makes one of bodies that touch, which the second one of these programs does. */
function firstBody(program: SweptProgram): SweptProgram {
  const second = program.features.findIndex(({ operation }, i) => i > 0 && operation === 'new');
  return second < 0 ? program : { ...program, features: program.features.slice(0, second) };
}
