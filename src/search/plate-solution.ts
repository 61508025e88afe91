import { addScaled } from '../geometry/vector.ts';
import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import type { Sweep } from '../program/types.ts';
import type { Plate } from '../propose/plate/sheet.ts';
import { type CloudSolution, tryForCloud } from './cloud-solution.ts';
import type { SolveContext } from './solution.ts';

/** Walls lower than so many times the noise are not found as faces, and points between the skins might lie on either. */
const HIDDEN_WALLS = 5;

/** A thickness that is uncertain by more than this share of it is said to be. */
const ROUGH = 0.1;

/** A solution with a plate joined to it, or the plate alone; undefined where the kernel does not make a valid solid of both. */
export async function addPlate(
  cloud: PerceivedCloud,
  solution: CloudSolution | undefined,
  plate: Plate,
  context: SolveContext,
): Promise<CloudSolution | undefined> {
  const feature = featureOf(plate, solution ? 'join' : 'new');
  const features = [...(solution?.features ?? []), feature];
  const built = await tryForCloud(cloud, features, context);
  const isThin = plate.skins.thickness < HIDDEN_WALLS * cloud.noise;
  const { dropped = [], warnings = [], sheets = 0 } = solution ?? {};
  return (
    built && {
      ...built,
      dropped,
      warnings: [...warnings, ...(isThin ? warningsOf(plate) : [])],
      sheets: isThin || sheets > 0 ? sheets + 1 : 0,
    }
  );
}

function featureOf(
  { frame, profiles, skins: { middle, thickness } }: Plate,
  operation: 'new' | 'join',
): Sweep {
  const origin = addScaled(frame.origin, frame.normal, middle - thickness / 2);
  return {
    kind: 'extrude',
    operation,
    sketch: { frame: { ...frame, origin }, profiles },
    from: 0,
    to: thickness,
  };
}

function warningsOf({ skins: { thickness, uncertainty } }: Plate): string[] {
  if (uncertainty <= ROUGH * thickness) return [];
  const [least, most] = [thickness - uncertainty, thickness + uncertainty].map((t) => Math.max(0, t));
  return [
    `The sides of a plate lie closer together than the noise: it may be ${least.toPrecision(2)} to ${most.toPrecision(2)} thick.`,
  ];
}
