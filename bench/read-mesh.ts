/** Times reading (with welding and repair) of a torus of two million triangles, and shows the peak memory. */
import { writeGlb } from '../src/formats/glb.ts';
import { writeStl } from '../src/formats/stl.ts';
import { write3mf } from '../src/formats/threemf.ts';
import { readTarget } from '../src/input/read-target.ts';
import { torusMesh } from '../test/support/meshes.ts';
import { noKernel } from '../test/support/read-mesh.ts';

const mesh = torusMesh([0, 0, 0], 40, 10, 2000, 500);
const files = [
  ['STL', () => writeStl(mesh)],
  ['GLB', () => writeGlb(mesh, { unit: 'mm' })],
  ['3MF', () => write3mf([mesh], { unit: 'mm', name: 'torus' })],
] as const;

for (const [format, write] of files) {
  const bytes = write();
  const started = performance.now();
  const target = await readTarget(bytes, { name: 'torus', kernel: noKernel });
  const seconds = (performance.now() - started) / 1000;
  if (target.kind !== 'mesh' || target.openEdges > 0) throw new Error('expected a closed mesh');
  console.log(
    `${format}: ${target.mesh.triangles.length / 3} triangles, ${(bytes.length / 1e6).toFixed(0)} MB, ` +
      `read in ${seconds.toFixed(1)} s, peak memory ${(process.resourceUsage().maxRSS / 1e6).toFixed(2)} GB`,
  );
}
