import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Real parts, beside the project; benchmarks run from its root, and only where they are. */
export const DATA = join(process.cwd(), '../shared/data');

export const SETS = ['fusion-step', 'fusion-stl', 'fusion-stl-rotated', 'step', 'stl'] as const;
export type SetName = (typeof SETS)[number];

/** One part to reconstruct. `truth` is a STEP file, absent where only the input itself can be compared with. */
export type Job = {
  readonly set: SetName;
  readonly part: string;
  readonly input: string;
  readonly truth?: string;
  /** The designer's construction sequence, for the number of steps. */
  readonly sequence?: string;
  readonly rotated: boolean;
};

/** The jobs of a set, in the order of their names; empty where the data is absent. */
export function jobsOf(set: SetName): Job[] {
  if (set === 'step' || set === 'stl') {
    return files(join(DATA, set), set).map((input) => ({ set, part: nameOf(input), input, rotated: false }));
  }
  const extension = set === 'fusion-step' ? 'step' : 'stl';
  return files(join(DATA, 'fusion360', extension), extension).map((input) => {
    const part = nameOf(input);
    return {
      set,
      part,
      input,
      truth: join(DATA, 'fusion360/step', `${part}.step`),
      sequence: join(DATA, 'fusion360/sequence', `${part}.json`),
      rotated: set === 'fusion-stl-rotated',
    };
  });
}

function files(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith(`.${extension}`))
    .sort()
    .map((name) => join(folder, name));
}

const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
