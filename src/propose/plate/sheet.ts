import { type Frame, toLocal } from '../../geometry/frame.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { SurfaceOf } from '../../geometry/surface.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { extrusionAxes, frameAlong } from '../../perceive/axes.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import type { Profile } from '../../program/types.ts';
import type { ContourPrecision } from './contour-runs.ts';
import { type Field, insideField } from './density.ts';
import { outlinesOf } from './outlines.ts';
import { type Skins, skinsOf } from './skins.ts';
import { wallsBetween } from './walls.ts';

/** A plate: outlines, and the two skins between which they are extruded, along the frame's normal. */
export type Plate = { readonly frame: Frame; readonly profiles: readonly Profile[]; readonly skins: Skins };

/** The points of a cloud in coordinates across a plane, and the size of the cloud. */
export type View = { readonly frame: Frame; readonly local: Float64Array; readonly size: number };

/** A sheet's points lie this many standard deviations from its skins at most. */
export const DEVIATIONS = 3;

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
export const LEAST_THICKNESS = 1e-4;

/** Errors of the density are greater than chance's alone by this factor. */
const UNEVEN = 1.15;

/**
 * The sheet along a plane of a cloud: of the points that lie closer to the plane than walls would be seen, those that are
 * free tell its thickness, and all of them where it ends. Undefined where there is no such sheet.
 */
export function sheetAlong(
  cloud: PerceivedCloud,
  plane: SurfaceOf<'plane'>,
  isFree: (i: number) => boolean,
): Plate | undefined {
  const view = viewAcross(cloud, plane);
  const [, , height] = toLocal(view.frame, plane.origin);
  const reach = THIN * Math.max(cloud.noise, cloud.spacing);
  const isNear = (i: number) => isFree(i) && Math.abs(view.local[3 * i + 2] - height) <= reach;
  const rough = roughSkins(cloud, heightsOf(view.local, isNear));
  return rough && plateBetween(cloud, view, rough, isFree);
}

/** The points of a cloud as seen across a plane. */
export function viewAcross(cloud: PerceivedCloud, { normal }: SurfaceOf<'plane'>): View {
  const { positions } = cloud;
  const frame = frameAlong(normal, extrusionAxes(cloud));
  const local = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3)
    local.set(toLocal(frame, [positions[i], positions[i + 1], positions[i + 2]]), i);
  return { frame, local, size: diagonalOf(boundsOf(positions)) };
}

/** The skins that heights tell, where these are closer than walls would be seen, and scatter no more than the noise. */
export function roughSkins({ noise, spacing }: PerceivedCloud, heights: Float64Array): Skins | undefined {
  const skins = skinsOf(heights);
  if (!skins || skins.thickness > THIN * Math.max(noise, spacing)) return undefined;
  return skins.deviation > MOST_NOISE * noise + COARSE * skins.thickness ? undefined : skins;
}

/**
 * The plate between roughly known skins: its outline from where the density of all points near them falls to half, its
 * thickness from the free ones well inside. Undefined where it has neither, as a plane has none.
 */
export function plateBetween(
  cloud: PerceivedCloud,
  { frame, local, size }: View,
  rough: Skins,
  isFree: (i: number) => boolean,
): Plate | undefined {
  const near = isOnSkin(local, rough);
  const { field, blur, dense } = densityOf(cloud, placesOf(local, near));
  const inside = (i: number) =>
    near(i) && isFree(i) && isWellInside(field, [local[3 * i], local[3 * i + 1]], WELL_INSIDE * blur);
  const heights = heightsOf(local, inside);
  const skins = heights.length >= LEAST_POINTS ? skinsOf(heights) : rough;
  if (!skins || mayBeOne(skins) || skins.thickness < LEAST_THICKNESS * size) return undefined;
  const wall = Math.min(skins.thickness, 2 * DEVIATIONS * skins.deviation);
  const profiles = outlinesOf(
    field,
    precisionOf(blur, dense, skins.deviation),
    wall,
    wallsBetween(local, skins, cloud.spacing),
  );
  return profiles.length > 0 ? { frame, profiles, skins } : undefined;
}

/** Whether both skins may be one plane, as far as heights tell: that bounds nothing. */
const mayBeOne = ({ thickness, uncertainty }: Skins): boolean => uncertainty >= thickness;

/** Density of places on the skins, by how much it is blurred, and the spacing of points of both skins. */
export function densityOf(
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
export function precisionOf(blur: number, dense: number, deviation: number): ContourPrecision {
  const total = Math.hypot(blur, deviation);
  return { blur: total, error: (UNEVEN * total * dense) / (2 * blur), shared: 2 * Math.sqrt(Math.PI) * blur };
}

/** Flat u, v of the chosen points of a view. */
export function placesOf(local: Float64Array, chosen: (i: number) => boolean): Float64Array {
  const places: number[] = [];
  for (let i = 0; i < local.length / 3; i++) if (chosen(i)) places.push(local[3 * i], local[3 * i + 1]);
  return Float64Array.from(places);
}

/** Whether a point is so near to a skin that it may lie on it; on walls most are not, where they are high. */
const isOnSkin =
  (local: Float64Array, { middle, thickness, deviation }: Skins) =>
  (i: number): boolean =>
    Math.abs(Math.abs(local[3 * i + 2] - middle) - thickness / 2) <= DEVIATIONS * deviation;

/** Heights of the chosen points of a view. */
export function heightsOf(local: Float64Array, chosen: (i: number) => boolean): Float64Array {
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
