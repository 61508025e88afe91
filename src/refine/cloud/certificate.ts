import { boundsOf, diagonalOf, type Mesh } from '../../geometry/mesh.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { nearestOnSurface } from './nearest-on-surface.ts';
import { pointSample } from './point-sample.ts';
import { supportedShare, supportOf } from './support.ts';

/** What a result promises about the points that it was made from. Lengths in the cloud's unit. */
export type Certificate = {
  /** Whether the result's surface comes within the tolerance of the points everywhere, single outliers apart. */
  readonly withinTolerance: boolean;
  readonly tolerance: number;
  /** Where it is farthest from several points that lie together, and how far from half of them at least. */
  readonly worst: { readonly distance: number; readonly place: Vec3 };
  /** Share of the points within the tolerance. */
  readonly explained: number;
  /** Share of the result's surface that has points near it, and that has not: its shape there is an assumption. */
  readonly supported: number;
  readonly assumed: number;
};

/**
 * The tolerance unless one is given: this many standard deviations of the noise, but no less and no more than these
 * shares of the diagonal. Within more, points that lie on no surface would seem explained.
 */
const NOISES = 5;
const SHARES = { least: 1e-3, most: 0.015 };
/** Share of the points that must lie within the tolerance: the others are outliers. */
const EXPLAINED = 0.99;
const POINTS = 100_000;
const SAMPLES = 10_000;
/** Side, in spacings, of the cubes in which points lie together, and the fewest points of one that are evidence. */
const TOGETHER = 4;
const FEWEST = 4;

/** The tolerance that a cloud's own noise allows. */
function certifiableTolerance({ noise, positions }: PerceivedCloud): number {
  const diagonal = diagonalOf(boundsOf(positions));
  return Math.min(SHARES.most * diagonal, Math.max(NOISES * noise, SHARES.least * diagonal));
}

/** Certifies how well the tessellated surface of a result keeps to a cloud. */
export function certify(
  perceived: PerceivedCloud,
  mesh: Mesh,
  tolerance = certifiableTolerance(perceived),
): Certificate {
  const sample = pointSample(perceived, POINTS);
  const { distances } = nearestOnSurface(perceived.positions, sample, mesh);
  const explained =
    distances.reduce((count, distance) => count + (distance <= tolerance ? 1 : 0), 0) /
    Math.max(1, distances.length);
  const worst = worstPlace(perceived, sample, distances);
  const supported = supportedShare(supportOf(perceived, mesh, SAMPLES));
  return {
    withinTolerance: explained >= EXPLAINED && worst.distance <= tolerance,
    tolerance,
    worst,
    explained,
    supported,
    assumed: 1 - supported,
  };
}

/** The cube of points whose lower median distance is greatest; without any cube of enough points the farthest point. */
function worstPlace(
  { positions, spacing }: PerceivedCloud,
  sample: Uint32Array,
  distances: Float64Array,
): Certificate['worst'] {
  const thinned = Math.sqrt(positions.length / 3 / Math.max(1, sample.length));
  const side = TOGETHER * spacing * thinned;
  const cubes = new Map<string, number[]>();
  sample.forEach((point, i) => {
    const key = [0, 1, 2].map((k) => Math.floor(positions[3 * point + k] / side)).join();
    const cube = cubes.get(key);
    if (cube) cube.push(i);
    else cubes.set(key, [i]);
  });
  const enough = [...cubes.values()].filter((cube) => cube.length >= FEWEST);
  const medians = enough.map((cube) => {
    const ordered = cube.sort((a, b) => distances[a] - distances[b]);
    return ordered[(ordered.length - 1) >> 1];
  });
  const candidates = medians.length > 0 ? medians : [...distances.keys()];
  const worst = candidates.reduce(
    (most, i) => (distances[i] > distances[most] ? i : most),
    candidates[0] ?? 0,
  );
  const at = 3 * (sample[worst] ?? 0);
  return {
    distance: distances[worst] ?? 0,
    place: [positions[at], positions[at + 1], positions[at + 2]],
  };
}
