import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FilePair, outcomeOf } from '../../src/cli/score/folders.ts';
import { writeCadJson } from '../../src/formats/cad-json.ts';
import type { PairScore } from '../../src/score/pair.ts';
import { scoreSet } from '../../src/score/set.ts';
import { cadtrace, cadtraceStoppedAt, temporaryFolder } from '../support/cli.ts';
import { boxMesh } from '../support/meshes.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../support/programs.ts';
import { asciiStl } from '../support/stl.ts';

/** A plate of 60 x 40 with a hole. */
const plate = (height: number) =>
  programOf(extrude('new', [{ outer: rectangleAt(0, 0, 60, 40), holes: [circleAt(20, 20, 8)] }], 0, height));

async function writePlate(path: string, height: number): Promise<string> {
  await writeFile(path, writeCadJson(plate(height)));
  return path;
}

describe('score of two files', () => {
  test('compares a program, a solid and a mesh with each other', async () => {
    const folder = await temporaryFolder();
    const input = await writePlate(join(folder, 'plate.cad.json'), 5);
    const [step, stl, py] = ['plate.step', 'plate.stl', 'plate.py'].map((name) => join(folder, name));
    await cadtrace('convert', input, '-o', step, '-o', stl, '-o', py);
    const exact = JSON.parse((await cadtrace('score', input, step, '--json')).out);
    const counts = { bodies: 1, faces: 7, edges: 15 };
    expect(exact).toMatchObject({
      candidate: input,
      reference: step,
      unit: 'mm',
      validity: { valid: true },
      recode: { iou: expect.closeTo(1, 6), iouMethod: 'solid' },
      topology: { candidate: counts, reference: counts, same: true },
      warnings: [],
    });
    expect(JSON.parse((await cadtrace('score', py, step, '--json')).out).recode.iou).toBeCloseTo(1, 6);
    const { code, out } = await cadtrace('score', stl, step);
    expect(out).toMatch(/IoU: +0\.99\d+ \(exact, of meshes\)/);
    expect(out).toMatch(/candidate: +mesh, 1 body\n/);
    expect(code).toBe(0);
  });

  test('says how much too thick a plate is', async () => {
    const folder = await temporaryFolder();
    const thick = await writePlate(join(folder, 'thick.cad.json'), 6);
    const right = await writePlate(join(folder, 'right.cad.json'), 5);
    const { out } = await cadtrace('score', thick, right, '--tolerance', '0.5');
    expect(out).toMatch(/IoU: +0\.833333 \(exact, of solids\)/);
    expect(out).toMatch(/to reference: .*max 1 mm at .*from 0 to 1 mm/);
    expect(out).toMatch(/from reference: .*max 1 mm at .*from -1 to 0 mm/);
    expect(out).toMatch(/within: +0\.5 mm: \d/);
    expect(out).toMatch(/Fusion 360 Gallery: +exact no\n/);
    expect(out).toMatch(/DeepCAD: +commands 100%/);
    const { deviation } = JSON.parse((await cadtrace('score', thick, right, '--json')).out) as PairScore;
    // The top is 1 away, and walls add some: by hand 2198.9 of 2 * 2198.9 + 6 * 250.3.
    expect(deviation.toReference.signed?.mean).toBeGreaterThan(2198.9 / 5899.6);
    expect(deviation.toReference.signed?.mean).toBeLessThan(0.42);
  });
});

describe('score of two folders', () => {
  test('matches by name, counts what is missing or unreadable as invalid', async () => {
    const folder = await temporaryFolder();
    const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
    await mkdir(join(ours, 'a folder.stl'), { recursive: true });
    await mkdir(theirs);
    const box = asciiStl(boxMesh([0, 0, 0], [10, 20, 30]));
    await writePlate(join(ours, 'plate.cad.json'), 5);
    await writePlate(join(theirs, 'plate.cad.json'), 5);
    await cadtrace('convert', join(theirs, 'plate.cad.json'), '-o', join(theirs, 'thick.step'));
    await writePlate(join(ours, 'thick.cad.json'), 6);
    await writeFile(join(theirs, 'box.stl'), box);
    await writeFile(join(ours, 'box.stl'), 'solid as a rock, this letter is no STL\n');
    await writeFile(join(theirs, 'lost.stl'), box);
    await writeFile(join(ours, 'new.stl'), box);
    await writeFile(join(ours, 'odd.stl'), box);
    await writeFile(join(theirs, 'odd.stl'), '');
    await writeFile(join(theirs, 'README.md'), 'Parts.');

    const ran = await cadtrace('score', ours, theirs, '--json');
    expect(ran.code).toBe(0);
    const { summary, pairs, unmatched } = JSON.parse(ran.out);
    expect(pairs).toMatchObject([
      { name: 'box', invalid: expect.stringMatching(/no triangles/) },
      { name: 'lost', invalid: 'missing' },
      { name: 'odd', unusable: expect.stringMatching(/empty/) },
      { name: 'plate', score: { recode: { iou: expect.closeTo(1, 9) } } },
      { name: 'thick', score: { recode: { iou: expect.closeTo(5 / 6, 6) } } },
    ]);
    expect(unmatched).toEqual(['new']);
    expect(summary.recode).toMatchObject({
      count: 4,
      invalid: 2,
      meanIou: expect.closeTo(11 / 12, 6),
      meanIouOfAll: expect.closeTo(11 / 24, 6),
      iouOver999: 0.25,
    });

    const { out, error } = await cadtrace('score', ours, theirs, '--workers', '1');
    expect(out).toMatch(/^part +IoU +Chamfer/);
    expect(out).toMatch(/plate +1\.000000 /);
    expect(out).toMatch(/invalid: +2 \(50%\)/);
    expect(out).toMatch(/invalid candidates:\n {2}box: .*no triangles.*\n {2}lost: missing\n/);
    expect(out).toMatch(/cannot be used, not counted:\n {2}odd: .*empty/);
    expect(out).toMatch(/without a reference, not counted:\n {2}new\n/);
    expect(out).toMatch(/Img2CADSeq: +/);
    expect(error).toMatch(/5 of 5: thick/);
  });

  test('counts a pair whose thread was lost among the programs', async () => {
    const folder = await temporaryFolder();
    const reference = await writePlate(join(folder, 'reference.cad.json'), 5);
    const lost = (pair: Partial<FilePair>) =>
      outcomeOf({ job: { name: 'a', reference, ...pair }, failure: 'the worker died', lost: true });
    const outcome = await lost({ candidate: reference });
    expect(outcome).toEqual({ name: 'a', invalid: 'the worker died', programs: { reference: plate(5) } });
    expect(scoreSet([outcome])?.fusionGallery).toMatchObject({ count: 1, iou: 0, exact: 0 });
    // A mesh is not scored as a program.
    expect(await lost({ candidate: 'a.stl' })).toEqual({ name: 'a', invalid: 'the worker died' });
    await writeFile(reference, '');
    expect(await lost({})).toEqual({ name: 'a', unusable: expect.stringMatching(/empty/) });
  });

  test('refuses what cannot be matched, with code 2', async () => {
    const folder = await temporaryFolder();
    const [ours, theirs, empty] = ['ours', 'theirs', 'empty'].map((name) => join(folder, name));
    for (const path of [ours, theirs, empty]) await mkdir(path);
    const box = asciiStl(boxMesh([0, 0, 0], [10, 20, 30]));
    const file = join(ours, 'one.stl');
    await writeFile(file, box);
    await writeFile(join(theirs, 'two.stl'), box);
    const refused = async (candidate: string, reference: string, reason: RegExp) =>
      expect(await cadtrace('score', candidate, reference)).toMatchObject({
        code: 2,
        out: '',
        error: expect.stringMatching(reason),
      });
    await refused(ours, join(theirs, 'two.stl'), /ours is a folder, .*two.stl is not; give two files or two/);
    await refused(file, theirs, /theirs is a folder/);
    await refused(empty, theirs, /empty: no program, STEP or mesh file/);
    await refused(ours, empty, /empty: no program, STEP or mesh file/);
    await refused(ours, theirs, /no part of .*ours has the name of a part of .*theirs: one has one, .* two/);
    await refused(file, join(theirs, 'three.stl'), /three.stl: there is no such file/);
    await writeFile(join(theirs, 'two.obj'), 'v 0 0 0\n');
    await refused(ours, theirs, /two.stl: there is .*two.obj too/);
    await refused(empty, empty, /no program, STEP or mesh/);
    expect(await cadtrace('score', file, file, '--tolerance', '0')).toMatchObject({ code: 2, out: '' });
    await writeFile(join(empty, 'one.stl'), '');
    await refused(ours, empty, /none of the references can be used: .*empty/);
  });

  test('stops when told to', async () => {
    const folder = await temporaryFolder();
    const box = asciiStl(boxMesh([0, 0, 0], [10, 20, 30]));
    for (const name of ['a', 'b', 'c']) await writeFile(join(folder, `${name}.stl`), box);
    const { code, out, error } = await cadtraceStoppedAt('1 of 3', 'score', folder, folder);
    expect(error).toMatch(/stopped/);
    expect(out).toBe('');
    expect(code).toBe(1);
  });
});

describe('score of two folders as sets', () => {
  test('tells coverage, uniqueness and novelty, whatever the names', async () => {
    const folder = await temporaryFolder();
    const [ours, theirs, training] = ['ours', 'theirs', 'training'].map((name) => join(folder, name));
    for (const path of [ours, theirs, training]) await mkdir(path);
    const [thin, thick] = [join(ours, 'a.cad.json'), join(ours, 'b.cad.json')];
    await writePlate(thin, 5);
    await writePlate(join(ours, 'again.cad.json'), 5);
    await writePlate(thick, 40);
    await writeFile(join(ours, 'bad.stl'), 'solid as a rock, this letter is no STL\n');
    await writePlate(join(theirs, 'x.cad.json'), 5);
    await writePlate(join(theirs, 'y.cad.json'), 40);
    await writePlate(join(training, 'z.cad.json'), 5);
    const argv = ['score', ours, theirs, '--unpaired', '--training', training];
    const ran = await cadtrace(...argv, '--json');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({
      generated: 3,
      references: 2,
      invalidRatio: 0.25,
      coverage: 1,
      // Of three only the thick one is unlike the others, and unlike what was trained on.
      uniqueness: expect.closeTo(1 / 3, 9),
      novelty: expect.closeTo(1 / 3, 9),
      invalid: [{ path: join(ours, 'bad.stl'), reason: expect.stringMatching(/no triangles/) }],
    });
    const { out } = await cadtrace(...argv);
    expect(out).toMatch(/COV: +100%\nJSD: .*\nuniqueness: +33\.333%\nnovelty: +33\.333%\n/);
  });

  test('puts between equal parts the distance that sampling gives', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.stl'), asciiStl(boxMesh([0, 0, 0], [10, 20, 30])));
    const { mmd, mmdOfGenerated } = JSON.parse(
      (await cadtrace('score', folder, folder, '--unpaired', '--json')).out,
    );
    // 2,000 points on the box, whose area is 88/9 at a length of 2: the nearest is 1 / (2 sqrt(2000 / (88/9))) = 0.035 away.
    for (const distance of [mmd, mmdOfGenerated]) {
      expect(distance).toBeGreaterThan(0.03);
      expect(distance).toBeLessThan(0.04);
    }
  });

  test('refuses files, training without sets, and a tolerance, which sets do not have', async () => {
    const folder = await temporaryFolder();
    const file = await writePlate(join(folder, 'a.cad.json'), 5);
    expect(await cadtrace('score', file, file, '--unpaired')).toMatchObject({
      code: 2,
      error: expect.stringMatching(/--unpaired compares folders/),
    });
    expect(await cadtrace('score', folder, folder, '--training', folder)).toMatchObject({ code: 2, out: '' });
    expect(await cadtrace('score', folder, folder, '--unpaired', '--tolerance', '1')).toMatchObject({
      code: 2,
      error: expect.stringMatching(/--tolerance is of pairs/),
    });
  });
});
