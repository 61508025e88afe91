/** Times pictures of 256 x 256 pixels of an example in every style. */
import { performance } from 'node:perf_hooks';
import { diagonalOf } from '../src/geometry/mesh.ts';
import { loadTarget } from '../src/input/load.node.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import { fitView, renderMesh, renderStyles } from '../src/synth/index.ts';
import { standardViews } from '../src/synth/picture/cameras.ts';

const PICTURES = 20;

const kernel = await loadKernel();
const target = await loadTarget('examples/bearing-plate.step', { kernel });
if (target.kind !== 'solid') throw new Error('The example should be a solid.');
const { bounds } = await kernel.measure(target.solid);
const mesh = await kernel.tessellate(target.solid, { deviation: 1e-4 * diagonalOf(bounds), angle: 0.1 });
kernel.close();
console.log(`${mesh.triangles.length / 3} triangles`);

const view = fitView(mesh, standardViews.iso, { aspect: 1, margin: 0.05 });
for (const [name, style] of Object.entries(renderStyles)) {
  const times = Array.from({ length: PICTURES }, () => {
    const started = performance.now();
    renderMesh(mesh, view, { width: 256, height: 256, style });
    return performance.now() - started;
  }).sort((a, b) => a - b);
  console.log(`${name}: ${times[PICTURES / 2].toFixed(0)} ms, at most ${times[PICTURES - 1].toFixed(0)} ms`);
}
