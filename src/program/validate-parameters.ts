import { dimensionAt, mapNumbers } from './dimension.ts';
import { greatestMagnitude } from './numbers.ts';
import { boundNumbers } from './parameters.ts';
import { type ProgramProblem, problem } from './problem.ts';
import type { Program } from './types.ts';

/** A bound number may differ from what its parameters give by this share of the program's greatest number. */
const TOLERANCE = 1e-9;

/** Names that cannot be written as a variable, bindings that drive no number, numbers that contradict their bindings. */
export function checkParameters({ features, parameters = [] }: Program): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  const numbers = new Map<string, number>();
  mapNumbers(features, (value, path) => {
    numbers.set(path, value);
    return value;
  });
  const names = new Set<string>();
  for (const [index, { name, bindings }] of parameters.entries()) {
    const at = `/parameters/${index}`;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      problems.push(problem(`${at}/name`, 'a name has letters, digits and _ only, and no digit first', name));
    } else if (names.has(name)) {
      problems.push(problem(`${at}/name`, 'another parameter has this name', name));
    }
    names.add(name);
    for (const [k, { path }] of bindings.entries()) {
      if (!numbers.has(path)) {
        problems.push(
          problem(`${at}/bindings/${k}/path`, 'there is no number at this place in the features', path),
        );
      } else if (dimensionAt(features, path) === 'direction') {
        problems.push(
          problem(`${at}/bindings/${k}/path`, 'a parameter cannot drive part of a direction', path),
        );
      }
    }
  }
  const tolerance = TOLERANCE * greatestMagnitude(features);
  for (const [path, driven] of boundNumbers(parameters)) {
    const value = numbers.get(path);
    if (value === undefined || Math.abs(value - driven) <= tolerance) continue;
    problems.push(
      problem(`/features${path}`, `the parameters that drive this number make it ${driven}`, value),
    );
  }
  return problems;
}
