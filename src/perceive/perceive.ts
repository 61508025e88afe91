import type { MeshTarget, SolidTarget } from '../input/target.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import { bodyGroups } from './bodies.ts';
import { perceiveMesh } from './perceive-mesh.ts';
import { perceiveSolid } from './solid.ts';
import { thinMesh } from './thin-mesh.ts';
import type { Perceived } from './types.ts';

/** A group of the target's bodies that is explained on its own; `solid` is known when the target is a solid. */
export type Part = { readonly perceived: Perceived; readonly solid?: Solid };

/**
 * Finds the faces of a target and their surfaces, in groups of bodies that stand apart. Once `expired`, what a mesh's
 * faces are is left open where it is not known yet.
 */
export async function perceive(
  target: MeshTarget | SolidTarget,
  kernel: Kernel,
  expired: () => boolean,
): Promise<Part[]> {
  if (target.kind === 'solid') return perceiveSolid(kernel, target.solid);
  const { mesh, warnings } = await thinMesh(target.mesh);
  const perceived = perceiveMesh(mesh, expired);
  const groups = await bodyGroups({ ...perceived, warnings: [...warnings, ...perceived.warnings] });
  return groups.map((group) => ({ perceived: group }));
}
