import { CadtraceError } from '../errors.ts';
import { mapNumbers } from './dimension.ts';
import type { Feature, Parameter, Program } from './types.ts';

/**
 * The program with the parameter `name` set to `value` (in the program's unit, or radians) and every number that it
 * drives recomputed. Throws `program-invalid` for an unknown name or a value that is not finite. The result may be a
 * program that cannot be built: see `validateProgram`.
 */
export function setParameter<F extends Feature>(
  program: Program<F>,
  name: string,
  value: number,
): Program<F> {
  const parameters = program.parameters ?? [];
  const changed = parameters.find((parameter) => parameter.name === name);
  if (changed === undefined) {
    const known = parameters.map((parameter) => parameter.name).join(', ') || 'none';
    throw new CadtraceError('program-invalid', `there is no parameter of this name; there are: ${known}`, {
      where: `parameter ${name}`,
      value: name,
    });
  }
  if (!Number.isFinite(value)) {
    throw new CadtraceError('program-invalid', 'the value of a parameter must be a finite number', {
      where: `parameter ${name}`,
      value,
    });
  }
  const updated = parameters.map((parameter) =>
    parameter === changed ? { ...parameter, value } : parameter,
  );
  const driven = boundNumbers(updated);
  const affected = new Set(changed.bindings.map(({ path }) => path));
  const features = mapNumbers(program.features, (old, path) =>
    affected.has(path) ? driven.get(path)! : old,
  );
  return { ...program, features, parameters: updated };
}

/** For each bound path the number that the parameters give it: the sum of scale * value + offset over its bindings. */
export function boundNumbers(parameters: readonly Parameter[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { value, bindings } of parameters) {
    for (const { path, scale, offset } of bindings) {
      numbers.set(path, (numbers.get(path) ?? 0) + scale * value + (offset ?? 0));
    }
  }
  return numbers;
}
