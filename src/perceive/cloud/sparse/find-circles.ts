import { type Circle, fitCircle } from '../../../geometry/fit-circle.ts';
import { logChance } from '../planes/chance.ts';
import { LOG_FALSE_ALARMS } from './candidate.ts';
import { logCoincidence } from './coincidence.ts';
import type { Projection, Traces } from './projection.ts';

/** A circle with the points of a projection that lie on it, and the logarithm of how many such chance would show. */
export type RatedCircle = {
  readonly circle: Circle;
  readonly members: readonly number[];
  readonly logFalseAlarms: number;
};

/** What is known when circles are looked for. */
export type CircleSearch = {
  readonly traces: Traces;
  /** Radii that other cylinders have. */
  readonly radii: readonly number[];
  /** Greatest distances from a circle, finest first. */
  readonly tolerances: readonly number[];
  /** Logarithm of how many projections are looked at. */
  readonly logProjections: number;
  readonly mostRadius: number;
};

/** Points nearest to a seed, in pairs of which circles are put through it. */
const THROUGH = 14;

/** Least height of the triangle that tells a circle, in finest tolerances. */
const BEND = 10;

/** Points up to this many tolerances from a circle tell how many lie on it by chance. */
const BESIDE = 10;

/**
 * For each seed the circle through it and two points near it that chance explains least, where it hardly does (a contrario
 * with the tolerance chosen by the points: Moisan and Stival, "A probabilistic criterion to detect rigid point matches",
 * 2004). Three points on a circle say nothing, further ones that lie on it do, and so does that it fits what is known.
 */
export function circlesOf(projection: Projection, search: CircleSearch): RatedCircle[] {
  const { places, near, nearCount } = projection;
  const count = places.length / 2;
  const through = Math.min(THROUGH, nearCount);
  const logTests = search.logProjections + Math.log(Math.max(1, (count * through * (through - 1)) / 6));
  const found: RatedCircle[] = [];
  for (let seed = 0; seed < count; seed++) {
    let best: RatedCircle | undefined;
    for (let j = 1; j < through; j++) {
      for (let i = 0; i < j; i++) {
        const circle = circleThrough(
          projection,
          seed,
          near[seed * nearCount + i],
          near[seed * nearCount + j],
          search,
        );
        if (!circle) continue;
        const rated = rate(projection, seed, circle, search, logTests);
        if (rated && rated.logFalseAlarms < (best?.logFalseAlarms ?? LOG_FALSE_ALARMS)) best = rated;
      }
    }
    if (best) found.push(best);
  }
  return found;
}

/** A circle, and how far it may be off as a multiple of how far its points are. */
type Guess = Circle & { readonly leverage: number };

function circleThrough(
  { places }: Projection,
  first: number,
  second: number,
  third: number,
  { tolerances, mostRadius }: CircleSearch,
): Guess | undefined {
  const x = places[2 * first];
  const y = places[2 * first + 1];
  const ax = places[2 * second] - x;
  const ay = places[2 * second + 1] - y;
  const bx = places[2 * third] - x;
  const by = places[2 * third + 1] - y;
  const aa = ax * ax + ay * ay;
  const bb = bx * bx + by * by;
  const twice = 2 * (ax * by - ay * bx);
  const longest = Math.sqrt(Math.max(aa, bb, (ax - bx) ** 2 + (ay - by) ** 2));
  const rise = Math.abs(twice) / (2 * longest);
  if (!(rise > BEND * tolerances[0])) return undefined;
  const cx = (by * aa - ay * bb) / twice;
  const cy = (ax * bb - bx * aa) / twice;
  const radius = Math.sqrt(cx * cx + cy * cy);
  if (!(radius <= mostRadius)) return undefined;
  return { center: [x + cx, y + cy], radius, leverage: Math.max(1, radius / rise) };
}

const members = new Uint32Array(97);

/** The circle with its points, if chance might not explain them. */
function rate(
  projection: Projection,
  seed: number,
  guess: Guess,
  search: CircleSearch,
  logTests: number,
): RatedCircle | undefined {
  const { near, nearCount } = projection;
  const coarsest = search.tolerances[search.tolerances.length - 1];
  // Points near the seed first: all are looked at only where those confirm the circle.
  let on = 0;
  members[on++] = seed;
  for (let j = 0; j < nearCount; j++) {
    const i = near[seed * nearCount + j];
    if (Math.abs(offCircle(projection, guess, i)) <= coarsest) members[on++] = i;
  }
  const { traces, radii, tolerances } = search;
  const extent = Math.max(projection.width, projection.height);
  const error = tolerances[0] * Math.max(2, guess.leverage);
  const logFit = logCoincidence(guess, traces, radii, error, extent);
  if (on < 4 && logFit === 0) return undefined;
  const logRest = logTests + logFit + Math.log(tolerances.length);
  const first = ratedOn(projection, guess, search, logRest);
  if (on < 5) return first;
  const fitted = circleOn(projection, members.subarray(0, on));
  const second = fitted && ratedOn(projection, fitted, search, logRest);
  return second && second.logFalseAlarms < first.logFalseAlarms ? second : first;
}

const offCircle = ({ places }: Projection, { center, radius }: Circle, i: number): number => {
  const x = places[2 * i] - center[0];
  const y = places[2 * i + 1] - center[1];
  return Math.sqrt(x * x + y * y) - radius;
};

function circleOn({ places }: Projection, on: ArrayLike<number>): Circle | undefined {
  const own = new Float64Array(2 * on.length);
  for (let k = 0; k < on.length; k++) {
    own[2 * k] = places[2 * on[k]];
    own[2 * k + 1] = places[2 * on[k] + 1];
  }
  return fitCircle(own);
}

/** The points on a circle, at the tolerance at which chance explains them least. */
export function ratedOn(
  projection: Projection,
  circle: Circle,
  { tolerances }: CircleSearch,
  logTests: number,
): RatedCircle {
  const { places, width, height } = projection;
  const count = places.length / 2;
  const length = Math.min(2 * Math.PI * circle.radius, 2 * (width + height));
  let best: RatedCircle = { circle, members: [], logFalseAlarms: Infinity };
  for (const tolerance of tolerances) {
    const on: number[] = [];
    let beside = 0;
    for (let i = 0; i < count; i++) {
      const off = Math.abs(offCircle(projection, circle, i));
      if (off <= tolerance) on.push(i);
      else if (off <= BESIDE * tolerance) beside++;
    }
    if (on.length < 3) continue;
    const even = (count * 2 * tolerance * length) / (width * height);
    const logFalseAlarms = logTests + logChance(on.length - 3, Math.max(even, beside / (BESIDE - 1)));
    if (logFalseAlarms < best.logFalseAlarms) best = { circle, members: on, logFalseAlarms };
  }
  return best;
}
