import { CadtraceError } from '../../errors.ts';
import type { Random } from '../../geometry/random.ts';
import { convertUnit } from '../../program/transform.ts';
import type { SweptProgram } from '../../program/types.ts';
import { validateProgram } from '../../program/validate.ts';
import type { Sample, Source } from '../source.ts';
import { countsOf } from './design-counts.ts';
import { binOf, type Distributions, distributionSampling, distributionsOf } from './distributions.ts';
import { graftOnto } from './graft.ts';
import { graftLike, recombine } from './recombine.ts';
import { sampleDesign } from './sampling.ts';
import { stretchDesign } from './stretch.ts';

export { countsOf, type DesignCounts, type SketchPlane, type SolidCounts } from './design-counts.ts';
export {
  type Distribution,
  type Distributions,
  distributionDistance,
  distributionSampling,
  getDistributions,
} from './distributions.ts';
export { type SamplingType, sampleDesign, sampleProfiles, sampleSketch } from './sampling.ts';

/** How a semi-synthetic design is made of existing ones. */
export type SemiKind = 'perturb' | 'graft' | 'recombine';

export type SemiOptions = {
  /** The kinds of designs that are made, each as often as it is listed. */
  readonly kinds: readonly SemiKind[];
  /** How much perturbation changes lengths: the standard deviation of their logarithms. */
  readonly deviation: number;
};

/** The paper gives no shares: a third each, and lengths that change by about a fifth. */
const DEFAULT_OPTIONS: SemiOptions = { kinds: ['perturb', 'graft', 'recombine'], deviation: 0.2 };

/** Candidates of which the design for a graft is chosen. */
const CANDIDATES = 12;

/** What is known of the designs before the first is drawn. */
type Collection = {
  readonly designs: readonly SweptProgram[];
  readonly distributions: Distributions;
  /** Designs by the bin of their number of faces, and by their number of steps. */
  readonly byFaces: ReadonlyMap<number, readonly SweptProgram[]>;
  readonly bySteps: ReadonlyMap<number, readonly SweptProgram[]>;
};

/**
 * Semi-synthetic designs, made of existing ones as the Fusion 360 Gym does (Fusion 360 Gallery, 4.3, 5.3 and A.2.4): a
 * design with other dimensions, a design with a sketch of another grafted onto it, or sketches of many recombined. The
 * starting plane and the number of faces of each are drawn from the designs' own distributions; steps, operations and
 * curves are those of a design with that many faces, so that all of these match. In centimetres; `beside` names the
 * kind. Designs that are no valid programs, or do more than extrude, are left out. Throws `input-empty` where none is left.
 */
export function semiSource(designs: readonly SweptProgram[], options: Partial<SemiOptions> = {}): Source {
  const { kinds, deviation } = { ...DEFAULT_OPTIONS, ...options };
  const collection = collect(designs);
  return {
    style: 'semi',
    draw: (random) => {
      const kind = random.pick(kinds);
      const made = makeDesign(kind, collection, deviation, random);
      if (made === undefined || validateProgram(made).length > 0) return undefined;
      return { program: made, beside: { kind } } satisfies Sample;
    },
  };
}

function collect(all: readonly SweptProgram[]): Collection {
  const designs = all.filter(isUsable).map((design) => convertUnit(design, 'cm'));
  if (designs.length === 0) {
    throw new CadtraceError(
      'input-empty',
      'semi-synthetic designs need at least one valid design to be made of',
    );
  }
  const counts = designs.map((design) => countsOf(design));
  const inBin = designs.map((_, i) => binOf('numFaces', counts[i].numFaces));
  return {
    designs,
    distributions: distributionsOf(counts),
    byFaces: groupBy(designs, (i) => inBin[i]),
    bySteps: groupBy(designs, (i) => designs[i].features.length),
  };
}

const isUsable = (design: SweptProgram): boolean =>
  design.features.every(({ kind }) => kind === 'extrude') && validateProgram(design).length === 0;

function makeDesign(
  kind: SemiKind,
  { designs, distributions, byFaces, bySteps }: Collection,
  deviation: number,
  random: Random,
): SweptProgram | undefined {
  const goal = distributionSampling(distributions, random, ['numFaces', 'sketchPlane']);
  const recipe = sampleDesign(byFaces.get(goal.numFaces) ?? designs, random);
  const last = recipe.features.length - 1;
  // With a single step there is nothing to graft it onto.
  if (kind === 'perturb' || (kind === 'graft' && last === 0)) return stretchDesign(recipe, random, deviation);
  if (kind === 'recombine') {
    const made = recombine(designs, recipe, goal.sketchPlane, random);
    return made && stretchDesign(made, random, deviation);
  }
  const host = stretchDesign(hostLike(recipe, bySteps.get(last) ?? designs, random), random, deviation);
  return graftOnto(host, graftLike(designs, recipe, last, random), random);
}

/** Of some designs the one whose faces are nearest to those of the recipe without its last step. */
function hostLike(
  { unit, features }: SweptProgram,
  designs: readonly SweptProgram[],
  random: Random,
): SweptProgram {
  const wanted = countsOf({ unit, features: features.slice(0, -1) }).numFaces;
  const candidates = Array.from({ length: CANDIDATES }, () => sampleDesign(designs, random));
  const misfits = candidates.map((design) => Math.abs(countsOf(design).numFaces - wanted));
  return candidates[misfits.indexOf(Math.min(...misfits))];
}

/** The designs by the key of each, given by its index; those without one are left out. */
function groupBy(
  designs: readonly SweptProgram[],
  keyOf: (index: number) => number | undefined,
): Map<number, SweptProgram[]> {
  const groups = new Map<number, SweptProgram[]>();
  for (const [i, design] of designs.entries()) {
    const key = keyOf(i);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(design);
    else groups.set(key, [design]);
  }
  return groups;
}
