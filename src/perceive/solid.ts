import { diagonalOf } from '../geometry/mesh.ts';
import type { Kernel, Solid, SolidFace, TaggedMesh } from '../kernel/types.ts';
import { groupApart } from './group-apart.ts';
import type { Perceived } from './types.ts';

/** Surfaces of a solid are exact to the kernel's precision; designers' files carry noise of about this share of the size. */
const RELATIVE_TOLERANCE = 1e-9;
/** The kernel takes points closer than this for one. */
const KERNEL_TOLERANCE = 1e-7;
/** Greatest distance of facets from their surfaces, as a share of the size. */
const FACET_DEVIATION = 2e-3;

/** A solid, or some of its bodies, with what was perceived of it. */
export type PerceivedSolid = { readonly solid: Solid; readonly perceived: Perceived };

/** Reads the faces of a solid, in groups of bodies that stand apart (see `groupApart`). */
export async function perceiveSolid(kernel: Kernel, solid: Solid): Promise<PerceivedSolid[]> {
  const { bounds } = await kernel.measure(solid);
  const diagonal = diagonalOf(bounds);
  const faces = await kernel.faces(solid);
  const mesh = await tessellate(kernel, solid, diagonal);
  const tolerance = Math.max(KERNEL_TOLERANCE, RELATIVE_TOLERANCE * diagonal);
  const perceived = toPerceived(mesh, faces, tolerance);
  const groups = await groupApart(perceived, trianglesOfBodies(mesh, faces), FACET_DEVIATION * diagonal);
  if (groups.length === 1) return [{ solid, perceived }];
  const parts: PerceivedSolid[] = [];
  for (const part of await kernel.gather(solid, groups)) {
    parts.push({
      solid: part,
      perceived: toPerceived(await tessellate(kernel, part, diagonal), await kernel.faces(part), tolerance),
    });
  }
  return parts;
}

/** Facets need only be fine enough to tell faces and sides apart: their surfaces are known exactly. */
const tessellate = (kernel: Kernel, solid: Solid, diagonal: number): Promise<TaggedMesh> =>
  kernel.tessellate(solid, { deviation: FACET_DEVIATION * diagonal, angle: 0.25 });

function toPerceived(mesh: TaggedMesh, faces: readonly SolidFace[], tolerance: number): Perceived {
  return {
    mesh,
    faceOfTriangle: mesh.faceOfTriangle,
    faces: faces.map(({ surface, area }) => ({ surface, area, deviation: 0 })),
    tolerance,
    warnings: [],
  };
}

function trianglesOfBodies(mesh: TaggedMesh, faces: readonly SolidFace[]): number[][] {
  const count = 1 + Math.max(...faces.map((face) => face.body));
  const bodies: number[][] = Array.from({ length: count }, () => []);
  mesh.faceOfTriangle.forEach((face, t) => {
    bodies[faces[face].body].push(t);
  });
  return bodies;
}
