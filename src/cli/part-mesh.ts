import { diagonalOf, type Mesh } from '../geometry/mesh.ts';
import type { Kernel, TaggedMesh } from '../kernel/types.ts';
import { readPart, type ScoredPart } from './score/part.ts';

/** Facets of a solid that is looked at: how far they may be from the surface as a share of its size, and radians between them. */
const FACETS = { deviation: 1e-4, angle: 0.1 };

/** The surface of the part in a file: a mesh as it is, a solid finely tessellated. */
export async function loadPartMesh(
  path: string,
  kernel: Kernel,
): Promise<{ mesh: Mesh | TaggedMesh } & Pick<ScoredPart, 'unit' | 'warnings'>> {
  const part = await readPart(path, kernel);
  const { unit, warnings } = part;
  if (part.kind === 'mesh') return { mesh: part.mesh, unit, warnings };
  const { bounds } = await kernel.measure(part.solid);
  const deviation = FACETS.deviation * diagonalOf(bounds);
  return { mesh: await kernel.tessellate(part.solid, { ...FACETS, deviation }), unit, warnings };
}
