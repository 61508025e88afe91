import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import type { Loop, Profile } from '../../program/types.ts';
import { checkProfiles } from '../../program/validate-profiles.ts';
import { type Contour, contoursOf } from '../cloud-slices/contours.ts';
import { simplified } from '../cloud-slices/simplify.ts';
import { nestLoops } from '../nest.ts';
import { loopOfRuns } from '../runs.ts';
import { type ContourPrecision, type FittedRun, runsAlong } from './contour-runs.ts';
import { type Field, meanWithin } from './density.ts';
import { type Walls, withoutDips, withWalls } from './drop-runs.ts';
import { regularLines } from './regular-lines.ts';

/** Outlines of an area of fewer squared blurs are chance's. */
const LEAST_AREA = 12;

/** Density that a hole has at most, as a share of what is around, and more in holes of few squared blurs. */
const EMPTY = 0.25;
const ROUNDED = 0.13;
const SMALL_HOLE = 40;

/** Outlines meet within this share of the blur. */
const PRECISION = 0.05;

/**
 * The outlines along which a field is zero, as profiles of lines, arcs and circles, drawn in by half the height `wall` of the
 * walls whose points were counted; with the points of `walls`, only where there are some.
 */
export function outlinesOf(
  field: Field,
  precision: ContourPrecision,
  wall: number,
  walls?: Walls,
): Profile[] {
  const { blur } = precision;
  const contours = contoursOf(field.values, field.columns, field.corner, field.step).filter((contour) => {
    const area = areaOf(contour);
    return Math.abs(area) > LEAST_AREA * blur ** 2 && (area > 0 || isHole(field, contour, blur));
  });
  const found = contours.map((contour) => {
    const found = runsAlong(contour, precision);
    const runs = found && withoutDips(found, precision);
    return runs && walls ? withWalls(runs, walls, precision) : runs;
  });
  const regular = regularLines(
    found.flatMap((runs) => runs ?? []),
    precision,
  );
  let at = 0;
  const loops = contours.flatMap((contour, k): Loop[] => {
    const count = found[k]?.length ?? 0;
    const runs = regular.slice(at, at + count).map((run) => moved(run, areaOf(contour) > 0, blur, wall));
    at += count;
    if (found[k]?.length === 0) return [];
    const loop = loopOfRuns(runs, PRECISION * blur);
    const isSound = loop && checkProfiles([{ outer: loop, holes: [] }], '').length === 0;
    return [isSound ? loop : polygonAlong(contour, blur)];
  });
  const profiles = nestLoops(loops);
  return checkProfiles(profiles, '').length === 0
    ? profiles
    : nestLoops(contours.map((contour) => polygonAlong(contour, blur)));
}

/** Whether no skin is left within a contour: one is where something stands on the other. */
function isHole(field: Field, contour: Contour, blur: number): boolean {
  const rounded = Math.min(1, (SMALL_HOLE * blur ** 2) / Math.abs(areaOf(contour)));
  return (meanWithin(field, contour) ?? 0) < EMPTY + ROUNDED * rounded - 0.5;
}

/**
 * A run moved from where the density is half to where the plate's edge is: points on walls lie on the border and
 * shift it outwards by half the height `wall` up to which they were counted, and a blur draws round outlines together.
 */
function moved(run: FittedRun, isOuter: boolean, blur: number, wall: number): FittedRun {
  const { curve, points } = run;
  if (curve.kind === 'line') {
    const [du, dv] = curve.direction;
    const [u, v] = curve.point;
    return { ...run, curve: { ...curve, point: [u - (wall / 2) * dv, v + (wall / 2) * du] } };
  }
  // The inside is on the left: of an arc that turns left it is within the circle.
  const isFull = points.length > 2 && run.length > 1.9 * Math.PI * curve.radius;
  const turnsLeft = isFull ? isOuter : turnOf(points, curve) > 0;
  const radius = curve.radius + blur ** 2 / (2 * curve.radius) - (turnsLeft ? wall / 2 : -wall / 2);
  return { ...run, curve: { ...curve, radius: Math.max(curve.radius / 2, radius) } };
}

function turnOf(points: readonly Vec2[], { center }: Extract<PlaneCurve, { kind: 'circle' }>): number {
  const a = points[0];
  const b = points[points.length >> 1];
  return (a[0] - center[0]) * (b[1] - center[1]) - (a[1] - center[1]) * (b[0] - center[0]);
}

/** The contour as a polygon, where no curves fit. */
function polygonAlong(contour: Contour, blur: number): Loop {
  const corners = simplified(contour, blur / 2);
  const edges = [...corners.slice(1), corners[0]].map((to) => ({ kind: 'line', to }) as const);
  return { kind: 'path', start: corners[0], edges };
}

function areaOf(contour: Contour): number {
  let sum = 0;
  contour.forEach(([u, v], k) => {
    const [x, y] = contour[(k + 1) % contour.length];
    sum += u * y - x * v;
  });
  return sum / 2;
}
