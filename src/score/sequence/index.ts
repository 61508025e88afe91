import { CadtraceError } from '../../errors.ts';
import { writeCommands } from '../../formats/deepcad/write-commands.ts';
import type { Bounds } from '../../geometry/mesh.ts';
import { convertUnit } from '../../program/transform.ts';
import type { Program } from '../../program/types.ts';
import { commandAccuracy } from './command-accuracy.ts';
import { parameterAccuracy } from './parameter-accuracy.ts';

export { commandAccuracy } from './command-accuracy.ts';
export { parameterAccuracy } from './parameter-accuracy.ts';

/** How far two construction sequences agree, literally; shares from 0 to 1. */
export type SequenceAccuracy = { readonly command: number; readonly parameter: number };

/**
 * Command and parameter accuracy of a candidate's sequence. `bounds` is the box of what the reference builds, in its
 * unit: both sequences are scaled by it, so that another size counts. Undefined where DeepCAD's commands cannot say
 * what either program does (only extrusions).
 */
export function sequenceAccuracy(
  candidate: Program,
  reference: Program,
  bounds: Bounds,
): SequenceAccuracy | undefined {
  try {
    const ours = writeCommands(convertUnit(candidate, reference.unit), bounds);
    const theirs = writeCommands(reference, bounds);
    return { command: commandAccuracy(ours, theirs), parameter: parameterAccuracy(ours, theirs) };
  } catch (error) {
    if (error instanceof CadtraceError && error.code === 'format-unsupported') return undefined;
    throw error;
  }
}

/** The accuracies of a set: means over its pairs (Wu et al., 2021, section 4.1). Undefined for none. */
export function meanSequenceAccuracy(pairs: readonly SequenceAccuracy[]): SequenceAccuracy | undefined {
  if (pairs.length === 0) return undefined;
  const mean = (value: (pair: SequenceAccuracy) => number): number =>
    pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length;
  return { command: mean(({ command }) => command), parameter: mean(({ parameter }) => parameter) };
}
