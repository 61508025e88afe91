import { CadtraceError } from '../../errors.ts';
import { boundsOf, diagonalOf, type Mesh } from '../../geometry/mesh.ts';
import type { PointCloud } from '../../geometry/point-cloud.ts';
import { seededRandom } from '../../geometry/random.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import { checkScanner } from './check-scanner.ts';
import { type ScanPresetName, scanPresets } from './presets.ts';
import { scanViews } from './scan-views.ts';
import type { Scanner, SurfaceSampler } from './scanner.ts';

/** The most points of a cloud. */
export const MAX_POINTS = 20_000_000;

/** The stream of a surface's noise; where the points lie comes of stream 0, as `surfaceSamples` draws them. */
const NOISE_STREAM = 1;

export type ScanRequest = {
  /** The name of a preset, which fits the size of the part, or all numbers. */
  readonly scanner: ScanPresetName | Scanner;
  /** Points, 1 to 20 million. */
  readonly count: number;
  /** A whole number; the same one gives the same cloud. */
  readonly seed: number;
  /** Whether the cloud has normals. */
  readonly normals?: boolean;
};

/**
 * Takes a cloud of points from a mesh as a scanner would. A scanner with viewpoints sees what is in sight of them, from
 * outside or, through gaps, from within. Throws `usage` for a scanner or a count that makes no sense,
 * `input-degenerate` where the mesh has no surface or next to nothing of it is seen.
 */
export function simulateScan(mesh: Mesh, { scanner, count, seed, normals = false }: ScanRequest): PointCloud {
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_POINTS)) {
    throw new CadtraceError('usage', `a cloud has 1 to ${MAX_POINTS} points.`, { value: count });
  }
  const bounds = boundsOf(mesh.positions);
  const size = diagonalOf(bounds);
  if (!(size > 0 && Number.isFinite(size))) {
    throw new CadtraceError('input-degenerate', 'there is no surface to scan.', { value: size });
  }
  const chosen: Scanner = typeof scanner === 'string' ? scanPresets[scanner].scannerFor(bounds) : scanner;
  checkScanner(chosen, size);
  const cloud =
    chosen.kind === 'surface'
      ? sampleSurface(mesh, chosen, { count, seed })
      : scanViews(mesh, chosen, { count, seed });
  if (normals) return cloud;
  const { normals: _, ...bare } = cloud;
  return bare;
}

/** Points uniform over the surface, with the same noise in all directions. */
function sampleSurface(
  mesh: Mesh,
  { noise, noiseProbability }: SurfaceSampler,
  { count, seed }: { count: number; seed: number },
): PointCloud {
  const { positions, normals } = surfaceSamples(mesh, count, seed);
  if (positions.length === 0) throw new CadtraceError('input-degenerate', 'there is no surface to scan.');
  const random = seededRandom(seed, NOISE_STREAM);
  if (noise === 0 || !random.chance(noiseProbability)) return { positions, normals };
  return { positions: positions.map((x) => x + random.normal(0, noise)), normals };
}
