import { CadtraceError } from '../../errors.ts';
import { type Random, seededRandom } from '../../geometry/random.ts';
import { type CloudMetric, prepareCloud } from './cloud-distance.ts';
import { coverage } from './coverage.ts';
import { jensenShannonDivergence } from './jensen-shannon-divergence.ts';
import { minimumMatchingDistance } from './minimum-matching-distance.ts';
import { nearestClouds } from './nearest-clouds.ts';

/** Img2CADSeq's evaluation (appendix A): 3,000 valid samples against 1,000 of the test set, ten times. */
const REFERENCES = 1000;
const REPETITIONS = 10;

/** How a set of generated clouds compares with a set of references. */
export type CloudSetFigures = {
  /** Mean distance of the references from the nearest generated cloud. */
  readonly mmd: number;
  /** Mean distance of the generated clouds from the nearest reference. */
  readonly mmdOfGenerated: number;
  readonly coverage: number;
  /** x 100 */
  readonly jsd: number;
};

export type CloudSetOptions = {
  readonly seed: number;
  /** `euclidean` as Img2CADSeq defines its Chamfer distance, `squared` to compare with BrepGen's and DeepCAD's tables. */
  readonly metric: CloudMetric;
  /** References in each draw, and draws: 1,000 and 10 as in the paper if not given. */
  readonly references?: number;
  readonly repetitions?: number;
};

/**
 * MMD, coverage and JSD of Img2CADSeq (appendices A and A.3; factor of its table 3), with the scheme of BrepGen that it
 * follows: `references` clouds are drawn from the reference set without putting back, all generated clouds are compared
 * with them, and the figures are averages over `repetitions` draws; a set no larger than a draw is taken whole, once.
 * More generated clouds per reference cover more: the paper's are three to one, so give 3,000. Clouds are flat x, y, z
 * points as `unitCloud` makes them. 1,000 clouds against 1,000 of 2,000 points take about two minutes of one core, the
 * paper's scheme in full about half an hour; each cloud takes 0.1 MB of memory.
 * Throws `input-empty` when a set or a cloud has nothing in it.
 */
export function cloudSetFigures(
  generated: readonly Float64Array[],
  reference: readonly Float64Array[],
  { seed, metric, references = REFERENCES, repetitions = REPETITIONS }: CloudSetOptions,
): CloudSetFigures {
  assertClouds(generated, 'generated');
  assertClouds(reference, 'reference');
  const draws =
    reference.length <= references
      ? [reference.map((_, i) => i)]
      : Array.from({ length: repetitions }, (_, i) =>
          drawnIndices(reference.length, references, seededRandom(seed, i)),
        );
  // Only references that some draw has, numbered anew.
  const drawn = [...new Set(draws.flat())];
  const numberOf = new Map(drawn.map((index, number) => [index, number]));
  const subsets = draws.map((draw) => draw.map((index) => numberOf.get(index)!));
  const ours = generated.map(prepareCloud);
  const theirs = drawn.map((index) => prepareCloud(reference[index]));
  const all = [ours.map((_, i) => i)];
  const nearestGenerated = theirs.map((cloud) => nearestClouds(cloud, ours, all, metric)[0]);
  const nearestReferences = ours.map((cloud) => nearestClouds(cloud, theirs, subsets, metric));
  const figures = subsets.map((subset, draw): CloudSetFigures => {
    const ofGenerated = nearestReferences.map((nearest) => nearest[draw]);
    return {
      mmd: minimumMatchingDistance(subset.map((number) => nearestGenerated[number])),
      mmdOfGenerated: minimumMatchingDistance(ofGenerated),
      coverage: coverage(ofGenerated, subset.length),
      jsd:
        100 *
        jensenShannonDivergence(
          generated,
          draws[draw].map((index) => reference[index]),
        ),
    };
  });
  const mean = (value: (each: CloudSetFigures) => number): number =>
    figures.reduce((sum, each) => sum + value(each), 0) / figures.length;
  return {
    mmd: mean((each) => each.mmd),
    mmdOfGenerated: mean((each) => each.mmdOfGenerated),
    coverage: mean((each) => each.coverage),
    jsd: mean((each) => each.jsd),
  };
}

function assertClouds(clouds: readonly Float64Array[], name: string): void {
  const empty = clouds.findIndex((cloud) => cloud.length === 0);
  if (clouds.length > 0 && empty < 0) return;
  throw new CadtraceError('input-empty', `there are no points to compare; leave out parts without surface`, {
    where: clouds.length === 0 ? `${name} clouds` : `${name} cloud ${empty}`,
  });
}

/** `count` of the indices below `size`, each set of them as likely (the first steps of a Fisher-Yates shuffle). */
function drawnIndices(size: number, count: number, random: Random): number[] {
  const indices = Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < count; i++) {
    const j = random.integer(i, size - 1);
    [indices[i], indices[j]] = [indices[j], indices[i]];
  }
  return indices.slice(0, count);
}
