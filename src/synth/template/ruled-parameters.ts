import { featureRow, LEVELS, TYPE } from '../../formats/sim-gallery/feature-matrix.ts';
import { signedLevel } from '../../formats/sim-gallery/levels.ts';
import type { Random } from '../../geometry/random.ts';
import { cross2, distance2, type Vec2 } from '../../geometry/vector.ts';
import type { Parameters } from './parameters.ts';
import type { CurveType } from './sequences.ts';

const ORIGIN = signedLevel(0);

/** Levels of each sign: half of all. Lengths here are in levels of coordinates and depths. */
const REACH = LEVELS / 2;

const SHALLOWEST = REACH / 8;
const SHORTEST_SIDE = REACH / 4;
const SHARPEST_CORNER = Math.PI / 7;
const LONGEST_CHORD = Math.SQRT2 * LEVELS;

/**
 * Parameters by design rules (Image2CADSeq, section 5.1), for shapes that a person might draw and whose parameters
 * depend on each other. The paper states one of its rules, and that without a formula:
 *
 * 1. The depth of a circle follows from its centre: here half of |x| + |y|, but at least an eighth of the reach.
 *
 * The others are ours, in its spirit (section 6.1: designs that are feasible, numbers that depend on each other):
 *
 * 2. The depth of a path follows from its first corner in the same way. All depths are positive.
 * 3. A circle lies within the square of the coordinates and takes at least half of the room that its centre leaves.
 * 4. The corners of a path run counter-clockwise, no side is shorter than a quarter of the reach, and no corner sharper
 *    than a seventh of half a turn.
 * 5. Arcs bulge outward, the more the longer their chord: by a quarter of a turn over the square's diagonal.
 */
export const ruledParameters = (random: Random, curves: readonly CurveType[]): Parameters | undefined =>
  curves[0] === TYPE.circle ? ruledCircle(random) : ruledPath(random, curves);

function ruledCircle(random: Random): Parameters {
  const farthest = REACH - SHALLOWEST;
  const center: Vec2 = [random.integer(-farthest, farthest), random.integer(-farthest, farthest)];
  const room = REACH - Math.max(...center.map(Math.abs));
  // Level k of a radius is (k + 1) / 256: steps are half as long as those of coordinates.
  const radius = random.integer(room, 2 * room) - 1;
  const curve = featureRow(TYPE.circle, { x: ORIGIN + center[0], y: ORIGIN + center[1], radius });
  return { curves: [curve], depth: depthAt(center) };
}

/** The triangle of the origin and two more corners; undefined when a side is short or a corner sharp. */
function ruledPath(random: Random, curves: readonly CurveType[]): Parameters | undefined {
  const corner = (): Vec2 => [random.integer(-REACH, REACH - 1), random.integer(-REACH, REACH - 1)];
  const [a, b] = [corner(), corner()];
  const corners: Vec2[] = cross2(a, b) > 0 ? [[0, 0], a, b] : [[0, 0], b, a];
  if (corners.some((_, i) => !goodCorner(corners, i))) return undefined;
  const rows = curves.map((type, i) => {
    const to = corners[(i + 1) % corners.length];
    const sweep = ORIGIN + Math.round(((REACH / 2) * distance2(corners[i], to)) / LONGEST_CHORD);
    return featureRow(type, { x: ORIGIN + to[0], y: ORIGIN + to[1], sweep });
  });
  return { curves: rows, depth: depthAt(corners[1]) };
}

/** Rule 4 at corner i of a triangle and for the side that begins there. */
function goodCorner(corners: readonly Vec2[], i: number): boolean {
  const [at, next, last] = [0, 1, 2].map((k) => corners[(i + k) % 3]);
  const out: Vec2 = [next[0] - at[0], next[1] - at[1]];
  const back: Vec2 = [last[0] - at[0], last[1] - at[1]];
  const angle = Math.atan2(cross2(out, back), out[0] * back[0] + out[1] * back[1]);
  return Math.hypot(...out) >= SHORTEST_SIDE && angle >= SHARPEST_CORNER;
}

/** Rules 1 and 2: the level of the depth that goes with a point of the sketch. */
function depthAt([x, y]: Vec2): number {
  const depth = Math.round((Math.abs(x) + Math.abs(y)) / 2);
  return ORIGIN + Math.min(Math.max(depth, SHALLOWEST), REACH - 1);
}
