import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nearestName } from '../../src/cli/edit/nearest-name.ts';
import { parseSetting } from '../../src/cli/edit/settings.ts';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { cadtrace, filesIn, temporaryFolder } from '../support/cli.ts';
import { circleAt, extrude, programOf, rectangleAt } from '../support/programs.ts';

const PLATE = nameParameters(
  programOf(extrude('new', [{ outer: rectangleAt(-30, -20, 60, 40), holes: [circleAt(0, 0, 10)] }], 0, 5)),
);

async function plateIn(folder: string): Promise<string> {
  const path = join(folder, 'plate.py');
  await writeFile(path, writeReadableCadQuery(PLATE));
  return path;
}

test('parameters are listed with their values', async () => {
  const { code, out } = await cadtrace('edit', await plateIn(await temporaryFolder()), '--list');
  expect(code).toBe(0);
  expect(out.split('\n').filter((line) => line !== '')).toEqual([
    'plate_width = 60 mm',
    'plate_length = 40 mm',
    'plate_hole_diameter = 20 mm',
    'plate_thickness = 5 mm',
  ]);
});

test('parameters are set, in their own units too, and the part is built anew', async () => {
  const folder = await temporaryFolder();
  const output = ['-o', join(folder, 'new.step'), '-o', join(folder, 'new.py')];
  const sets = ['--set', 'plate_thickness=8', '--set', 'plate_width=7.5cm'];
  const { code, error } = await cadtrace('edit', await plateIn(folder), ...sets, ...output);
  expect(error).toMatch(/made: +1 body, 7 faces, valid/);
  expect(code).toBe(0);
  const again = readCadQuery(await readFile(join(folder, 'new.py'), 'utf8'));
  const values = Object.fromEntries((again.parameters ?? []).map(({ name, value }) => [name, value]));
  expect(values).toMatchObject({ plate_width: 75, plate_length: 40, plate_thickness: 8 });
  expect(await filesIn(folder)).toEqual(['new.py', 'new.step', 'plate.py']);
});

test('every parameter is moved on request', async () => {
  const { code, out } = await cadtrace('edit', await plateIn(await temporaryFolder()), '--check', '--json');
  expect(code).toBe(0);
  const { edits, faces } = JSON.parse(out);
  expect(faces).toBe(7);
  expect(edits).toHaveLength(4);
  expect(edits[0]).toMatchObject({ name: 'plate_width', moves: [{ to: 54, outcome: 'holds' }, { to: 66 }] });
});

test('what cannot be done is told, and nothing is written', async () => {
  const folder = await temporaryFolder();
  const input = await plateIn(folder);
  const output = ['-o', join(folder, 'new.step')];
  for (const [argv, message] of [
    [[], 'say what to do: --set name=value, --list or --check'],
    [['--set', 'plate_thicknes=8'], 'did you mean plate_thickness? there are plate_width, plate_length'],
    [['--set', 'plate_thickness'], 'a parameter is set as name=value'],
    [['--set', 'plate_thickness=8ells'], '"ells" is no unit; there are um, mm'],
    [['--set', 'plate_thickness=30deg'], 'this parameter is a length, which is not measured in deg'],
    [['--set', 'plate_hole_diameter=50'], 'feature 0 at sketch/profiles/0/holes/0'],
  ] as const) {
    const { code, error } = await cadtrace('edit', input, ...argv, ...output);
    expect(error).toContain(message);
    expect(code).toBe(2);
  }
  expect(await filesIn(folder)).toEqual(['plate.py']);
});

test('a setting is a name, a number and perhaps a unit', () => {
  expect(parseSetting('a=-1.5e2')).toEqual({ name: 'a', value: -150 });
  expect(parseSetting(' wall = .5 in')).toEqual({ name: 'wall', value: 0.5, unit: 'in' });
  expect(parseSetting('angle=30deg')).toEqual({ name: 'angle', value: 30, unit: 'deg' });
  for (const text of ['', '=3', 'a=', 'a=b', 'a=1 2', 'a=1toString'])
    expect(() => parseSetting(text)).toThrow('--set');
});

test('a misspelled name means the nearest, a strange one none', () => {
  expect(nearestName('Hole_diametre', ['hole_depth', 'hole_diameter'])).toBe('hole_diameter');
  expect(nearestName('angle', ['hole_depth', 'wall'])).toBeUndefined();
});
