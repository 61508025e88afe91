import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Perceived } from './types.ts';

/** A solid's own surfaces are exact to the kernel's precision; designers' files carry noise of about this share of the size. */
const RELATIVE_TOLERANCE = 1e-7;
/** The kernel takes points closer than this for one. */
const KERNEL_TOLERANCE = 1e-7;

/** Reads the faces of a solid and tessellates it; facets follow curved faces within 0.2% of the part's size. */
export async function perceiveSolid(kernel: Kernel, solid: Solid): Promise<Perceived> {
  const faces = await kernel.faces(solid);
  const { bounds } = await kernel.measure(solid);
  const diagonal = diagonalOf(bounds);
  const mesh = await kernel.tessellate(solid, { deviation: 2e-3 * diagonal, angle: 0.25 });
  const size = Math.max(diagonal, diagonalOf(boundsOf(mesh.positions)));
  return {
    mesh,
    faceOfTriangle: mesh.faceOfTriangle,
    faces: faces.map(({ surface, area }) => ({ surface, area, deviation: 0 })),
    tolerance: Math.max(2 * KERNEL_TOLERANCE, RELATIVE_TOLERANCE * size),
    warnings: [],
  };
}
