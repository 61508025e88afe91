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
import { withoutDips } from './drop-runs.ts';
import { linkedOutlines } from './link-chains.ts';
import { regularLines } from './regular-lines.ts';
import { normalUpTo } from './skins.ts';
import { haveWalls, type Walls } from './walls.ts';

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
    const runs = runsAlong(contour, precision);
    return runs ? withoutDips(runs, precision) : [];
  });
  const drawing = { precision, wall };
  const isWalled = found.map((runs) => (walls ? haveWalls(runs, walls, precision) : runs.map(() => true)));
  const linked = found.every((runs) => runs.length > 0) && linkedOutlines(found, isWalled, precision);
  const profiles = linked && nestSound(loopsAlong(linked, drawing));
  if (profiles) return profiles;
  // Each by itself; one none of whose runs has a wall bounds nothing.
  const loops = contours.flatMap((contour, k): Loop[] => {
    if (found[k].length > 0 && !isWalled[k].includes(true)) return [];
    const [alone] = linkedOutlines([found[k]], [isWalled[k]], precision) ?? [];
    const [loop] = loopsAlong([alone ?? found[k]], drawing);
    return [loop ?? polygonAlong(contour, blur)];
  });
  return nestSound(loops) ?? nestLoops(contours.map((contour) => polygonAlong(contour, blur)));
}

/** How loops are drawn: with which precision the runs are known, and the height of the walls whose points were counted. */
type Drawing = { readonly precision: ContourPrecision; readonly wall: number };

/** The loops along outlines whose lines are made regular together; undefined for one that does not close or meets itself. */
function loopsAlong(
  outlines: readonly (readonly FittedRun[])[],
  { precision, wall }: Drawing,
): (Loop | undefined)[] {
  const { blur } = precision;
  const regular = regularLines(outlines.flat(), precision);
  let at = 0;
  return outlines.map(({ length }) => {
    const runs = regular.slice(at, at + length);
    at += length;
    const isOuter = areaOf(runs.flatMap(({ points }) => points)) > 0;
    const loop = loopOfRuns(
      runs.map((run) => moved(run, isOuter, blur, wall)),
      PRECISION * blur,
    );
    return loop && checkProfiles([{ outer: loop, holes: [] }], '').length === 0 ? loop : undefined;
  });
}

/** Loops as profiles; undefined where one is missing or they are not sound together. */
function nestSound(loops: readonly (Loop | undefined)[]): Profile[] | undefined {
  const sound = loops.flatMap((loop) => loop ?? []);
  if (sound.length < loops.length) return undefined;
  const profiles = nestLoops(sound);
  return checkProfiles(profiles, '').length === 0 ? profiles : undefined;
}

/** Whether no skin is left within a contour: one is where something stands on the other. */
function isHole(field: Field, contour: Contour, blur: number): boolean {
  const rounded = Math.min(1, (SMALL_HOLE * blur ** 2) / Math.abs(areaOf(contour)));
  return (meanWithin(field, contour) ?? 0) < EMPTY + ROUNDED * rounded - 0.5;
}

/**
 * A run moved from where the density is half to where the plate's edge is: points on walls, counted up to the height `wall`,
 * lie on the border and shift it outwards, and a blur draws round outlines together.
 */
function moved(run: FittedRun, isOuter: boolean, blur: number, wall: number): FittedRun {
  const { curve, points } = run;
  const shift = wallShift(wall, blur);
  if (curve.kind === 'line') {
    const [du, dv] = curve.direction;
    const [u, v] = curve.point;
    return { ...run, curve: { ...curve, point: [u - shift * dv, v + shift * du] } };
  }
  // The inside is on the left: of an arc that turns left it is within the circle.
  const isFull = points.length > 2 && run.length > 1.9 * Math.PI * curve.radius;
  const turnsLeft = isFull ? isOuter : turnOf(points, curve) > 0;
  const radius = curve.radius + blur ** 2 / (2 * curve.radius) - (turnsLeft ? shift : -shift);
  return { ...run, curve: { ...curve, radius: Math.max(curve.radius / 2, radius) } };
}

/** Halvings that find a shift to a thousandth of the blur. */
const HALVINGS = 12;

/**
 * How far points on walls shift the line of half density outwards: of both skins, 2 for each area, and of a wall, its height
 * for each length, the blurred density at t blurs outside is 2 P(-t) + wall p(t) / blur, which is 1 there.
 */
function wallShift(wall: number, blur: number): number {
  let [near, far] = [0, wall / (2 * blur)];
  for (let k = 0; k < HALVINGS; k++) {
    const t = (near + far) / 2;
    const line = ((wall / blur) * Math.exp((-t * t) / 2)) / Math.sqrt(2 * Math.PI);
    if (2 * normalUpTo(-t) + line > 1) near = t;
    else far = t;
  }
  return blur * far;
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
