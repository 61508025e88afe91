import { boundsOf } from '../../geometry/mesh.ts';
import { solvePositiveDefinite } from '../../geometry/symmetric.ts';
import { normalsTell } from '../../perceive/cloud/assign-costs.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import type { Sweep } from '../../program/types.ts';
import { validateProgram } from '../../program/validate.ts';
import { type Association, associate } from './associate.ts';
import { designOf } from './design/design-of.ts';
import { featuresAt } from './design/features.ts';
import { distancesFrom, type FaceSource, facesOf, surfacesAt } from './design/surfaces.ts';
import type { Design } from './design/types.ts';
import { type Members, type NormalEquations, normalEquations, type Weight } from './normal-equations.ts';
import { pointNormals, pointSample } from './point-sample.ts';
import { sameSurfaces } from './same-surfaces.ts';
import { type SharedMembers, sharePoints } from './share-points.ts';
import { indexSweeps, type SweepIndex } from './sweep-index.ts';

/** Features fitted to a cloud, and how precisely the cloud tells their numbers. */
export type Refinement = {
  readonly features: readonly Sweep[];
  /** The features as decisions, their values, and how these may vary together. */
  readonly design: Design;
  readonly values: Float64Array;
  /** Covariance of the values, row by row. */
  readonly covariance: Float64Array;
  /** The standard deviation of a value that no point tells of. */
  readonly unknown: number;
  /** Of the points that lie on the features' faces; lengths. */
  readonly residuals: Residuals;
  /** False where no fit was better: the features are those given. */
  readonly moved: boolean;
};

export type Residuals = {
  readonly rms: number;
  readonly p95: number;
  readonly max: number;
  /** Share of the points that lie on a face. */
  readonly explained: number;
};

/**
 * A round of the fit: points within `gate` of a face are taken for its own, those within `clearance` of another are
 * not; both in tolerances. The first reaches as far as features may be off, the last is exact.
 */
type Round = {
  readonly gate: number;
  readonly clearance: number;
  readonly points: number;
  readonly steps: number;
};
const ROUNDS: readonly Round[] = [
  { gate: 6, clearance: 1, points: 10_000, steps: 6 },
  { gate: 3, clearance: 1.5, points: 20_000, steps: 5 },
  { gate: 1.5, clearance: 1.5, points: 100_000, steps: 5 },
];
/** The last rounds of noisy clouds, in which points are shared: until nothing moves by this share of the noise. */
const SHARED = { steps: 6, converged: 0.01 };
/** Numbers that no point tells of keep their value; they count as known to this many tolerances. */
const UNKNOWN = 20;
/** Steps of less than this share of the noise's own effect are not worth another. */
const CONVERGED = 0.01;
/** Tukey's biweight and Huber's weight at 95% efficiency, in standard deviations. */
const TUKEY = 4.685;
const HUBER = 1.345;
/** Median of the distances of normally distributed residuals, per standard deviation. */
const MEDIAN = 0.6745;
/** The noise is taken to be no less than this share of the tolerance while faces are still being moved. */
const LEAST_NOISE = 0.1;
/** ... and at last than this share of the part's diagonal: rounding of the arithmetic. */
const ROUNDING = 1e-9;
/** Of its points a face uses the clear ones if they are at least this share, otherwise all. */
const CLEAR = 0.2;

/**
 * Moves all numbers of the features at once to where they fit the cloud best: robust least squares on the distances of
 * points from the surfaces that the features sweep, by Gauss-Newton on the designer's decisions (see `designOf`).
 * Points are given to the nearest face again in each round. Returns the start where no fit is better, or none is valid.
 */
export function refineProgram(
  features: readonly Sweep[],
  perceived: PerceivedCloud,
  { expired }: { readonly expired: () => boolean },
): Refinement {
  const bounds = boundsOf(perceived.positions);
  const design = designOf(features, bounds, perceived.tolerance);
  const problem: Problem = { design, faces: facesOf(design), perceived, normals: pointNormals(perceived) };
  const start = Float64Array.from(design.variables, (variable) => variable.start);
  let fit: Fit = { values: start, noise: perceived.noise, equations: undefined };
  for (const round of ROUNDS) {
    if (expired()) break;
    fit = fitRound(problem, fit.values, round) ?? fit;
  }
  const [before, after] = [start, fit.values].map((values) => misfit(featuresAt(design, values), problem));
  if (after > before) fit = { ...fit, values: start };
  if (normalsTell(perceived) && !expired()) fit = sharedFit(problem, fit);
  const fitted = featuresAt(design, fit.values);
  const moved = fit.values !== start && validateProgram({ unit: 'mm', features: fitted }).length === 0;
  const values = moved ? fit.values : start;
  const chosen = moved ? fitted : features;
  return {
    features: chosen,
    design,
    values,
    covariance: covarianceOf(problem, fit),
    unknown: UNKNOWN * perceived.tolerance,
    residuals: residualsOf(chosen, problem),
    moved,
  };
}

type Problem = {
  readonly design: Design;
  readonly faces: readonly FaceSource[];
  readonly perceived: PerceivedCloud;
  readonly normals: Float64Array;
};

type Fit = {
  readonly values: Float64Array;
  readonly noise: number;
  readonly equations: NormalEquations | undefined;
};

/** One association and the steps that follow from it; undefined where the equations cannot be solved. */
function fitRound(problem: Problem, from: Float64Array, round: Round): Fit | undefined {
  const { design, faces, perceived } = problem;
  const { positions, tolerance } = perceived;
  const sample = pointSample(perceived, round.points);
  const gate = round.gate * tolerance;
  const members = membersOf(
    sample,
    associated(
      problem,
      indexSweeps(featuresAt(design, from), faces),
      from,
      sample,
      gate,
      round.clearance * tolerance,
    ),
    faces.length,
  );
  const last = round === ROUNDS.at(-1);
  const least = last ? ROUNDING * design.reach : LEAST_NOISE * tolerance;
  let values = from;
  let fit: Fit | undefined;
  for (let step = 0; step < round.steps; step++) {
    const noise = Math.max(least, scaleOf(problem, values, members));
    const weight =
      last && step > 0 ? tukey(TUKEY * Math.max(noise, LEAST_NOISE * tolerance)) : huber(HUBER * noise);
    const equations = normalEquations(design, faces, values, positions, members, noise, weight);
    fit = { values, noise, equations };
    const move = solveStep(equations, UNKNOWN * tolerance);
    if (!move) return fit;
    const longest = move.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    // A step beyond what points can be associated over is not to be believed.
    const shorten = Math.min(1, gate / longest);
    values = values.map((value, j) => value + shorten * move[j]);
    fit = { ...fit, values };
    if (longest < CONVERGED * noise * Math.sqrt(1 / Math.max(1, members.members.length))) break;
  }
  return fit;
}

/**
 * The fit without the bias of giving each point to one face. Faces with enough clear points keep to these, which are not
 * biased, and hold where a scan is not as even, and its edges not as sharp, as shares suppose; narrow ones have shares of all.
 */
function sharedFit(problem: Problem, from: Fit): Fit {
  const { design, faces, perceived } = problem;
  const { positions, tolerance } = perceived;
  const { gate, clearance, points } = ROUNDS[ROUNDS.length - 1];
  const sample = pointSample(perceived, points);
  let fit = from;
  for (let step = 0; step < SHARED.steps; step++) {
    const sweeps = indexSweeps(featuresAt(design, fit.values), faces);
    const association = associated(
      problem,
      sweeps,
      fit.values,
      sample,
      gate * tolerance,
      clearance * tolerance,
    );
    const isClear = clearFaces(association, faces.length);
    if (isClear.every((clear) => clear === 1)) return fit;
    const shared = sharePoints(sweeps, positions, sample, faces.length, fit.noise);
    const members = withClear(sample, association, isClear, shared);
    const weight: Weight = (_, i) => members.weights[i];
    const equations = normalEquations(design, faces, fit.values, positions, members, fit.noise, weight);
    const move = solveStep(equations, UNKNOWN * tolerance);
    const longest = move?.reduce((most, x) => Math.max(most, Math.abs(x)), 0) ?? Infinity;
    if (!move || longest > tolerance) return fit;
    fit = { ...fit, equations, values: fit.values.map((value, j) => value + move[j]) };
    if (longest < SHARED.converged * fit.noise) break;
  }
  return fit;
}

/** Which face each point of the sample lies on. */
function associated(
  { faces, design, perceived, normals }: Problem,
  sweeps: readonly SweepIndex[],
  values: Float64Array,
  sample: Uint32Array,
  gate: number,
  clearance: number,
): Association {
  const surfaceOf = sameSurfaces(surfacesAt(design, faces, values), design.reach);
  return associate(sweeps, perceived.positions, sample, { gate, clearance, normals, surfaceOf });
}

/** Sorts points by face, leaving out those that are not clear where enough are. */
function membersOf(sample: Uint32Array, association: Association, faceCount: number): Members {
  const { face, clear } = association;
  const clearOnly = clearFaces(association, faceCount);
  const first = new Uint32Array(faceCount + 1);
  for (let i = 0; i < sample.length; i++)
    if (face[i] >= 0 && (clear[i] || !clearOnly[face[i]])) first[face[i] + 1]++;
  for (let f = 0; f < faceCount; f++) first[f + 1] += first[f];
  const members = new Uint32Array(first[faceCount]);
  const filled = first.slice();
  for (let i = 0; i < sample.length; i++) {
    if (face[i] >= 0 && (clear[i] || !clearOnly[face[i]])) members[filled[face[i]]++] = sample[i];
  }
  return { members, first };
}

/** 1 for each face of which enough points are clear. */
function clearFaces({ face, clear }: Association, faceCount: number): Uint8Array {
  const all = new Uint32Array(faceCount);
  const cleared = new Uint32Array(faceCount);
  for (let i = 0; i < face.length; i++) {
    if (face[i] < 0) continue;
    all[face[i]]++;
    cleared[face[i]] += clear[i];
  }
  return Uint8Array.from(cleared, (count, f) => (count >= CLEAR * all[f] ? 1 : 0));
}

/** The clear points of faces that have enough of them, with full weight, and shares of the points of the others. */
function withClear(
  sample: Uint32Array,
  association: Association,
  isClear: Uint8Array,
  shared: SharedMembers,
): SharedMembers {
  const own = membersOf(sample, association, isClear.length);
  const first = new Uint32Array(isClear.length + 1);
  const partsOf = (f: number) => {
    const { members, first } = isClear[f] ? own : shared;
    return { from: first[f], to: first[f + 1], members };
  };
  for (let f = 0; f < isClear.length; f++) first[f + 1] = first[f] + partsOf(f).to - partsOf(f).from;
  const members = new Uint32Array(first[isClear.length]);
  const weights = new Float64Array(members.length).fill(1);
  for (let f = 0; f < isClear.length; f++) {
    const { from, to, members: all } = partsOf(f);
    members.set(all.subarray(from, to), first[f]);
    if (!isClear[f]) weights.set(shared.weights.subarray(from, to), first[f]);
  }
  return { members, first, weights };
}

/** Distances of members from their faces. */
function residualsAt(
  { design, faces, perceived }: Problem,
  values: Float64Array,
  { members, first }: Members,
): Float64Array {
  const surfaces = surfacesAt(design, faces, values);
  const residuals = new Float64Array(members.length);
  for (let f = 0; f < faces.length; f++) {
    distancesFrom(surfaces, f, perceived.positions, members, first[f], first[f + 1], residuals);
  }
  return residuals;
}

/** Standard deviation of residuals by their median, which outliers do not reach. */
function scaleOf(problem: Problem, values: Float64Array, members: Members): number {
  const distances = residualsAt(problem, values, members).map(Math.abs).sort();
  return distances.length === 0 ? 0 : distances[distances.length >> 1] / MEDIAN;
}

const huber =
  (limit: number): Weight =>
  (residual) =>
    Math.min(1, limit / Math.abs(residual));

const tukey =
  (limit: number): Weight =>
  (residual) => {
    const t = (residual / limit) ** 2;
    return t >= 1 ? 0 : (1 - t) ** 2;
  };

/** The equations' matrix with what is known without any point: each variable to `unknown`. */
function damped({ matrix, gradient }: NormalEquations, unknown: number): Float64Array {
  const size = gradient.length;
  const sum = matrix.slice();
  for (let j = 0; j < size; j++) sum[size * j + j] += 1 / unknown ** 2;
  return sum;
}

function solveStep(equations: NormalEquations, unknown: number): Float64Array | undefined {
  const right = equations.gradient.map((x) => -x);
  return solvePositiveDefinite(damped(equations, unknown), right, right.length);
}

/** How the fitted values may vary: the inverse of the equations' matrix. */
function covarianceOf({ perceived }: Problem, { values, equations }: Fit): Float64Array {
  const size = values.length;
  const covariance = new Float64Array(size * size);
  const unknown = UNKNOWN * perceived.tolerance;
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    const column = equations && solvePositiveDefinite(damped(equations, unknown), unit, size);
    for (let k = 0; k < size; k++) covariance[size * k + j] = column ? column[k] : j === k ? unknown ** 2 : 0;
  }
  return covariance;
}

/** Points by which features are compared, and the distance, in tolerances, beyond which a point is just unexplained. */
const JUDGES = 20_000;
const UNEXPLAINED = 3;

/** Mean squared distance of points from the features' faces, that of unexplained ones limited. */
function misfit(features: readonly Sweep[], problem: Problem): number {
  const { distances, total, limit } = distancesTo(features, problem);
  const explained = distances.reduce((sum, distance) => sum + distance ** 2, 0);
  return (explained + (total - distances.length) * limit ** 2) / Math.max(1, total);
}

function residualsOf(features: readonly Sweep[], problem: Problem): Residuals {
  const { distances, total } = distancesTo(features, problem);
  distances.sort();
  const count = distances.length;
  if (count === 0) return { rms: 0, p95: 0, max: 0, explained: 0 };
  const rms = Math.sqrt(distances.reduce((sum, distance) => sum + distance ** 2, 0) / count);
  return {
    rms,
    p95: distances[Math.floor(0.95 * count)],
    max: distances[count - 1],
    explained: count / total,
  };
}

/** Distances of those points of a sample that lie on a face of the features. */
function distancesTo(features: readonly Sweep[], { faces, perceived, normals }: Problem) {
  const sample = pointSample(perceived, JUDGES);
  const limit = UNEXPLAINED * perceived.tolerance;
  const surfaceOf = Int32Array.from(faces, (_, f) => f);
  const options = { gate: limit, clearance: 0, normals, surfaceOf };
  const { face, distance } = associate(indexSweeps(features, faces), perceived.positions, sample, options);
  return { distances: distance.filter((_, i) => face[i] >= 0), total: sample.length, limit };
}
