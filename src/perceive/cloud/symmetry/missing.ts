import { connectedCells } from '../../../geometry/connected-cells.ts';
import { buildKdTree, squaredDistances } from '../../../geometry/kd-tree.ts';
import { mirrorPositions } from '../../../geometry/mirror.ts';
import type { SurfaceOf } from '../../../geometry/surface.ts';
import { dot } from '../../../geometry/vector.ts';
import { gather } from '../curved/free-cloud.ts';
import { GAP, isIndifferent, mirrorFaces, partnered, type SeenFace } from './partners.ts';

type Plane = SurfaceOf<'plane'>;

/** Which points of a cloud's faces have a partner: their mirror image lies on a face, near points of it. */
export type Pairing = {
  /** For each face 1 for each of its points with a partner, else 0. */
  readonly has: readonly Uint8Array[];
  /** Points of faces, those of them that have a partner, and those of these that would not if the plane were elsewhere. */
  readonly count: number;
  readonly partners: number;
  readonly telling: number;
};

/** The points whose mirror images lie where nothing was scanned. */
export type Missing = {
  /** For each face the places of such points in its own list, ascending. */
  readonly points: readonly Uint32Array[];
  /** How many there are, and how many in the largest region of them. */
  readonly count: number;
  readonly largestRegion: number;
  /** Whether in all places where the images leave what was scanned, the scan ends. */
  readonly isPlausible: boolean;
};

/** Fewer points that lie together, or a smaller share of all, may be without partner by chance. */
const LEAST_REGION = 8;
const LEAST_SHARE = 2e-3;
/** Regions are looked at for what borders on them within so many reaches: a point has no partner within one. */
const BORDER = 2;
/** Share of a region's border that may lie at points without partners. */
const MOST_CONTESTED = 0.05;
/** Share of the circumference of a disc as large as a region along which that borders on the end of the scan. */
const LEAST_BORDER = 0.25;

/** Looks for the partner of each point in a mirror plane. */
export function pairingIn(faces: readonly SeenFace[], plane: Plane): Pairing {
  const has = faces.map((seen) => partnered(seen, plane, mirrorFaces(seen, plane, faces)));
  let [count, partners, telling] = [0, 0, 0];
  for (const [f, { face }] of faces.entries()) {
    const own = placesWhere(has[f], 1).length;
    count += has[f].length;
    partners += own;
    if (!isIndifferent(face.surface, plane)) telling += own;
  }
  return { has, count, partners, telling };
}

/**
 * The regions that points without partners form, but for single ones. Where the image of a region leaves what was scanned,
 * either the scan ends, and its last points have partners; or it goes on elsewhere, without partners too, and the part
 * is not symmetric there.
 */
export function missingRegions(
  faces: readonly SeenFace[],
  plane: Plane,
  { has, count: all }: Pairing,
): Missing {
  const single = faces.flatMap((seen, f) => placesWhere(has[f], 0).map((i) => ({ seen, f, i })));
  const paired = joined(faces.map((seen, f) => gather(seen.positions, placesWhere(has[f], 1))));
  const alone = joined(faces.map((seen, f) => gather(seen.positions, placesWhere(has[f], 0))));
  const images = mirrorPositions(plane, alone);
  const toPaired = distancesTo(paired, images);
  const toAlone = distancesTo(alone, images);
  const border = single.map(({ seen, i }) => BORDER * seen.reach[i]);
  const points = faces.map((): number[] => []);
  let [count, largestRegion, isPlausible] = [0, 0, true];
  const side = medianOf(border);
  for (const region of side > 0 ? connectedCells(images, side) : []) {
    if (region.length < Math.max(LEAST_REGION, LEAST_SHARE * all)) continue;
    let [contested, free] = [0, 0];
    for (const k of region) {
      // Next to the plane a region borders on its own image.
      if (heightOf(images, k, plane) <= border[k]) continue;
      if (toAlone[k] <= border[k]) contested++;
      else if (toPaired[k] <= border[k]) free++;
    }
    if (free < leastBorder(region.length) || contested > MOST_CONTESTED * (contested + free))
      isPlausible = false;
    for (const k of region) points[single[k].f].push(single[k].i);
    count += region.length;
    largestRegion = Math.max(largestRegion, region.length);
  }
  return { points: points.map((of) => Uint32Array.from(of).sort()), count, largestRegion, isPlausible };
}

/** Points from one to `BORDER` reaches along the border of a region of so many points. */
const leastBorder = (count: number): number =>
  LEAST_BORDER * (BORDER - 1) * GAP * 2 * Math.sqrt(Math.PI * count);

function placesWhere(values: Uint8Array, value: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] === value) places.push(i);
  return places;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let first = 0;
  for (const part of parts) {
    all.set(part, first);
    first += part.length;
  }
  return all;
}

/** Distance of each place from the nearest of the points; Infinity where there is none. */
function distancesTo(points: Float64Array, places: Float64Array): Float64Array {
  const tree = buildKdTree(places);
  const squared = squaredDistances(tree, buildKdTree(points));
  const distances = new Float64Array(squared.length);
  for (let i = 0; i < squared.length; i++) distances[tree.order[i]] = Math.sqrt(squared[i]);
  return distances;
}

const heightOf = (positions: Float64Array, k: number, { origin, normal }: Plane): number =>
  Math.abs(
    positions[3 * k] * normal[0] +
      positions[3 * k + 1] * normal[1] +
      positions[3 * k + 2] * normal[2] -
      dot(origin, normal),
  );

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
