import { CadtraceError } from '../errors.ts';
import { toLocal } from '../geometry/frame.ts';
import { boundsOf } from '../geometry/mesh.ts';
import { extrusionAxes, frameAlong } from '../perceive/axes.ts';
import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import type { Loop, Sweep } from '../program/types.ts';
import { plateOf, silhouetteOf } from '../propose/plate/plate.ts';
import { cutsOfCloud } from './cloud-cuts.ts';
import { buildForCloud, type CloudSolution, LEAST_SECONDS, tryForCloud } from './cloud-solution.ts';
import { explainerOf } from './explain.ts';
import { addPlate } from './plate-solution.ts';
import { prune } from './prune.ts';
import { withSheets } from './sheets.ts';
import type { SolveContext } from './solution.ts';
import { verify } from './verify.ts';

/** Numbers of axes tried in turn, after those that explain about everything alone. */
const AXIS_STEPS = [3, 6, 12];
/** Ways that are tried with the same axes where the kernel could not build some features of one. */
const WAYS = 3;
/** Share of the area that further axes must explain. */
const WORTH_AXES = 1e-3;
/** From this agreement on, further axes are not worth their time. */
const AGREES = 0.995;
/** Share of the time left that slicing may take: what is found must be built, too. */
const SLICING = 0.6;

/**
 * Searches for the program of one part of a cloud. Throws `kernel-failed` where no valid program explains any of it.
 */
export async function solveCloud(cloud: PerceivedCloud, context: SolveContext): Promise<CloudSolution> {
  const limit = Math.max(LEAST_SECONDS, SLICING * context.secondsLeft());
  const start = performance.now();
  const expired = () => context.secondsLeft() <= 0;
  const cuts = cutsOfCloud(cloud, () => performance.now() - start > 1000 * limit);
  const explainer = explainerOf(cuts);
  const banned = new Set<string>();
  const plate = plateOf(cloud);
  let best = plate && (await addPlate(cloud, undefined, plate, context));
  if (best?.sheets) return best;
  let tried = 0;
  for (const axisCount of [cuts.alone, ...AXIS_STEPS]) {
    const count = Math.min(axisCount, cuts.gains.length);
    if (count <= tried) continue;
    const gained = cuts.gains.slice(tried, count).reduce((sum, gain) => sum + gain, 0);
    if (best && (expired() || best.agreement.score >= AGREES || gained < WORTH_AXES)) break;
    tried = count;
    for (let way = 0; way < WAYS; way++) {
      const bannedBefore = banned.size;
      const explanation = explainer.explain(count, [], banned, expired);
      const solution = await verify(explanation, banned, {
        build: (features) => buildForCloud(cloud, features, context),
        // The score says how well points and surface agree, which no sample foretells.
        expected: 0,
        secondsLeft: context.secondsLeft,
      });
      if (solution && (!best || isBetter(solution, best))) {
        best = solution;
        context.onBetter?.(best.agreement.score, best.features.length);
      }
      const isAllBuilt = banned.size === bannedBefore;
      if (isAllBuilt || expired() || (best && best.agreement.score >= AGREES)) break;
    }
  }
  if (best && best.agreement.score < AGREES)
    best = { ...best, ...(await pruned(best, cloud, cuts.worthStep, context)) };
  const complete = await withSheets(cloud, best, context);
  if (complete) return complete;
  const silhouette = expired() ? undefined : silhouetteOf(cloud);
  const prism = silhouette && (await addPlate(cloud, undefined, silhouette, context));
  if (prism)
    return { ...prism, dropped: ['all features: none was found, only the prism around the points.'] };
  if (expired()) {
    const box = await buildForCloud(cloud, [boxAround(cloud)], context);
    if (box)
      return {
        ...box,
        dropped: ['all features: there was no time to find any but the box around the points.'],
      };
  }
  throw new CadtraceError(
    'kernel-failed',
    'No valid program was found that explains any of the points. Scan the part from more sides or with more points, or allow more time.',
  );
}

/** A solution without the features that the points do not ask for. */
function pruned(
  solution: CloudSolution,
  cloud: PerceivedCloud,
  worth: number,
  context: SolveContext,
): Promise<Omit<CloudSolution, 'dropped'>> {
  return prune(
    { ...solution, iou: solution.agreement.score },
    {
      worth,
      build: (features) => tryForCloud(cloud, features, context),
      expired: () => context.secondsLeft() <= 0,
    },
  );
}

/** The box around a cloud, along the normal of its largest plane, as an extrusion. */
function boxAround({ positions, faces }: PerceivedCloud): Sweep {
  const directions = extrusionAxes({ faces });
  const frame = frameAlong(directions[0]?.direction ?? [0, 0, 1], directions);
  const local = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    local.set(toLocal(frame, [positions[i], positions[i + 1], positions[i + 2]]), i);
  }
  const { min, max } = boundsOf(local);
  const outer: Loop = {
    kind: 'path',
    start: [min[0], min[1]],
    edges: [
      { kind: 'line', to: [max[0], min[1]] },
      { kind: 'line', to: [max[0], max[1]] },
      { kind: 'line', to: [min[0], max[1]] },
      { kind: 'line', to: [min[0], min[1]] },
    ],
  };
  const sketch = { frame, profiles: [{ outer, holes: [] }] };
  return { kind: 'extrude', operation: 'new', sketch, from: min[2], to: max[2] };
}

const isBetter = (a: CloudSolution, b: CloudSolution): boolean =>
  a.agreement.score > b.agreement.score + 1e-3;
