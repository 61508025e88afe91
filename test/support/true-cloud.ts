import { readFileSync } from 'node:fs';
import { boundsOf, diagonalOf } from '../../src/geometry/mesh.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import type { Surface } from '../../src/geometry/surface.ts';
import { surfaceSamples } from '../../src/geometry/surface-samples.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import type { PerceivedCloud } from '../../src/perceive/cloud/types.ts';

/**
 * A cloud of a solid with perception's answer as it should be: each point on the face that it was taken from, each face
 * with its exact surface. Faces of equal surfaces stay apart. `noise` is a standard deviation as a share of the diagonal.
 */
export async function trueCloud(
  kernel: Kernel,
  solid: Solid,
  { count, noise = 0, seed = 1 }: { count: number; noise?: number; seed?: number },
): Promise<PerceivedCloud> {
  const faces = await kernel.faces(solid);
  const { bounds } = await kernel.measure(solid);
  const diagonal = diagonalOf(bounds);
  const mesh = await kernel.tessellate(solid, { deviation: 1e-5 * diagonal, angle: 0.05 });
  const { positions, triangles } = surfaceSamples(mesh, count, seed);
  const random = seededRandom(seed, 1);
  const deviation = noise * diagonal;
  for (let i = 0; noise > 0 && i < positions.length; i++) positions[i] += random.normal(0, deviation);
  const members: number[][] = faces.map(() => []);
  triangles.forEach((t, i) => {
    members[mesh.faceOfTriangle[t]].push(i);
  });
  const area = faces.reduce((sum, face) => sum + face.area, 0);
  return {
    positions,
    faces: faces.map((face, k) => ({
      surface: face.surface as Surface,
      points: Uint32Array.from(members[k]),
      area: face.area,
    })),
    spacing: Math.sqrt(area / count),
    noise: deviation,
    tolerance: Math.max(3 * deviation, 2e-5 * diagonalOf(boundsOf(positions))),
    warnings: [],
  };
}

/** The solid of a STEP file. */
export const solidFrom = async (kernel: Kernel, path: string): Promise<Solid> =>
  (await kernel.readStep(new Uint8Array(readFileSync(path)))).solid;
