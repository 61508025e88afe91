import { addScaled, type Vec3 } from '../../../geometry/vector.ts';
import { type GrownPlane, type Growth, pointsOn, supported } from './grow-plane.ts';
import { layersOf } from './layers.ts';
import { fitPlaneTo, type Plane, type PlaneFit } from './plane-fit.ts';

/** Heights that tell layers: within this many tolerances of a plane. */
const WINDOW = 1.6;

/** Points further from their layer than this many deviations are of something else. */
const DEVIATIONS = 3;

const ROUNDS = 3;

/** A plane of noisy points with the standard deviation of their distances from it. */
export type Layer = GrownPlane & { readonly deviation: number };

/**
 * The plane with all free points of the cloud that lie on it, however far from each other: two or three planes where
 * they lie in layers that are closer to each other than the noise reaches. With `held`, the normal stays.
 */
export function settleLayers(growth: Growth, grown: GrownPlane, held?: Vec3): Layer[] {
  const { positions, tolerance, noise } = growth.local;
  const window = WINDOW * tolerance;
  let plane = grown.fit.plane;
  let layers: Layer[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const points = pointsOn(growth, plane, window);
    const heights = heightsOver(positions, points, plane);
    const { heights: middles, deviation } = layersOf(heights, window, noise);
    const within = Math.min(tolerance, DEVIATIONS * deviation);
    layers = middles.flatMap((middle, k) => {
      const own = points.filter((_, i) => {
        const off = Math.abs(heights[i] - middle);
        return off <= within && middles.every((other, l) => l === k || Math.abs(heights[i] - other) > off);
      });
      const members = supported(growth, own);
      const fit = fitPlaneTo(positions, members, members.length, held);
      return fit
        ? [{ fit: middles.length > 1 ? moved(fit, plane, middle) : fit, points: members, deviation }]
        : [];
    });
    if (layers.length === 0) return [];
    const largest = layers.reduce((a, b) => (b.points.length > a.points.length ? b : a));
    const settled = 1 - Math.abs(cosine(plane, largest.fit.plane)) < 1e-8;
    plane = largest.fit.plane;
    if (settled && round > 0) break;
  }
  return layers;
}

/** The fit with its plane at a height over another: half a layer's points, nearest to it, lie to one side. */
function moved(fit: PlaneFit, { origin, normal }: Plane, height: number): PlaneFit {
  const { plane } = fit;
  const [x, y, z] = plane.origin;
  const now = (x - origin[0]) * normal[0] + (y - origin[1]) * normal[1] + (z - origin[2]) * normal[2];
  return { ...fit, plane: { ...plane, origin: addScaled(plane.origin, normal, height - now) } };
}

function heightsOver(p: Float64Array, points: Uint32Array, { origin, normal }: Plane): Float64Array {
  return Float64Array.from(
    points,
    (i) =>
      (p[3 * i] - origin[0]) * normal[0] +
      (p[3 * i + 1] - origin[1]) * normal[1] +
      (p[3 * i + 2] - origin[2]) * normal[2],
  );
}

const cosine = ({ normal: a }: Plane, { normal: b }: Plane): number =>
  a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
