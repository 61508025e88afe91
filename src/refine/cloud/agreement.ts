import { type Bounds, boundsOf, diagonalOf, surfaceAreaOf, volumeOf } from '../../geometry/mesh.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { TaggedMesh } from '../../kernel/types.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { nearestOnSurface } from './nearest-on-surface.ts';
import { pointSample } from './point-sample.ts';
import { type Support, supportedShare, supportOf } from './support.ts';

/** How well a solid and a cloud agree, both ways. */
export type CloudAgreement = {
  /** 0 to 1, for choosing among solids: about the volume that both have of the volume that either has. */
  readonly score: number;
  /** Share of the points that lie within the cloud's tolerance of the solid's surface. */
  readonly explained: number;
  /** Share of the solid's surface that has points near it, as near as the cloud is dense there. */
  readonly supported: number;
  /** Distances of the points from the surface; `rms` of the explained ones. */
  readonly residuals: { readonly rms: number; readonly p95: number; readonly max: number };
  /** The point farthest from the surface. */
  readonly worst: { readonly distance: number; readonly place: Vec3 };
};

/** Points and samples of the surface that are measured. */
const POINTS = 20_000;
const SAMPLES = 10_000;
/** One point counts for no more than this share of the part's diagonal: it may be an outlier. */
const FARTHEST = 0.1;
/**
 * Surface without points counts for less than points without surface, and for no more than it would at this share of the
 * diagonal from the next point: it may be right where the scanner did not see. But parts do not reach far out of the box
 * of what was seen of them, by no more than this share of the diagonal.
 */
const HIDDEN = 0.5;
const FARTHEST_HIDDEN = 0.02;
const OUTSIDE = 0.1;
/** Distances that the noise explains decide between equals only. */
const TIE = 1e-3;

/**
 * Compares a cloud with the tessellated surface of a solid. Where the two differ by d over the area A, about the volume
 * A d is missing or too much: from this comes `score`. Points within the tolerance say on which side of a face they lie
 * on the average, from which noise is nearly gone. Facets must be finer than the differences that matter.
 */
export function agreementWithCloud(perceived: PerceivedCloud, mesh: TaggedMesh): CloudAgreement {
  const { positions, tolerance } = perceived;
  const sample = pointSample(perceived, POINTS);
  const { distances, triangles, sides } = nearestOnSurface(positions, sample, mesh);
  const bounds = boundsOf(positions);
  const diagonal = diagonalOf(bounds);
  const farthest = Math.max(2 * tolerance, FARTHEST * diagonal);
  const offsets = new Float64Array(faceCount(mesh));
  let [explained, squares, sum, beyond, worst] = [0, 0, 0, 0, 0];
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i];
    sum += Math.min(farthest, distance);
    if (distance > distances[worst]) worst = i;
    if (distance > tolerance) {
      beyond += Math.min(farthest, distance);
      continue;
    }
    explained++;
    squares += distance ** 2;
    offsets[mesh.faceOfTriangle[triangles[i]]] += sides[i] * distance;
  }
  const count = Math.max(1, sample.length);
  const offset = offsets.reduce((total, each) => total + Math.abs(each), 0);
  const volume = Math.abs(volumeOf(mesh));
  const support = supportOf(perceived, mesh, SAMPLES);
  const supported = supportedShare(support);
  const missed = (beyond + offset + TIE * sum) / count;
  const difference =
    surfaceAreaOf(mesh) *
    (missed +
      HIDDEN *
        meanGap(support, bounds, {
          farthest: FARTHEST_HIDDEN * diagonal,
          outside: OUTSIDE * diagonal,
        }));
  const sorted = distances.slice().sort();
  const place = 3 * (sample[worst] ?? 0);
  return {
    score: volume > 0 ? volume / (volume + difference) : 0,
    explained: explained / count,
    supported,
    residuals: {
      rms: Math.sqrt(squares / Math.max(1, explained)),
      p95: sorted[Math.floor(0.95 * sorted.length)] ?? 0,
      max: sorted.at(-1) ?? 0,
    },
    worst: {
      distance: distances[worst] ?? 0,
      place: [positions[place], positions[place + 1], positions[place + 2]],
    },
  };
}

/**
 * Mean distance of a surface's samples from the cloud, none for those with points near them, and at most `farthest` for what
 * may be hidden: what lies no more than `outside` out of the cloud's box.
 */
function meanGap(
  { positions, distances, reaches }: Support,
  { min, max }: Bounds,
  { farthest, outside }: { readonly farthest: number; readonly outside: number },
): number {
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    if (distances[i] <= reaches[i]) continue;
    const beyond = (axis: 0 | 1 | 2): number =>
      Math.max(0, min[axis] - positions[3 * i + axis], positions[3 * i + axis] - max[axis]);
    const out = Math.max(0, Math.hypot(beyond(0), beyond(1), beyond(2)) - outside);
    sum += Math.min(distances[i], farthest + out);
  }
  return sum / Math.max(1, distances.length);
}

const faceCount = ({ faceOfTriangle }: TaggedMesh): number =>
  faceOfTriangle.reduce((most, face) => Math.max(most, face), -1) + 1;
