import { readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { readFusionSequence, readFusionSequences } from '../../src/formats/fusion-sequence.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { profileArea } from '../../src/program/region.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { sharedData } from '../support/shared-data.ts';

const line = (start: number[], end: number[]) => ({ type: 'line', start, end });
const square = [line([0, 0], [4, 0]), line([4, 4], [4, 0]), line([0, 4], [4, 4]), line([0, 4], [0, 0])];
const circle = { type: 'circle', center: [2, 2], radius: 1 };

type Changes = { faces?: unknown[]; extrude?: object; steps?: unknown };

/** A document of one step, changed as asked. */
function documentOf({
  faces = [{ mode: 'add', curves: square }],
  extrude = {},
  steps,
}: Changes = {}): string {
  const plane = { origin: [0, 0, 0], x_dir: [1, 0, 0], z_dir: [0, 0, 1] };
  const step = {
    sketch: { plane, faces },
    extrude: { amount: 2, both: false, taper: 0, mode: 'add', ...extrude },
  };
  return JSON.stringify({
    id: 'part',
    units: 'cm',
    bin: 'unknown fields are let be',
    expected: { volume: 32, area: 64 },
    steps: steps ?? [step],
  });
}

const codeOf = (text: string): { code: string; where: string | undefined } => {
  try {
    readFusionSequence(text);
  } catch (error) {
    if (error instanceof CadtraceError) return { code: error.code, where: error.where };
    throw error;
  }
  throw new Error('this was read');
};

describe('readFusionSequence', () => {
  it('joins curves in any order and direction', () => {
    const { id, program, volume } = readFusionSequence(documentOf());
    expect({ id, volume, unit: program.unit }).toEqual({ id: 'part', volume: 32, unit: 'cm' });
    const [feature] = program.features;
    expect(feature).toMatchObject({ kind: 'extrude', operation: 'new', from: 0, to: 2 });
    expect(feature.sketch.profiles.map(profileArea)).toEqual([16]);
    expect(validateProgram(program)).toEqual([]);
  });

  it('takes faces from the region and adds them', () => {
    const faces = [
      { mode: 'add', curves: square },
      { mode: 'subtract', curves: [circle] },
    ];
    const [{ sketch }] = readFusionSequence(documentOf({ faces })).program.features;
    expect(sketch.profiles).toHaveLength(1);
    expect(profileArea(sketch.profiles[0])).toBeCloseTo(16 - Math.PI, 12);
  });

  it('reads arcs by their angles', () => {
    const half = { type: 'arc', center: [0, 0], radius: 2, start_deg: 0, sweep_deg: 180 };
    const faces = [{ mode: 'add', curves: [half, line([2, 0], [-2, 0])] }];
    const [{ sketch }] = readFusionSequence(documentOf({ faces })).program.features;
    expect(profileArea(sketch.profiles[0])).toBeCloseTo(2 * Math.PI, 12);
  });

  test.each([
    [{ amount: -3 }, -3, 0],
    [{ amount: 3, both: true }, -3, 3],
    [{ amount: -3, both: true }, -3, 3],
  ])('extrudes by %o from %d to %d', (extrude, from, to) => {
    expect(readFusionSequence(documentOf({ extrude })).program.features[0]).toMatchObject({ from, to });
  });

  test.each([
    ['program-syntax', undefined, '{'],
    ['program-invalid', '/', '[]'],
    ['program-invalid', '/steps', documentOf({ steps: [] })],
    ['program-invalid', '/steps/0/extrude/amount', documentOf({ extrude: { amount: '2' } })],
    ['program-invalid', '/steps/0/extrude/mode', documentOf({ extrude: { mode: 'weld' } })],
    ['input-unsupported', '/steps/0/extrude/taper', documentOf({ extrude: { taper: 5 } })],
    [
      'input-unsupported',
      '/steps/0/sketch/faces/0/curves/0/type',
      documentOf({ faces: [{ mode: 'add', curves: [{ type: 'nurbs' }] }] }),
    ],
    [
      'input-degenerate',
      '/steps/0/sketch/faces/0/curves',
      documentOf({ faces: [{ mode: 'add', curves: square.slice(1) }] }),
    ],
    [
      'program-invalid',
      '/steps/0/sketch/faces/0/curves',
      documentOf({ faces: [{ mode: 'add', curves: [...square, circle] }] }),
    ],
    [
      'input-too-large',
      '/steps/0/sketch/faces/0/curves',
      documentOf({ faces: [{ mode: 'add', curves: Array(5000).fill(square[0]) }] }),
    ],
  ])('refuses with %s at %s', (code, where, text) => {
    expect(codeOf(text)).toEqual({ code, where });
  });
});

describe('readFusionSequences', () => {
  const lines = [documentOf(), '', documentOf({ extrude: { taper: 1 } }), documentOf()].join('\n');

  test.each([
    ['plain', new TextEncoder().encode(lines)],
    ['compressed', gzipSync(new TextEncoder().encode(lines))],
  ])('reads %s lines and names those that cannot be expressed', (_, bytes) => {
    const { designs, problems } = readFusionSequences(bytes);
    expect(designs).toHaveLength(2);
    expect(problems.map(({ code, where }) => [code, where])).toEqual([['input-unsupported', 'line 3']]);
  });

  test.each([3, 40])('refuses gzip cut to %i bytes', (length) => {
    const bytes = gzipSync(new TextEncoder().encode(lines)).slice(0, length);
    expect(() => readFusionSequences(bytes)).toThrow(CadtraceError);
  });
});

const training = sharedData('fusion360_train', 'sequences.jsonl.gz');

describe.skipIf(!training)("designers' parts", () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await loadKernel();
  });
  afterAll(() => kernel.close());

  it('reads all, and they build to the volume that Autodesk measured', { timeout: 120_000 }, async () => {
    const { designs, problems } = readFusionSequences(readFileSync(training!));
    expect(problems).toEqual([]);
    expect(designs).toHaveLength(4074);
    const sample = designs.filter(({ program }, i) => i % 60 === 0 && validateProgram(program).length === 0);
    // One design of the collection has an outline that meets itself.
    expect(sample.length).toBeGreaterThanOrEqual(67);
    for (const { program, volume } of sample) {
      const made = await kernel.measure(await kernel.build(program));
      expect(made.volume / volume).toBeCloseTo(1, 5);
    }
  });
});
