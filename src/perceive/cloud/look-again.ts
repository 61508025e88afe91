import type { Vec3 } from '../../geometry/vector.ts';
import { assignPoints } from './assign.ts';
import { neededSurfaces } from './assign-contest.ts';
import { normalsTell } from './assign-costs.ts';
import { type FoundSurface, findCurvedSurfaces } from './curved/find-curved.ts';
import { deviationFrom } from './gathers.ts';
import type { LocalGeometry } from './local/local-geometry.ts';

/** Points of true faces scatter by up to so many times the noise; strips of a curved surface by more. */
const MOST_DEVIATION = 1.15;
/** Fewer points tell no deviation so precisely. */
const LEAST_POINTS = 100;

/**
 * The surfaces needed when curved ones are looked for once more in a noisy cloud: among the points of faces that scatter
 * more than the noise lets them, and of no face. Strips of planes had taken points of a cylinder before it was found, and left it
 * too few to be seen whole.
 */
export function lookAgain(
  local: LocalGeometry,
  found: readonly FoundSurface[],
  { directions, expired }: { readonly directions: readonly Vec3[]; readonly expired: () => boolean },
): readonly FoundSurface[] {
  if (!normalsTell(local) || expired()) return found;
  const faces = assignPoints(local, found);
  const isDoubtful = (face: (typeof faces)[number]): boolean =>
    face.points.length >= LEAST_POINTS && deviationFrom(local, face) > MOST_DEVIATION * local.noise;
  if (!faces.some(isDoubtful)) return found;
  const settled = new Uint8Array(local.positions.length / 3);
  for (const face of faces) if (!isDoubtful(face)) for (const i of face.points) settled[i] = 1;
  const free = Uint32Array.from([...settled.keys()].filter((i) => !settled[i]));
  return neededSurfaces(local, [...faces, ...findCurvedSurfaces(local, { free, directions, expired })]);
}
