import { InvalidArgumentError, Option } from 'commander';
import { MILLIMETRES } from '../program/units.ts';
import { DEFAULT_WORKERS } from '../workers/pool.node.ts';

/** Options that several commands have. */

export const outputOption = (): Option =>
  new Option('-o, --output <file>', 'write a file; the extension picks the format; may repeat')
    .argParser((path: string, before: string[]) => [...before, path])
    .default([], 'none');

export const unitOption = (): Option =>
  new Option('--unit <unit>', "the input's unit of length, whatever its file says").choices(
    Object.keys(MILLIMETRES),
  );

export const kindOption = (): Option =>
  new Option('--kind <kind>', 'take a mesh as designed or as a scan; auto decides by its triangles')
    .choices(['auto', 'cloud', 'mesh'])
    .default('auto');

export const toleranceOption = (): Option =>
  new Option(
    '--tolerance <length>',
    'how near the result of a scan stays to its points to be certified',
  ).argParser((text) => positiveNumber(text));

export const styleOption = (): Option =>
  new Option('--style <style>', 'how CadQuery is written')
    .choices(['readable', 'compact'])
    .default('readable');

export const jsonOption = (): Option => new Option('--json', 'print the result as JSON');

export const seedOption = (): Option =>
  new Option('--seed <n>', 'seed of the random points that fits are measured at')
    .argParser((text) => wholeNumber(text))
    .default(1);

export const timeLimitOption = (description = 'return the best program found by then'): Option =>
  new Option('--time-limit <seconds>', description).argParser((text) => positiveNumber(text)).default(60);

export const workersOption = (): Option =>
  new Option('--workers <n>', 'threads that work side by side')
    .argParser((text) => wholeNumber(text, 1, MAX_WORKERS))
    .default(DEFAULT_WORKERS);

const MAX_WORKERS = 64;
const MAX_WHOLE = 0x7fffffff;

/** Parses an option's value. Throws InvalidArgumentError, which the option parser words for the user. */
export function wholeNumber(text: string, low = 0, high = MAX_WHOLE): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < low || value > high) {
    throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
  }
  return value;
}

/** Parses an option's value. Throws InvalidArgumentError, which the option parser words for the user. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

/** Parses an option's value. Throws InvalidArgumentError, which the option parser words for the user. */
export function nonNegativeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError('It must be 0 or a number above.');
  }
  return value;
}
