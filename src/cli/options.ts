import { InvalidArgumentError, Option } from 'commander';
import { MILLIMETRES } from '../program/units.ts';

/** Options that several commands have. */

export const outputOption = (): Option =>
  new Option('-o, --output <file>', 'write a file; the extension picks the format; may repeat')
    .argParser((path: string, before: string[]) => [...before, path])
    .default([], 'none');

export const unitOption = (): Option =>
  new Option('--unit <unit>', "the input's unit of length, whatever its file says").choices(
    Object.keys(MILLIMETRES),
  );

export const styleOption = (): Option =>
  new Option('--style <style>', 'how CadQuery is written')
    .choices(['readable', 'compact'])
    .default('readable');

export const jsonOption = (): Option => new Option('--json', 'print the result as JSON');

export const seedOption = (): Option =>
  new Option('--seed <n>', 'seed of the random points that fits are measured at')
    .argParser((text) => wholeNumber(text))
    .default(1);

export const timeLimitOption = (): Option =>
  new Option('--time-limit <seconds>', 'return the best program found by then')
    .argParser((text) => positiveNumber(text))
    .default(60);

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 2147483647.');
  }
  return value;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}
