import { buildKdTree, type Neighbour, nearestPoint } from '../../../geometry/kd-tree.ts';
import { perceiveCloud } from '../../../perceive/cloud/perceive-cloud.ts';
import type { PerceivedCloud } from '../../../perceive/cloud/types.ts';
import type { Primitive } from '../../../score/primitives/index.ts';
import { readPoints } from './read-cloud.ts';

/** Primitives that were found in a cloud, and how long that took. */
export type Detection = { readonly seconds: number; readonly primitives: readonly Primitive[] };

/** Finds the primitives of a cloud of Fit4CAD; once the time is up, no more. Throws what reading and perceiving throw. */
export async function detectPrimitives(folder: string, name: string, timeLimit: number): Promise<Detection> {
  const positions = readPoints(folder, name);
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const perceived = perceiveCloud({ positions }, { expired: () => seconds() > timeLimit });
  return { seconds: seconds(), primitives: perceived.flatMap((part) => primitivesOf(part, positions)) };
}

/** The faces as primitives of the whole cloud, of which perception may have dropped points or repeats of points. */
function primitivesOf(
  { positions: kept, faces, spacing }: PerceivedCloud,
  positions: Float64Array,
): Primitive[] {
  const faceOfPoint = new Int32Array(kept.length / 3).fill(-1);
  for (const [face, { points }] of faces.entries()) for (const i of points) faceOfPoint[i] = face;
  const members: number[][] = faces.map(() => []);
  const tree = buildKdTree(kept);
  const nearest: Neighbour = { index: -1, squaredDistance: 0 };
  for (let i = 0; i < positions.length; i += 3) {
    const squared = nearestPoint(tree, positions[i], positions[i + 1], positions[i + 2], nearest);
    const face = squared <= spacing ** 2 ? faceOfPoint[nearest.index] : -1;
    if (face >= 0) members[face].push(i / 3);
  }
  return faces
    .map(({ surface }, face) => ({ surface, points: Uint32Array.from(members[face]) }))
    .filter(({ points }) => points.length > 0);
}
