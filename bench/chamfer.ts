/**
 * Times Chamfer distances between clouds of 8,192 points on a torus and, where the real parts are, on pairs of those: a part
 * with itself sampled again, and with another part. Both trees are built within the time; drawing the points is not.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildKdTree } from '../src/geometry/kd-tree.ts';
import type { Mesh } from '../src/geometry/mesh.ts';
import { surfaceSamples } from '../src/geometry/surface-samples.ts';
import { loadTarget } from '../src/input/load.node.ts';
import { CHAMFER_POINTS, squaredChamfer } from '../src/score/chamfer.ts';
import { torusMesh } from '../test/support/meshes.ts';
import { noKernel } from '../test/support/read-mesh.ts';

const PARTS = 40;
const RUNS = 200;
const FOLDER = '../shared/data/fusion360/stl';

const torus = torusMesh([0, 0, 0], 2, 0.7, 256, 128);
report('a torus, sampled twice', [[torus, torus]]);

const parts = await realParts();
if (parts.length === 0) console.log('No real parts: ../shared/data is absent.');
else {
  report(
    'a part, sampled twice',
    parts.map((part) => [part, part]),
  );
  report(
    'a part and another',
    parts.map((part, i) => [part, parts[(i + 1) % parts.length]]),
  );
}

function report(name: string, pairs: readonly (readonly [Mesh, Mesh])[]): void {
  const clouds = pairs.map(([a, b]) => [cloudOn(a, 1), cloudOn(b, 2)] as const);
  // The compiler's own work comes first.
  for (const [a, b] of clouds) millisecondsOf(a, b);
  const times = clouds
    .flatMap(([a, b]) => Array.from({ length: Math.ceil(RUNS / pairs.length) }, () => millisecondsOf(a, b)))
    .sort((x, y) => x - y);
  const at = (share: number): string => times[Math.floor(share * (times.length - 1))].toFixed(1);
  console.log(`${name}: median ${at(0.5)} ms, 95% ${at(0.95)} ms (${times.length} runs)`);
}

function cloudOn(mesh: Mesh, seed: number): Float64Array {
  return surfaceSamples(mesh, CHAMFER_POINTS, seed).positions;
}

function millisecondsOf(a: Float64Array, b: Float64Array): number {
  const started = performance.now();
  squaredChamfer(buildKdTree(a), buildKdTree(b));
  return performance.now() - started;
}

/** Some meshes of designers' parts, spread over the set; none where that is absent. */
async function realParts(): Promise<Mesh[]> {
  const files = namesIn(FOLDER);
  const chosen = files.filter((_, i) => i % Math.ceil(files.length / PARTS) === 0);
  const targets = await Promise.all(
    chosen.map((file) => loadTarget(join(FOLDER, file), { kernel: noKernel })),
  );
  return targets.flatMap((target) => (target.kind === 'mesh' ? [target.mesh] : []));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
