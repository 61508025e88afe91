import { CadtraceError } from '../../errors.ts';
import type { Random } from '../../geometry/random.ts';
import type { SweptProgram } from '../../program/types.ts';
import {
  countsOf,
  type DesignCounts,
  estimateSolid,
  type SketchPlane,
  type SolidCounts,
} from './design-counts.ts';

/** Values and how probable each is, as many as there are values; the probabilities add up to 1. */
export type Distribution<T = number> = readonly [values: readonly T[], probabilities: readonly number[]];

/** The distributions of a collection of designs, under the names of the Fusion 360 Gym. */
export type Distributions = {
  readonly sketchPlane: Distribution<SketchPlane>;
  readonly numFaces: Distribution;
  readonly numExtrusions: Distribution;
  readonly lengthSequences: Distribution;
  readonly numCurves: Distribution;
  readonly numBodies: Distribution;
  readonly sketchAreas: Distribution;
  readonly profileAreas: Distribution;
};

export type DistributionName = keyof Distributions;

/** One value of each distribution that was asked for. */
export type SampledParameters<Name extends DistributionName = DistributionName> = {
  readonly [N in Name]: Distributions[N][0][number];
};

/** A histogram's equal bins from `from` to `to`, each of which stands for its lower or upper end. */
type Bins = {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly end: 'lower' | 'upper';
};

/** The bins of the Gym's published client; the paper (A.2.4) names the distributions only. Areas in cm2. */
const BINS = {
  numFaces: { from: 0, to: 100, count: 25, end: 'upper' },
  numExtrusions: { from: 0, to: 16, count: 16, end: 'lower' },
  lengthSequences: { from: 0, to: 21, count: 21, end: 'lower' },
  numCurves: { from: 0, to: 100, count: 25, end: 'upper' },
  numBodies: { from: 0, to: 11, count: 11, end: 'lower' },
  sketchAreas: { from: 0, to: 500, count: 25, end: 'upper' },
  profileAreas: { from: 0, to: 100, count: 25, end: 'upper' },
} as const satisfies Partial<Record<DistributionName, Bins>>;

const PLANES: readonly SketchPlane[] = ['XY', 'XZ', 'YZ'];

/** Areas outside of these, in cm2, are taken for mistakes, as the Gym does. */
const AREA_LIMITS = { above: 1, below: 5000 };

/**
 * The distributions of the designs that pass the filter (Fusion 360 Gallery, A.2.4, `get_distributions`): starting
 * plane, faces, extrusions, steps, curves, bodies, areas of sketches and of profiles. Values outside a histogram's range
 * are left out. `solidOf` gives faces and bodies as a kernel measured them; without it they are estimated from the
 * steps. Throws `input-empty` when no design passes or none has a value in range.
 */
export function getDistributions(
  designs: readonly SweptProgram[],
  filter: (design: SweptProgram) => boolean = () => true,
  solidOf: (design: SweptProgram) => SolidCounts = estimateSolid,
): Distributions {
  return distributionsOf(designs.filter(filter).map((design) => countsOf(design, solidOf(design))));
}

/** The distributions of designs that were counted before. */
export function distributionsOf(counts: readonly DesignCounts[]): Distributions {
  const histogram = (name: keyof typeof BINS): Distribution =>
    binned(name, BINS[name], counts.flatMap((design) => design[name]).filter(isSound(name)));
  return {
    sketchPlane: [
      PLANES,
      shares(
        'sketchPlane',
        PLANES.map((plane) => counts.filter(({ sketchPlane }) => sketchPlane === plane).length),
      ),
    ],
    numFaces: histogram('numFaces'),
    numExtrusions: histogram('numExtrusions'),
    lengthSequences: histogram('lengthSequences'),
    numCurves: histogram('numCurves'),
    numBodies: histogram('numBodies'),
    sketchAreas: histogram('sketchAreas'),
    profileAreas: histogram('profileAreas'),
  };
}

/** The value that stands for the bin of a count in its distribution, or undefined outside its range. */
export function binOf(name: keyof typeof BINS, value: number): number | undefined {
  const { from, to, count, end } = BINS[name];
  if (!(value >= from && value <= to)) return undefined;
  const width = (to - from) / count;
  // The last bin holds its upper end, as numpy's histograms do.
  const bin = Math.min(count - 1, Math.floor((value - from) / width));
  return from + (bin + (end === 'upper' ? 1 : 0)) * width;
}

/**
 * Draws each of the named parameters, all of them by default, from its own distribution, independently (Fusion 360
 * Gallery, A.2.4, `distribution_sampling`).
 */
export function distributionSampling<Name extends DistributionName = DistributionName>(
  distributions: Distributions,
  random: Random,
  parameters: readonly Name[] = Object.keys(distributions) as Name[],
): SampledParameters<Name> {
  const drawn = parameters.map((name) => [name, drawFrom<unknown>(distributions[name], random)] as const);
  return Object.fromEntries(drawn) as SampledParameters<Name>;
}

/** One value of a distribution. */
export function drawFrom<T>([values, probabilities]: Distribution<T>, random: Random): T {
  let rest = random.uniform(0, 1);
  const index = probabilities.findIndex((probability) => (rest -= probability) < 0);
  return values[index < 0 ? values.length - 1 : index];
}

/**
 * The total variation distance of two distributions over the same values: half the sum of the differences of their
 * probabilities, 0 for equal ones and 1 for ones that share nothing. Throws RangeError for other values.
 */
export function distributionDistance<T>([values, p]: Distribution<T>, [others, q]: Distribution<T>): number {
  if (values.length !== others.length || values.some((value, i) => value !== others[i])) {
    throw new RangeError('Only distributions over the same values can be compared.');
  }
  return p.reduce((total, probability, i) => total + Math.abs(probability - q[i]), 0) / 2;
}

const isSound =
  (name: DistributionName) =>
  (value: number): boolean =>
    !name.endsWith('Areas') || (value > AREA_LIMITS.above && value < AREA_LIMITS.below);

function binned(
  name: keyof typeof BINS,
  { from, to, count, end }: Bins,
  values: readonly number[],
): Distribution {
  const width = (to - from) / count;
  const labels = Array.from({ length: count }, (_, i) => from + (i + (end === 'upper' ? 1 : 0)) * width);
  const counts = new Map(labels.map((label) => [label, 0]));
  for (const value of values) {
    const label = binOf(name, value);
    if (label !== undefined) counts.set(label, counts.get(label)! + 1);
  }
  return [labels, shares(name, [...counts.values()])];
}

function shares(name: DistributionName, counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0)
    throw new CadtraceError('input-empty', `no design has a value for the distribution of ${name}`);
  return counts.map((count) => count / total);
}
