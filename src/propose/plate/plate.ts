import { dot } from '../../geometry/vector.ts';
import { fitPlaneTo } from '../../perceive/cloud/planes/plane-fit.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { outlinesOf } from './outlines.ts';
import {
  DEVIATIONS,
  densityOf,
  heightsOf,
  LEAST_THICKNESS,
  type Plate,
  placesOf,
  plateBetween,
  precisionOf,
  roughSkins,
  type View,
  viewAcross,
} from './sheet.ts';
import type { Skins } from './skins.ts';

/** Share of a plate's points that are strays, far from its skins. */
const STRAYS = 0.03;

/** Noise puts the outermost points so many standard deviations beyond the surface. */
const TAIL = 1.5;

/** Heights of one plane lie within so many standard deviations: what it bounds is not seen. */
const FLAT = 7;

/** Cosine from which two normals are the same. */
const PARALLEL = 0.9999;

/**
 * The plate that a cloud shows where all its points lie about one plane, closer to it than they show walls: its thickness
 * from how their heights scatter, its outline from where their density falls to half. Undefined where the cloud is
 * no such plate.
 */
export function plateOf(cloud: PerceivedCloud): Plate | undefined {
  const largest = acrossLargest(cloud);
  const view = largest && levelled(cloud, largest);
  const rough =
    view &&
    roughSkins(
      cloud,
      heightsOf(view.local, () => true),
    );
  if (!rough || countWithin(view.local, rough) < ((1 - STRAYS) * view.local.length) / 3) return undefined;
  return plateBetween(cloud, view, rough, () => true);
}

/**
 * The prism over all that a cloud covers when it is seen along the normal of its largest plane, from its lowest to its
 * highest points: the least that can be said of a part. Undefined where it has no plane, or all points lie on one.
 */
export function silhouetteOf(cloud: PerceivedCloud): Plate | undefined {
  const view = acrossLargest(cloud);
  if (!view) return undefined;
  const sorted = heightsOf(view.local, () => true).sort();
  const strays = Math.floor((STRAYS / 4) * sorted.length);
  const [low, high] = [sorted[strays], sorted[sorted.length - 1 - strays]];
  if (high - low < FLAT * cloud.noise) return undefined;
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

/** The points of a cloud in coordinates across its largest plane. */
function acrossLargest(cloud: PerceivedCloud): View | undefined {
  const planes = cloud.faces.flatMap(({ surface, area }) =>
    surface.kind === 'plane' ? [{ surface, area }] : [],
  );
  return planes.length === 0
    ? undefined
    : viewAcross(cloud, planes.reduce((a, b) => (b.area > a.area ? b : a)).surface);
}

/**
 * The view across the plane that fits the points best: where one plane was found for both skins, or two that cross between
 * them, neither is as sure as all points are.
 */
function levelled(cloud: PerceivedCloud, view: View): View {
  const heights = heightsOf(view.local, () => true);
  const skins = roughSkins(cloud, heights);
  if (!skins) return view;
  const most = skins.thickness / 2 + DEVIATIONS * skins.deviation;
  const within = Uint32Array.from(heights.keys()).filter((i) => Math.abs(heights[i] - skins.middle) <= most);
  const fit = fitPlaneTo(cloud.positions, within, within.length);
  return fit ? viewAcross(cloud, fit.plane) : view;
}

/** Number of points between the skins or near them. */
function countWithin(local: Float64Array, { middle, thickness, deviation }: Skins): number {
  const most = thickness / 2 + DEVIATIONS * deviation;
  let count = 0;
  for (let i = 2; i < local.length; i += 3) if (Math.abs(local[i] - middle) <= most) count++;
  return count;
}
