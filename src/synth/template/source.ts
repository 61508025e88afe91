import {
  COLUMN,
  DEFAULT_BOOLEAN,
  DEFAULT_LENGTH,
  DEFAULT_PROFILE,
  DEFAULT_SCALE,
  featureRow,
  markedMatrix,
  TYPE,
  toSevenVariables,
} from '../../formats/sim-gallery/feature-matrix.ts';
import { matrixToOperations } from '../../formats/sim-gallery/from-matrix.ts';
import { PLANE_NAMES } from '../../formats/sim-gallery/operations.ts';
import { operationsToProgram } from '../../formats/sim-gallery/to-program.ts';
import { operationsToText } from '../../formats/sim-gallery/write.ts';
import { validateProgram } from '../../program/validate.ts';
import type { Sample, Source } from '../source.ts';
import { freeParameters } from './free-parameters.ts';
import type { Parameters } from './parameters.ts';
import { ruledParameters } from './ruled-parameters.ts';
import { TEMPLATE_SEQUENCES, type TemplateSequence } from './sequences.ts';

/** Most draws of parameters for one design; more than a third of them come to something, whatever the sequence. */
const MOST_DRAWS = 100;

/** One letter for each type of operation, as the paper abbreviates them. */
const LETTERS = 'SLACE';

/** The sequences, each as often as its share of the paper's designs. */
const DECK = TEMPLATE_SEQUENCES.flatMap((sequence) =>
  new Array<TemplateSequence>(sequence.count / 2_000).fill(sequence),
);

/**
 * Image2CADSeq's training designs (section 5.1): five template shapes made by nine sequences of operations in the
 * paper's proportions, on a random one of the planes XY, XZ and YZ, one extrusion each. With `rules` the parameters
 * follow design rules, see `ruledParameters`; else they are uniform over their ranges, see `freeParameters`, and drawn
 * again, for the same sequence, until the loop does not cross itself (the paper does not say what became of those).
 *
 * Numbers are drawn as levels, so that the program is just what its matrix says; the paper rounds the program to get
 * its matrix. Lengths are in centimetres at a scale of 10: corners lie within 10 cm of the origin, circles and arcs
 * within 20. Beside the program: `shape` (1 to 5), `sequence` ("S L A A E"), `featureMatrix` (10 x 7: t, I, x, y,
 * sweep, r, d) and `simGallery` (the commands as text).
 */
export function templateSource({ rules }: { readonly rules: boolean }): Source {
  const parametersOf = rules ? ruledParameters : freeParameters;
  return {
    style: rules ? 'template-rules' : 'template',
    draw: (random) => {
      const sequence = random.pick(DECK);
      const plane = random.integer(0, PLANE_NAMES.length - 1);
      for (let draws = 0; draws < MOST_DRAWS; draws++) {
        const parameters = parametersOf(random, sequence.curves);
        const sample = parameters && sampleOf(sequence, plane, parameters);
        if (sample) return sample;
      }
      return undefined;
    },
  };
}

/** The design with these parameters, or undefined where its curves bound no region. */
function sampleOf(
  sequence: TemplateSequence,
  plane: number,
  { curves, depth }: Parameters,
): Sample | undefined {
  const extrude = {
    profile: DEFAULT_PROFILE,
    depth,
    boolean: DEFAULT_BOOLEAN,
    scale: DEFAULT_SCALE,
  };
  const rows = [featureRow(TYPE.sketch, { plane }), ...curves, featureRow(TYPE.extrude, extrude)];
  const matrix = markedMatrix(rows, DEFAULT_LENGTH);
  const operations = matrixToOperations(matrix);
  const program = operationsToProgram(operations);
  if (validateProgram(program).length > 0) return undefined;
  const beside = {
    shape: sequence.shape,
    sequence: rows.map((row) => LETTERS[row[COLUMN.type]]).join(' '),
    featureMatrix: toSevenVariables(matrix),
    simGallery: operationsToText(operations),
  };
  return { program, beside };
}
