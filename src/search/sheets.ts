import type { SurfaceOf } from '../geometry/surface.ts';
import type { TaggedMesh } from '../kernel/types.ts';
import type { CloudFace, PerceivedCloud } from '../perceive/cloud/types.ts';
import { sheetAlong } from '../propose/plate/sheet.ts';
import { nearestOnSurface } from '../refine/cloud/nearest-on-surface.ts';
import { pointSample } from '../refine/cloud/point-sample.ts';
import type { CloudSolution } from './cloud-solution.ts';
import { addPlate } from './plate-solution.ts';
import type { SolveContext } from './solution.ts';

/** A solid that explains this share of the points lacks no sheet. */
const EXPLAINED = 0.95;
/** A sheet has at least this share of the points. */
const LEAST_SHARE = 0.04;
/** A sheet is taken where it raises the agreement by this. */
const WORTH = 2e-3;
/** Points by which it is told what a solid explains. */
const POINTS = 20_000;

type PlaneFace = CloudFace & { readonly surface: SurfaceOf<'plane'> };

/**
 * A solution with the sheets that it lacks: both skins of a sheet lie so close together that no section shows it, and its
 * walls are not seen; so the points of its planes are left unexplained. Without a solution, of sheets alone.
 */
export async function withSheets(
  cloud: PerceivedCloud,
  start: CloudSolution | undefined,
  context: SolveContext,
): Promise<CloudSolution | undefined> {
  let best = start;
  let left = cloud.faces.filter((face): face is PlaneFace => face.surface.kind === 'plane');
  while (left.length > 0 && context.secondsLeft() > 0 && !(best && best.agreement.explained >= EXPLAINED)) {
    const free = freePoints(cloud, best?.mesh);
    const counts = left.map(({ points }) => points.reduce((sum, i) => sum + free.of[i], 0));
    const largest = counts.indexOf(Math.max(...counts));
    if (counts[largest] < LEAST_SHARE * free.outOf) return best;
    const { surface } = left[largest];
    left = left.filter((_, k) => k !== largest);
    const sheet = sheetAlong(cloud, surface, (i) => free.of[i] === 1);
    const next = sheet && (await addPlate(cloud, best, sheet, context));
    if (next && (!best || next.agreement.score > best.agreement.score + WORTH)) best = next;
  }
  return best;
}

/** Marks those of a sample of points that a mesh does not explain, and says how large the sample is. */
function freePoints(
  cloud: PerceivedCloud,
  mesh: TaggedMesh | undefined,
): { readonly of: Uint8Array; readonly outOf: number } {
  const sample = pointSample(cloud, POINTS);
  const distances = mesh && nearestOnSurface(cloud.positions, sample, mesh).distances;
  const of = new Uint8Array(cloud.positions.length / 3);
  sample.forEach((i, k) => {
    of[i] = !distances || distances[k] > cloud.tolerance ? 1 : 0;
  });
  return { of, outOf: sample.length };
}
