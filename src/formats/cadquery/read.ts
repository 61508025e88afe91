import { CadtraceError } from '../../errors.ts';
import { type Lifted, lowerFeatures } from '../../program/lifted.ts';
import type { Feature, LengthUnit, Program, Sweep } from '../../program/types.ts';
import { interpret, type Outcome } from './interpret.ts';
import { edgeCount } from './sketch-region.ts';
import { refuse } from './tokens.ts';
import { type Body, isBlendStep, type Step, type SweptFaces } from './values.ts';

/** Longest script that is read, in UTF-16 code units. */
const MAX_LENGTH = 1_000_000;

/** Most edges of all features, and kinds of edges of all blends: variables can be used again, so the script's length does not bound them. */
const MAX_EDGES = 1_000_000;

/**
 * Reads a program from CadQuery code without running it: the subset that cadtrace's own writers and CAD-Recode emit,
 * and what people write in the same style. The solid is `result`, else `r`, else the last one assigned. Numbers
 * assigned to names become parameters. Lengths are in millimetres unless a comment at the top says "Lengths in cm".
 * Throws `program-syntax` for anything beyond the subset and `program-invalid` for geometry that cannot be, both with
 * line:column, and `input-too-large` for very long scripts.
 */
export function readCadQuery(text: string): Program {
  if (text.length > MAX_LENGTH) {
    throw new CadtraceError(
      'input-too-large',
      `the script has ${text.length} characters; at most ${MAX_LENGTH} are read`,
    );
  }
  const outcome = interpret(text.replaceAll('\r\n', '\n'));
  const steps = bodiesOf(outcome).flat();
  const edges = steps.reduce(
    (sum, step) => sum + (isBlendStep(step) ? step.edges.length : edgeCount(step.sketch.profiles)),
    0,
  );
  if (edges > MAX_EDGES) {
    throw new CadtraceError(
      'input-too-large',
      `the script draws ${edges} edges; at most ${MAX_EDGES} are read`,
    );
  }
  const { features, parameters } = lowerFeatures(featuresOf(steps), outcome.parameters);
  const unit = unitOf(text);
  return parameters.length > 0 ? { unit, features, parameters } : { unit, features };
}

function bodiesOf({ variables, last }: Outcome): readonly Body[] {
  const result = variables.get('result') ?? variables.get('r') ?? last;
  if (result?.type !== 'workplane' && result?.type !== 'shape') {
    throw new CadtraceError(
      'program-syntax',
      'the script assigns no solid: it should end with result = ... or r = ...',
    );
  }
  if (result.bodies.length > 0) return result.bodies;
  throw new CadtraceError(
    'program-invalid',
    'the result has no solid: what was drawn is not extruded or revolved',
  );
}

/** The steps as features: blends name those of the sketches that their faces were swept from. */
function featuresOf(steps: readonly Step[]): Lifted<Feature>[] {
  const indices = new Map<Lifted<Sweep>['sketch'], number>();
  return steps.map((step, i): Lifted<Feature> => {
    if (!isBlendStep(step)) {
      indices.set(step.sketch, i);
      return step;
    }
    const selector = ({ sketch, place }: SweptFaces) =>
      indices.has(sketch)
        ? `/${indices.get(sketch)}/${place}`
        : refuse(step.at, `this ${step.kind} is told by a solid that is no part of the result`);
    const edges = step.edges.map(([one, other]) => ({ between: [selector(one), selector(other)] as const }));
    return step.kind === 'fillet'
      ? { kind: 'fillet', edges, radius: step.size }
      : { kind: 'chamfer', edges, distance: step.size };
  });
}

/** The unit that the comment lines at the top name. */
function unitOf(text: string): LengthUnit {
  const comments = /^(?:\s*#[^\n]*\n)*/.exec(text)?.[0] ?? '';
  return (
    (/\blengths in (um|mm|cm|m|in|ft)\b/i.exec(comments)?.[1].toLowerCase() as LengthUnit | undefined) ?? 'mm'
  );
}
