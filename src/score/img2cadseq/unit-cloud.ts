import type { Mesh } from '../../geometry/mesh.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';

const POINTS = 2000;

/**
 * A mesh as metrics of sets see it, in the form of BrepGen (Xu et al., 2024), which Img2CADSeq follows: x, y, z of
 * 2,000 points uniform over its surface, moved so that their mean is the origin and scaled so that the farthest
 * coordinate is 1. No points where the mesh has no area.
 */
export function unitCloud(mesh: Mesh, seed: number): Float64Array {
  const { positions } = surfaceSamples(mesh, POINTS, seed);
  const mean = [0, 0, 0];
  for (const [i, x] of positions.entries()) mean[i % 3] += x / POINTS;
  const centered = positions.map((x, i) => x - mean[i % 3]);
  const farthest = centered.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return centered.map((x) => x / farthest);
}
