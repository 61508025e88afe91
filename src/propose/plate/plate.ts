import { type Frame, toLocal } from '../../geometry/frame.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { PlaneCurve } from '../../geometry/plane-curve.ts';
import { dot, type Vec2 } from '../../geometry/vector.ts';
import { extrusionAxes, frameAlong } from '../../perceive/axes.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import type { Loop, Profile } from '../../program/types.ts';
import { checkProfiles } from '../../program/validate-profiles.ts';
import { type Contour, contoursOf } from '../cloud-slices/contours.ts';
import { simplified } from '../cloud-slices/simplify.ts';
import { nestLoops } from '../nest.ts';
import { loopOfRuns } from '../runs.ts';
import { type ContourPrecision, type FittedRun, runsAlong } from './contour-runs.ts';
import { type Field, insideField } from './density.ts';
import { regularLines } from './regular-lines.ts';
import { type Skins, skinsOf } from './skins.ts';

/** A plate: outlines, and the two skins between which they are extruded, along the frame's normal. */
export type Plate = { readonly frame: Frame; readonly profiles: readonly Profile[]; readonly skins: Skins };

/** A plate's points lie this many standard deviations from its skins at most, but for a share that are strays. */
const DEVIATIONS = 3;
const STRAYS = 0.03;

/** A plate is thin where walls as high as it would not be found: in noises or spacings. */
const THIN = 8;

/** Heights that scatter by more than this many times the noise, or this share of the thickness, are not of two skins. */
const MOST_NOISE = 1.5;
const COARSE = 0.1;

/** Fewer points within the outline do not tell the skins. */
const LEAST_POINTS = 30;

/** The density of points is blurred by this share of the noise, or so many spacings of the points of both skins. */
const BLUR = { noise: 0.7, spacings: 1.6 };

/** Points this many blurs inside are on the skins, and not on walls. */
const WELL_INSIDE = 3;

/** No plate is thinner than this share of its size: coordinates that were rounded look as if they had layers. */
const LEAST_THICKNESS = 1e-4;

/** Noise puts the outermost points so many standard deviations beyond the surface. */
const TAIL = 1.5;

/** Cosine from which two normals are the same. */
const PARALLEL = 0.9999;

/** Errors of the density are greater than chance's alone by this factor. */
const UNEVEN = 1.15;

/** Outlines of an area of fewer squared blurs are chance's. */
const LEAST_AREA = 12;

/** Outlines meet within this share of the blur. */
const PRECISION = 0.05;

/**
 * The plate that a cloud shows where all its points lie about one plane, closer to it than they show walls: its thickness
 * from how their heights scatter, its outline from where their density falls to half. Undefined where the cloud is
 * no such plate.
 */
export function plateOf(cloud: PerceivedCloud): Plate | undefined {
  const view = acrossLargest(cloud);
  const rough = view && skinsOf(heightsOf(view.local, () => true));
  if (!rough || rough.thickness > THIN * Math.max(cloud.noise, cloud.spacing)) return undefined;
  if (rough.deviation > MOST_NOISE * cloud.noise + COARSE * rough.thickness) return undefined;
  const { local } = view;
  const within = countWithin(local, rough);
  if (within < ((1 - STRAYS) * local.length) / 3) return undefined;
  const near = isOnSkin(local, rough);
  const places = placesOf(local, near);
  const { field, blur, dense } = densityOf(cloud, places);
  const inside = (i: number) =>
    near(i) && isWellInside(field, [local[3 * i], local[3 * i + 1]], WELL_INSIDE * blur);
  const heights = heightsOf(local, inside);
  const skins = heights.length >= LEAST_POINTS ? skinsOf(heights) : rough;
  if (!skins || skins.thickness < LEAST_THICKNESS * view.size) return undefined;
  const wall = Math.min(skins.thickness, 2 * DEVIATIONS * skins.deviation);
  const profiles = outlinesOf(field, precisionOf(blur, dense, skins.deviation), wall);
  return profiles.length > 0 ? { frame: view.frame, profiles, skins } : undefined;
}

/**
 * The prism over all that a cloud covers when it is seen along the normal of its largest plane, from its lowest to its
 * highest points: what can always be said. Undefined where it has no plane or no thickness.
 */
export function silhouetteOf(cloud: PerceivedCloud): Plate | undefined {
  const view = acrossLargest(cloud);
  if (!view) return undefined;
  const sorted = heightsOf(view.local, () => true).sort();
  const strays = Math.floor((STRAYS / 4) * sorted.length);
  const [low, high] = [sorted[strays], sorted[sorted.length - 1 - strays]];
  const thickness = Math.max(high - low - 2 * TAIL * cloud.noise, (high - low) / 4);
  if (!(thickness > LEAST_THICKNESS * view.size)) return undefined;
  const caps = new Uint8Array(view.local.length / 3);
  for (const { surface, points } of cloud.faces) {
    const isCap = surface.kind === 'plane' && Math.abs(dot(surface.normal, view.frame.normal)) > PARALLEL;
    if (isCap) for (const i of points) caps[i] = 1;
  }
  // Walls would outweigh what is within.
  const { field, blur, dense } = densityOf(
    cloud,
    placesOf(view.local, (i) => caps[i] === 1),
  );
  const profiles = outlinesOf(field, precisionOf(blur, dense, cloud.noise), 0);
  const skins = { middle: (low + high) / 2, thickness, deviation: cloud.noise, uncertainty: thickness / 2 };
  return profiles.length > 0 ? { frame: view.frame, profiles, skins } : undefined;
}

/** The points of a cloud in coordinates across its largest plane, and the size of the cloud. */
function acrossLargest(
  cloud: PerceivedCloud,
): { readonly frame: Frame; readonly local: Float64Array; readonly size: number } | undefined {
  const { positions, faces } = cloud;
  const planes = faces.flatMap(({ surface, area }) => (surface.kind === 'plane' ? [{ surface, area }] : []));
  if (planes.length === 0) return undefined;
  const { surface } = planes.reduce((a, b) => (b.area > a.area ? b : a));
  const frame = frameAlong(surface.normal, extrusionAxes(cloud));
  const local = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3)
    local.set(toLocal(frame, [positions[i], positions[i + 1], positions[i + 2]]), i);
  return { frame, local, size: diagonalOf(boundsOf(positions)) };
}

/** Density of places on the skins, by how much it is blurred, and the spacing of points of both skins. */
function densityOf(
  { noise, spacing }: PerceivedCloud,
  places: Float64Array,
): { readonly field: Field; readonly blur: number; readonly dense: number } {
  const dense = spacing / Math.SQRT2;
  const blur = Math.max(BLUR.noise * noise, BLUR.spacings * dense);
  return { field: insideField(places, blur), blur, dense };
}

/**
 * How well the line of half density is known: the noise blurs it, too, and the number of points in a blur is a matter of
 * chance (Poisson), which shifts it by that number's error over the density's slope.
 */
function precisionOf(blur: number, dense: number, deviation: number): ContourPrecision {
  const total = Math.hypot(blur, deviation);
  return { blur: total, error: (UNEVEN * total * dense) / (2 * blur), shared: 2 * Math.sqrt(Math.PI) * blur };
}

function placesOf(local: Float64Array, chosen: (i: number) => boolean): Float64Array {
  const places: number[] = [];
  for (let i = 0; i < local.length / 3; i++) if (chosen(i)) places.push(local[3 * i], local[3 * i + 1]);
  return Float64Array.from(places);
}

/** Number of points between the skins or near them. */
function countWithin(local: Float64Array, { middle, thickness, deviation }: Skins): number {
  const most = thickness / 2 + DEVIATIONS * deviation;
  let count = 0;
  for (let i = 2; i < local.length; i += 3) if (Math.abs(local[i] - middle) <= most) count++;
  return count;
}

/** Whether a point is so near to a skin that it may lie on it; on walls most are not, where they are high. */
const isOnSkin =
  (local: Float64Array, { middle, thickness, deviation }: Skins) =>
  (i: number): boolean =>
    Math.abs(Math.abs(local[3 * i + 2] - middle) - thickness / 2) <= DEVIATIONS * deviation;

function heightsOf(local: Float64Array, chosen: (i: number) => boolean): Float64Array {
  const heights: number[] = [];
  for (let i = 0; i < local.length / 3; i++) if (chosen(i)) heights.push(local[3 * i + 2]);
  return Float64Array.from(heights);
}

/** Whether a place and places around it at a distance are inside. */
function isWellInside({ values, columns, corner, step }: Field, [u, v]: Vec2, distance: number): boolean {
  for (let k = 0; k <= 8; k++) {
    const reach = k === 0 ? 0 : distance;
    const column = Math.round((u + reach * Math.cos((k * Math.PI) / 4) - corner[0]) / step);
    const row = Math.round((v + reach * Math.sin((k * Math.PI) / 4) - corner[1]) / step);
    if (!(values[row * columns + column] > 0)) return false;
  }
  return true;
}

/** The outlines along which a field is zero, as profiles of lines, arcs and circles. */
function outlinesOf(
  { values, columns, corner, step }: Field,
  precision: ContourPrecision,
  wall: number,
): Profile[] {
  const { blur } = precision;
  const contours = contoursOf(values, columns, corner, step).filter(
    (contour) => Math.abs(areaOf(contour)) > LEAST_AREA * blur ** 2,
  );
  const found = contours.map((contour) => runsAlong(contour, precision));
  const regular = regularLines(
    found.flatMap((runs) => runs ?? []),
    precision,
  );
  let at = 0;
  const loops = contours.flatMap((contour, k): Loop[] => {
    const count = found[k]?.length ?? 0;
    const runs = regular.slice(at, at + count).map((run) => moved(run, areaOf(contour) > 0, blur, wall));
    at += count;
    const loop = loopOfRuns(runs, PRECISION * blur);
    const isSound = loop && checkProfiles([{ outer: loop, holes: [] }], '').length === 0;
    return [isSound ? loop : polygonAlong(contour, blur)];
  });
  const profiles = nestLoops(loops);
  return checkProfiles(profiles, '').length === 0
    ? profiles
    : nestLoops(contours.map((contour) => polygonAlong(contour, blur)));
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
