import { boundsOf } from '../../geometry/mesh.ts';
import { submesh } from '../../geometry/submesh.ts';
import { type FacedSurface, trianglesOfFaces } from './faced-surface.ts';
import { intoCube } from './into-cube.ts';

/** Steps from the middle of the longest side to its end: 6 bits of the whole, as duplicates are told by in this field. */
const STEPS = 32;

/**
 * A text that is the same for parts that count as duplicates: the part's own box comes into a cube of 64 steps a side,
 * and each face gives its kind and the box around it, rounded to steps, in any order. Modelled on BrepGen (Xu et al.,
 * 2024), which compares points on faces at 6 bits. Place and size do not count, orientation does. Where a face ends
 * about half way between steps, other tessellations of the same shape may give another key.
 */
export function shapeKey(surface: FacedSurface): string {
  const mesh = intoCube(surface.mesh, boundsOf(surface.mesh.positions));
  const faces = trianglesOfFaces(surface).map((triangles, i) => {
    const { min, max } = boundsOf(submesh(mesh, triangles).positions);
    // Adding 0 leaves no -0.
    const steps = [...min, ...max].map((x) => Math.round(STEPS * x) + 0);
    return `${surface.faces[i].surface.kind} ${steps.join(' ')}`;
  });
  return faces.sort().join('\n');
}
