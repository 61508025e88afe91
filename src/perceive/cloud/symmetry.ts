import { mirrorPositions, mirrorSurface } from '../../geometry/mirror.ts';
import type { SurfaceOf } from '../../geometry/surface.ts';
import { gather } from './curved/free-cloud.ts';
import { mirrorPlanes } from './symmetry/mirror-planes.ts';
import { type Missing, missingRegions, type Pairing, pairingIn } from './symmetry/missing.ts';
import { isIndifferent, mirrorFaces, type SeenFace, seenFaces } from './symmetry/partners.ts';
import { thinnedIndices } from './thin-cloud.ts';
import type { CloudFace, PerceivedCloud } from './types.ts';

/** A plane that a part is symmetric in as far as it was seen, where a good deal of one side was not. */
export type Symmetry = {
  readonly plane: SurfaceOf<'plane'>;
  /** Share of the completed surface that is the mirror image of what was seen. */
  readonly share: number;
};

/** Points of a cloud that planes are judged by. */
const JUDGED_BY = 8000;
/** Planes that are judged by points: those that mirror most of the faces' area onto faces. */
const MOST_JUDGED = 24;
/** Share of the points that have partners at least: half of them have where two thirds of a part were seen. */
const LEAST_PARTNERED = 0.4;
/** ... and of those that lie on faces which would have none if the plane were elsewhere. */
const LEAST_TELLING = 0.05;
/** Less that is missing is not worth an assumption. */
const LEAST_ASSUMED = 0.08;
/** Share of the points without partners that lie together. */
const LEAST_TOGETHER = 0.5;

/**
 * The mirror plane that a cloud supports best: many points have partners in it, and where others would have theirs, nothing
 * was scanned, all in one region. Undefined where there is none, as in complete scans of any part.
 */
export function visibleSymmetry(cloud: PerceivedCloud, expired: () => boolean): Symmetry | undefined {
  const faces = seenFaces(thinned(cloud));
  const planes = mirrorPlanes(cloud)
    .map((plane) => ({ plane, area: tellingArea(faces, plane) }))
    .filter(({ area }) => area > 0)
    .sort((a, b) => b.area - a.area)
    .slice(0, MOST_JUDGED);
  let best: (Symmetry & { readonly partners: number }) | undefined;
  for (const { plane } of planes) {
    if (expired()) break;
    const pairing = pairingIn(faces, plane);
    if (!isCommon(pairing) || (best && best.partners >= pairing.partners)) continue;
    const missing = missingRegions(faces, plane, pairing);
    if (isHidden(missing, pairing))
      best = { plane, share: shareOf(missing, pairing), partners: pairing.partners };
  }
  return best && { plane: best.plane, share: best.share };
}

/** A cloud with the mirror images of those of its points that have none, after its own points, on the faces that they are on. */
export function completed(cloud: PerceivedCloud, { plane }: Symmetry): PerceivedCloud {
  const seen = seenFaces(cloud);
  const { points, count } = missingRegions(seen, plane, pairingIn(seen, plane));
  const positions = new Float64Array(cloud.positions.length + 3 * count);
  positions.set(cloud.positions);
  let next = cloud.positions.length / 3;
  const added = new Map<CloudFace, number[]>();
  const images: CloudFace[] = [];
  for (const [f, places] of points.entries()) {
    if (places.length === 0) continue;
    const { face } = seen[f];
    const own = places.map((_, k) => next + k);
    const image = mirrorPositions(plane, gather(seen[f].positions, places));
    positions.set(image, 3 * next);
    next += own.length;
    const same = mirrorFaces(seen[f], plane, seen)[0];
    if (same) added.set(same.face, [...(added.get(same.face) ?? []), ...own]);
    else {
      const area = (face.area * own.length) / face.points.length;
      images.push({ surface: mirrorSurface(plane, face.surface), points: own, area });
    }
  }
  return {
    ...cloud,
    positions,
    faces: [...cloud.faces.map((face) => grown(face, added.get(face) ?? [])), ...images],
  };
}

const grown = (face: CloudFace, more: readonly number[]): CloudFace => ({
  surface: face.surface,
  points: Uint32Array.from([...face.points, ...more]),
  area: (face.area * (face.points.length + more.length)) / face.points.length,
});

/** Whether so many points have partners that the part may be symmetric, yet not nearly all. */
const isCommon = ({ count, partners, telling }: Pairing): boolean =>
  partners >= LEAST_PARTNERED * count &&
  telling >= LEAST_TELLING * count &&
  count - partners >= LEAST_ASSUMED * count;

/** Whether the points without partners are one part of the surface, whose image was not scanned. */
const isHidden = (missing: Missing, pairing: Pairing): boolean =>
  missing.isPlausible &&
  missing.largestRegion >= LEAST_TOGETHER * missing.count &&
  shareOf(missing, pairing) >= LEAST_ASSUMED;

const shareOf = (missing: Missing, { count }: Pairing): number =>
  missing.count / Math.max(1, count + missing.count);

/** Area of the faces that a plane mirrors onto faces, and that it would not if it were elsewhere. */
function tellingArea(faces: readonly SeenFace[], plane: SurfaceOf<'plane'>): number {
  let area = 0;
  for (const seen of faces) {
    if (isIndifferent(seen.face.surface, plane) || mirrorFaces(seen, plane, faces).length === 0) continue;
    area += seen.face.area;
  }
  return area;
}

/** A cloud with fewer points on its faces, chosen at random. */
function thinned(cloud: PerceivedCloud): PerceivedCloud {
  const share = JUDGED_BY / Math.max(JUDGED_BY, cloud.positions.length / 3);
  const faces = cloud.faces.map((face) => {
    const kept = thinnedIndices(face.points.length, Math.ceil(share * face.points.length));
    return { ...face, points: kept.map((i) => face.points[i]) };
  });
  return { ...cloud, faces };
}
