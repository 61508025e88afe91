import { distanceFunction } from '../../../geometry/distance-function.ts';
import { refineCylinder } from '../../../geometry/fit-cylinder.ts';
import type { Surface, SurfaceOf } from '../../../geometry/surface.ts';
import type { Vec3 } from '../../../geometry/vector.ts';
import { gather } from '../curved/free-cloud.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import type { CloudFace } from '../types.ts';
import type { Candidate } from './candidate.ts';
import { circlesOf, type RatedCircle } from './find-circles.ts';
import { levelsAlong } from './find-levels.ts';
import { wallsOf } from './find-walls.ts';
import { type FreePoints, freePointsOf, without } from './free-points.ts';
import { type Projection, pointAtPlace, projectionAlong, tracesOf } from './projection.ts';

/** Few points tell a surface where their tolerance is below this share of the spacing. */
const EXACT = 0.05;

/** Directions along which surfaces are looked for, the most likely ones. */
const MOST_DIRECTIONS = 12;

/** More free points than this lie on something that no such surface explains, and take seconds to look at. */
const MOST_FREE = 800;

/** Radii of cylinders, in diagonals of the cloud. */
const MOST_RADIUS = 2;

/** Rounds in which what was found helps to find more. */
const ROUNDS = 6;

/** What is known beside the points. */
export type SparseSearch = {
  readonly faces: readonly CloudFace[];
  /** Unit directions that a part was likely drawn along. */
  readonly directions: readonly Vec3[];
  readonly expired: () => boolean;
};

/**
 * The surfaces of few points that exact points which lie on no face tell: planes square to known directions or along
 * them, and cylinders along them, none of them expected by chance. No point belongs to two. None where the points are
 * not exact.
 */
export function sparseFaces(local: LocalGeometry, { faces, directions, expired }: SparseSearch): CloudFace[] {
  if (local.tolerance > EXACT * local.spacing) return [];
  let left = freePointsOf(local, faces);
  const found: Candidate[] = [];
  for (let round = 0; round < ROUNDS && !expired(); round++) {
    if (left.free.length < 2 || left.free.length > MOST_FREE) break;
    const known = [...faces, ...found].map(({ surface }) => surface);
    const accepted = leastAccidental(left, candidatesOf(left, directions.slice(0, MOST_DIRECTIONS), known));
    if (accepted.length === 0) break;
    left = without(left, accepted);
    found.push(...accepted);
  }
  return found.map(({ surface, points }) => ({
    surface,
    points: Uint32Array.from(points).sort(),
    area: points.length * local.spacing ** 2,
  }));
}

function candidatesOf(left: FreePoints, directions: readonly Vec3[], known: readonly Surface[]): Candidate[] {
  const radii = distinct(
    known.flatMap((surface) => (surface.kind === 'cylinder' ? [surface.radius] : [])),
    left.tolerances[0],
  );
  const logProjections = Math.log(directions.length);
  return directions.flatMap((direction) => {
    const projection = projectionAlong(left, direction);
    const circles = circlesOf(projection, {
      traces: tracesOf(projection, known),
      radii,
      tolerances: left.tolerances,
      logProjections,
      mostRadius: MOST_RADIUS * left.diagonal,
    });
    return [
      ...levelsAlong(left, direction, logProjections),
      ...wallsOf(left, projection, logProjections),
      ...circles.map((rated) => cylinderOf(left, projection, rated)),
    ];
  });
}

/** Candidates of which none takes another's points, the least accidental first. */
function leastAccidental(left: FreePoints, candidates: readonly Candidate[]): Candidate[] {
  const taken = new Set<number>();
  const accepted: Candidate[] = [];
  for (const candidate of [...candidates].sort((a, b) => a.logFalseAlarms - b.logFalseAlarms)) {
    if (candidate.points.some((i) => taken.has(i))) continue;
    const { surface, logFalseAlarms } = candidate;
    const points =
      surface.kind === 'plane' ? candidate.points : pointsOn(left, surface).filter((i) => !taken.has(i));
    if (points.length < candidate.points.length) continue;
    for (const i of points) taken.add(i);
    accepted.push({ surface, points, logFalseAlarms });
  }
  return accepted;
}

function cylinderOf(
  { positions }: FreePoints,
  projection: Projection,
  { circle, members, logFalseAlarms }: RatedCircle,
): Candidate {
  const points = members.map((i) => projection.index[i]);
  const start: SurfaceOf<'cylinder'> = {
    kind: 'cylinder',
    origin: pointAtPlace(projection, circle.center),
    axis: projection.direction,
    radius: circle.radius,
  };
  const surface = refineCylinder(gather(positions, points), start, 'direction')?.surface ?? start;
  return { surface, points, logFalseAlarms };
}

function pointsOn({ positions: p, free, tolerances }: FreePoints, surface: Surface): number[] {
  const distance = distanceFunction(surface);
  const coarsest = tolerances[tolerances.length - 1];
  return [...free].filter((i) => distance(p[3 * i], p[3 * i + 1], p[3 * i + 2]) <= coarsest);
}

/** The values without those that are equal to others. */
function distinct(values: readonly number[], within: number): number[] {
  const kept: number[] = [];
  for (const value of values) if (!kept.some((other) => Math.abs(other - value) <= within)) kept.push(value);
  return kept;
}
