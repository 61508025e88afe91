import { CadtraceError } from '../../errors.ts';
import { type FeatureMatrix, markedMatrix } from '../../formats/sim-gallery/feature-matrix.ts';
import { programToOperations } from '../../formats/sim-gallery/from-program.ts';
import type { SimGalleryOperation } from '../../formats/sim-gallery/operations.ts';
import { operationRows, smallestScale } from '../../formats/sim-gallery/to-matrix.ts';
import type { Program } from '../../program/types.ts';
import type { MatrixPair } from './score-sequences.ts';

/**
 * Two programs as feature matrices to score; `predicted` is undefined where there is none. Both are quantised by one
 * scale, the smallest whole number of centimetres that holds both (the paper's data have 10), so that levels are as fine
 * as the parts allow. Paths may start anywhere. Throws `format-unsupported` naming the program, its feature or
 * operation, and what of it the matrix cannot hold; see `programToOperations` and `operationRows`.
 */
export function programPair(reference: Program, predicted: Program | undefined): MatrixPair {
  const operations = naming('reference', () => programToOperations(reference));
  const others = predicted && naming('predicted', () => programToOperations(predicted));
  const scale = smallestScale([...operations, ...(others ?? [])]);
  const matrixOf = (name: string, steps: readonly SimGalleryOperation[]): FeatureMatrix =>
    markedMatrix(
      naming(name, () => operationRows(steps, scale)),
      steps.length + 2,
    );
  return {
    reference: matrixOf('reference', operations),
    predicted: others ? matrixOf('predicted', others) : [],
  };
}

/** Says of an error in which of the two programs it is. */
function naming<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (!(cause instanceof CadtraceError)) throw cause;
    throw new CadtraceError(cause.code, cause.message, { where: name, value: cause.value, cause });
  }
}
