import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { convertUnit, moveProgram, scaleProgram } from '../../src/program/transform.ts';
import type { EdgeSelector, Feature } from '../../src/program/types.ts';
import { arbitraryBlendedProgram } from '../support/arbitrary-blended-program.ts';
import { boss, chamfer, corners, fillet, hole, plate, rim } from '../support/flange.ts';
import { extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

const kernel = await loadKernel();
afterAll(() => kernel.close());

const assess = (...features: Feature[]) => kernel.assess(programOf(...features));
/** What rounding a straight edge of a right angle takes off, per length. */
const spandrel = (r: number) => (1 - Math.PI / 4) * r * r;

describe('fillets', () => {
  it('round the corners that sides of one sweep make, and no other edges', async () => {
    const { volume, valid, faces } = await assess(plate, fillet(3, corners));
    expect(valid).toBe(true);
    expect(faces).toBe(10);
    expect(volume).toBeCloseTo(40 * 30 * 6 - 4 * 6 * spandrel(3), 6);
  });

  it('round one corner that two edges of the outline make', async () => {
    const one: EdgeSelector = {
      between: ['/0/sketch/profiles/0/outer/edges/0', '/0/sketch/profiles/0/outer/edges/1'],
    };
    const { volume, faces } = await assess(plate, fillet(3, one));
    expect(faces).toBe(7);
    expect(volume).toBeCloseTo(40 * 30 * 6 - 6 * spandrel(3), 6);
  });

  it('fill the corner where a boss stands on a plate', async () => {
    const foot: EdgeSelector = { between: ['/0/to', '/1/sketch'] };
    const { volume, valid } = await assess(plate, boss, fillet(2, foot));
    // Pappus: the spandrel's centroid is (10 - 3 pi) / (12 - 3 pi) of the radius from the wall.
    const way = 2 * Math.PI * (8 + (2 * (10 - 3 * Math.PI)) / (12 - 3 * Math.PI));
    expect(valid).toBe(true);
    expect(volume).toBeCloseTo(40 * 30 * 6 + Math.PI * 64 * 10 + way * spandrel(2), 5);
  });

  it('find the edge again when numbers change', async () => {
    const mouth: EdgeSelector = { between: ['/1/to', '/2/sketch'] };
    for (const height of [12, 16, 25]) {
      const taller = { ...boss, to: height };
      const through = { ...hole, to: height };
      const sharp = await assess(plate, taller, through);
      const round = await assess(plate, taller, through, chamfer(1, mouth));
      expect(round.faces).toBe(sharp.faces + 1);
      // A ring of a triangle whose centroid is a third of the chamfer away from the hole.
      expect(sharp.volume - round.volume).toBeCloseTo(2 * Math.PI * (4 + 1 / 3) * 0.5, 5);
    }
  });

  it('work on revolves, and in any place', async () => {
    const shaft = revolve('new', [rectangleAt(0, 0, 10, 30)], 0, 2 * Math.PI);
    const ends: EdgeSelector = { between: ['/0/sketch', '/0/sketch'] };
    const program = programOf(shaft, chamfer(1, ends));
    const frame = { origin: [5, -3, 2], xAxis: [0.6, 0.8, 0], normal: [0, 0, 1] } as const;
    const here = await kernel.assess(program);
    const there = await kernel.assess(moveProgram(program, frame));
    expect(here.volume).toBeCloseTo(Math.PI * 100 * 30 - 2 * 2 * Math.PI * (10 - 1 / 3) * 0.5, 4);
    expect(there.volume).toBeCloseTo(here.volume, 5);
  });

  it('are the same wherever the part stands, however large, in any unit', { timeout: 60_000 }, async () => {
    const frame = { origin: [5, -3, 2], xAxis: [0.6, 0, 0.8], normal: [-0.8, 0, 0.6] } as const;
    for (const program of fc.sample(arbitraryBlendedProgram(), { seed: 4, numRuns: 8 })) {
      const inches = { ...program, unit: 'in' } as const;
      const here = await kernel.assess(inches);
      const moved = await kernel.assess(moveProgram(inches, frame));
      const larger = await kernel.assess(scaleProgram(inches, 3));
      const millimetres = await kernel.assess(convertUnit(inches, 'mm'));
      expect(here.valid).toBe(true);
      for (const [other, scale] of [
        [moved, 1],
        [larger, 3],
        [millimetres, 25.4],
      ] as const) {
        expect(other).toMatchObject({
          valid: true,
          bodies: here.bodies,
          faces: here.faces,
          edges: here.edges,
        });
        expect(Math.abs(other.volume / (here.volume * scale ** 3) - 1)).toBeLessThan(1e-7);
      }
    }
  });

  it('leave out edges where faces meet smoothly', async () => {
    const slot = extrude(
      'new',
      [
        {
          kind: 'path',
          start: [-10, -5],
          edges: [
            { kind: 'line', to: [10, -5] },
            { kind: 'arc', through: [15, 0], to: [10, 5] },
            { kind: 'line', to: [-10, 5] },
            { kind: 'arc', through: [-15, 0], to: [-10, -5] },
          ],
        },
      ],
      0,
      6,
    );
    await expect(assess(slot, fillet(1, corners))).rejects.toThrow(/no edge/);
    expect((await assess(slot, fillet(1, rim))).valid).toBe(true);
  });
});

describe('a blend that cannot be', () => {
  it('names the feature and what to do', async () => {
    await expect(assess(plate, fillet(50, corners))).rejects.toMatchObject({
      code: 'kernel-failed',
      where: 'feature 1',
    });
    await expect(assess(plate, fillet(2, { between: ['/0/to', '/0/from'] }))).rejects.toThrow(/no edge/);
  });

  it('is refused before it is built where it points to nothing', async () => {
    const at = (between: [string, string]) => assess(plate, fillet(2, { between }));
    for (const selector of ['/1/to', '/0/side', '0/to', '/0/sketch/profiles/0/outer/edges/4', ''])
      await expect(at(['/0/to', selector])).rejects.toMatchObject({ code: 'program-invalid' });
    await expect(assess(plate, fillet(-1, rim))).rejects.toMatchObject({ code: 'program-invalid' });
    await expect(assess(plate, fillet(1))).rejects.toMatchObject({ code: 'program-invalid' });
    await expect(assess(fillet(1, rim), plate)).rejects.toMatchObject({ code: 'program-invalid' });
  });
});
