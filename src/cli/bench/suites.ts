import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { styles } from '../../synth/styles.ts';
import type { Case } from './case.ts';
import { type Generation, generatedCases } from './generated.ts';
import { readJson } from './run-folder.ts';
import { type ScannedPart, scanSuites } from './scan-suites.ts';

/** A named collection of parts. */
export type Suite = {
  readonly name: string;
  readonly description: string;
  /** The parts in the order of their names; none where the data that they come from is absent. */
  readonly cases: (context: Generation) => Case[] | Promise<Case[]>;
};

const realParts: readonly Suite[] = [
  {
    name: 'fusion-step',
    description: 'Fusion 360 Gallery parts from STEP',
    cases: ({ data }) => fusionCases('fusion-step', data, 'step', false),
  },
  {
    name: 'fusion-stl',
    description: 'the same parts from STL',
    cases: ({ data }) => fusionCases('fusion-stl', data, 'stl', false),
  },
  {
    name: 'fusion-stl-rotated',
    description: 'the same meshes turned at random, rounded to single precision',
    cases: ({ data }) => fusionCases('fusion-stl-rotated', data, 'stl', true),
  },
  {
    name: 'step',
    description: "engineers' and makers' STEP files",
    cases: ({ data }) => fileCases('step', join(data, 'step'), 'step'),
  },
  {
    name: 'stl',
    description: 'printed parts, STL',
    cases: ({ data }) => fileCases('stl', join(data, 'stl'), 'stl'),
  },
];

const generated: readonly Suite[] = styles.map((style) => ({
  name: `synth-${style.name}`,
  description: `generated solids: ${style.description}`,
  cases: (context) => generatedCases(`synth-${style.name}`, style, context),
}));

const scans: readonly Suite[] = scanSuites.map(({ name, description, cases }) => ({
  name,
  description: `scans of the same parts: ${description}`,
  cases: ({ data }) => cases(fusionParts(data)),
}));

export const suites: readonly Suite[] = [...realParts, ...generated, ...scans];

/** Names that stand for several suites. */
export const groups: Readonly<Record<string, readonly Suite[]>> = {
  parts: realParts,
  synth: generated,
  scans,
  all: suites,
};

const fusionCases = (suite: string, data: string, extension: 'step' | 'stl', rotated: boolean): Case[] =>
  fusionParts(data).map(({ part, truth, designerSteps }) => {
    const path = join(data, 'fusion360', extension, `${part}.${extension}`);
    return { suite, part, input: { kind: 'file', path, truth, designerSteps, rotated } };
  });

function fusionParts(data: string): ScannedPart[] {
  const folder = join(data, 'fusion360');
  return filesIn(join(folder, 'step'), 'step').map((truth) => {
    const part = nameOf(truth);
    return { part, truth, designerSteps: stepsIn(join(folder, 'sequence', `${part}.json`)) };
  });
}

const fileCases = (suite: string, folder: string, extension: string): Case[] =>
  filesIn(folder, extension).map((path) => ({
    suite,
    part: nameOf(path),
    input: { kind: 'file', path, rotated: false },
  }));

/** Undefined where there is no such file. */
const stepsIn = (sequence: string): number | undefined =>
  existsSync(sequence) ? readJson<{ steps: unknown[] }>(sequence).steps.length : undefined;

function filesIn(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => extname(name).toLowerCase() === `.${extension}`)
    .sort()
    .map((name) => join(folder, name));
}

const nameOf = (path: string): string => basename(path, extname(path));
