import { CadtraceError } from '../errors.ts';
import { buildBvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { type Mesh, triangleArea } from '../geometry/mesh.ts';
import type { Kernel, Solid, TaggedMesh } from '../kernel/types.ts';
import { perceiveSolid } from '../perceive/solid.ts';
import type { Perceived } from '../perceive/types.ts';

/** Most pieces of a difference that are looked at, largest first. */
const MAX_PIECES = 24;

/** What was perceived of solids that are left over; those that the kernel cannot describe are left out. */
export async function perceiveLeftovers(solids: readonly Solid[], kernel: Kernel): Promise<Perceived[]> {
  const leftovers: Perceived[] = [];
  for (const solid of solids) {
    try {
      for (const { perceived } of await perceiveSolid(kernel, solid)) leftovers.push(perceived);
    } catch (error) {
      if (!(error instanceof CadtraceError) || error.code === 'cancelled') throw error;
    }
  }
  return leftovers;
}

/**
 * What is perceived of the `pieces` that just a mesh or just a result contains. Nothing has to be fitted: each of their
 * triangles lies on a face of the one or the other, whose exact surface is known.
 */
export async function leftoversOfMesh(
  perceived: Perceived,
  result: { readonly solid: Solid; readonly mesh: TaggedMesh },
  pieces: readonly Mesh[],
  kernel: Kernel,
): Promise<Perceived[]> {
  if (pieces.length === 0) return [];
  const surfaces = [
    ...perceived.faces.map(({ surface }) => surface),
    ...(await kernel.faces(result.solid)).map(({ surface }) => surface),
  ];
  const nearest = nearestFace(perceived, result.mesh);
  return pieces.slice(0, MAX_PIECES).map((mesh): Perceived => {
    const used = new Map<number, number>();
    const area: number[] = [];
    const faceOfTriangle = Int32Array.from({ length: mesh.triangles.length / 3 }, (_, t) => {
      const source = nearest(mesh, t);
      const face = used.get(source) ?? used.size;
      used.set(source, face);
      area[face] = (area[face] ?? 0) + triangleArea(mesh, t);
      return face;
    });
    const faces = [...used.keys()].map((source, face) => ({
      surface: surfaces[source],
      area: area[face],
      deviation: 0,
    }));
    return { mesh, faceOfTriangle, faces, tolerance: perceived.tolerance, warnings: [] };
  });
}

/** A function that finds the face nearest to a triangle's centre: the part's faces count first, then the result's. */
function nearestFace(part: Perceived, result: TaggedMesh): (mesh: Mesh, t: number) => number {
  const [partTree, resultTree] = [buildBvh(part.mesh), buildBvh(result)];
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  return ({ positions: p, triangles }, t) => {
    const [a, b, c] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]];
    const center = [0, 1, 2].map((k) => (p[a + k] + p[b + k] + p[c + k]) / 3) as [number, number, number];
    const toPart = closestPoint(partTree, ...center, found);
    const ofPart = part.faceOfTriangle[found.triangle];
    // Where the two coincide, the part's own surface is the exact one.
    if (toPart <= part.tolerance ** 2 || closestPoint(resultTree, ...center, found) >= toPart) return ofPart;
    return part.faces.length + result.faceOfTriangle[found.triangle];
  };
}
