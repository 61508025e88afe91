/** Times scans of a million points, of the example with the most faces, with every preset on one core. */
import { performance } from 'node:perf_hooks';
import { diagonalOf } from '../src/geometry/mesh.ts';
import { loadTarget } from '../src/input/load.node.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import { type ScanPresetName, scanPresets } from '../src/synth/scan/presets.ts';
import { simulateScan } from '../src/synth/scan/simulate-scan.ts';

const POINTS = 1_000_000;

const kernel = await loadKernel();
const target = await loadTarget('examples/bearing-plate.step', { kernel });
if (target.kind !== 'solid') throw new Error('The example should be a solid.');
const { bounds, faces } = await kernel.measure(target.solid);
const mesh = await kernel.tessellate(target.solid, { deviation: 1e-4 * diagonalOf(bounds), angle: 0.1 });
kernel.close();
console.log(`${faces} faces, ${mesh.triangles.length / 3} triangles`);

for (const scanner of Object.keys(scanPresets) as ScanPresetName[]) {
  const started = performance.now();
  const { positions } = simulateScan(mesh, { scanner, count: POINTS, seed: 1, normals: true });
  const seconds = (performance.now() - started) / 1000;
  console.log(`${scanner}: ${positions.length / 3} points in ${seconds.toFixed(1)} s`);
}
