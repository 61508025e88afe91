import { refineCylinder } from '../../../geometry/fit-cylinder.ts';
import { distanceFunction } from '../../../geometry/distance-function.ts';
import type { Surface, SurfaceOf } from '../../../geometry/surface.ts';
import type { Vec3 } from '../../../geometry/vector.ts';
import { gather } from '../curved/free-cloud.ts';
import type { FoundSurface } from '../curved/find-curved.ts';
import type { LocalGeometry } from '../local/local-geometry.ts';
import type { CloudFace } from '../types.ts';
import { circlesOf, type RatedCircle } from './find-circles.ts';
import { type FreePoints, freePointsOf, without } from './free-points.ts';
import { pointAtPlace, type Projection, projectionAlong, tracesOf } from './projection.ts';

/** Few points tell a surface where their tolerance is below this share of the spacing. */
const EXACT = 0.05;

/** Directions along which surfaces are looked for, the most likely ones. */
const MOST_DIRECTIONS = 6;

/** More free points than this lie on something that no such surface explains. */
const MOST_FREE = 1500;

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
 * The surfaces of few points that exact points which lie on no face tell: cylinders along known directions, none of them
 * expected by chance. No point belongs to two. None where the points are not exact.
 */
export function sparseFaces(
  local: LocalGeometry,
  { faces, directions, expired }: SparseSearch,
): CloudFace[] {
  if (local.tolerance > EXACT * local.spacing) return [];
  let left = freePointsOf(local, faces);
  const found: FoundSurface[] = [];
  for (let round = 0; round < ROUNDS && !expired(); round++) {
    if (left.free.length < 3 || left.free.length > MOST_FREE) break;
    const known = [...faces, ...found].map(({ surface }) => surface);
    const cylinders = cylindersOf(left, directions.slice(0, MOST_DIRECTIONS), known);
    if (cylinders.length === 0) break;
    for (const cylinder of cylinders) left = without(left, cylinder.points);
    found.push(...cylinders);
  }
  return found.map((face) => ({ ...face, area: face.points.length * local.spacing ** 2 }));
}

/** Cylinders along the directions of which none takes another's points, the least accidental first. */
function cylindersOf(
  left: FreePoints,
  directions: readonly Vec3[],
  known: readonly Surface[],
): FoundSurface[] {
  const radii = distinct(known.flatMap((surface) => (surface.kind === 'cylinder' ? [surface.radius] : [])), left);
  const candidates: { projection: Projection; rated: RatedCircle }[] = [];
  for (const direction of directions) {
    const projection = projectionAlong(left, direction);
    const search = {
      traces: tracesOf(projection, known),
      radii,
      tolerances: left.tolerances,
      logProjections: Math.log(directions.length),
      mostRadius: MOST_RADIUS * left.diagonal,
    };
    for (const rated of circlesOf(projection, search)) candidates.push({ projection, rated });
  }
  candidates.sort((a, b) => a.rated.logFalseAlarms - b.rated.logFalseAlarms);
  const taken = new Set<number>();
  const found: FoundSurface[] = [];
  for (const { projection, rated } of candidates) {
    const own = rated.members.map((i) => projection.index[i]);
    if (own.some((i) => taken.has(i))) continue;
    const cylinder = cylinderOn(left, projection, rated, own);
    const points = cylinder && pointsOn(left, cylinder).filter((i) => !taken.has(i));
    if (!points || points.length < own.length) continue;
    for (const i of points) taken.add(i);
    found.push({ surface: cylinder, points });
  }
  return found;
}

function cylinderOn(
  { positions }: FreePoints,
  projection: Projection,
  { circle }: RatedCircle,
  own: readonly number[],
): SurfaceOf<'cylinder'> | undefined {
  const start: SurfaceOf<'cylinder'> = {
    kind: 'cylinder',
    origin: pointAtPlace(projection, circle.center),
    axis: projection.direction,
    radius: circle.radius,
  };
  return refineCylinder(gather(positions, own), start, 'direction')?.surface ?? start;
}

function pointsOn({ positions: p, free, tolerances }: FreePoints, surface: Surface): Uint32Array {
  const distance = distanceFunction(surface);
  const coarsest = tolerances[tolerances.length - 1];
  return free.filter((i) => distance(p[3 * i], p[3 * i + 1], p[3 * i + 2]) <= coarsest);
}

/** The values without those that are equal to others. */
function distinct(values: readonly number[], { tolerances: [finest] }: FreePoints): number[] {
  const kept: number[] = [];
  for (const value of values) if (!kept.some((other) => Math.abs(other - value) <= finest)) kept.push(value);
  return kept;
}
