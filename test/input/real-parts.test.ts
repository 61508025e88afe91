import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { volumeOf } from '../../src/geometry/mesh.ts';
import { loadTarget } from '../../src/input/load.node.ts';
import type { MeshTarget } from '../../src/input/target.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { noKernel } from '../support/read-mesh.ts';
import { sharedData } from '../support/shared-data.ts';

const printed = sharedData('stl');
const stepFolder = sharedData('step');
const designed = sharedData('fusion360');

async function load(path: string): Promise<MeshTarget> {
  const target = await loadTarget(path, { kernel: noKernel });
  if (target.kind !== 'mesh') throw new Error('expected a mesh');
  return target;
}

describe('real parts', () => {
  it.skipIf(printed === undefined)('are closed solids when printed parts', async () => {
    for (const file of readdirSync(printed!)) {
      const { mesh, openEdges, nonManifoldEdges } = await load(join(printed!, file));
      expect({ file, openEdges, nonManifoldEdges }).toEqual({ file, openEdges: 0, nonManifoldEdges: 0 });
      expect(volumeOf(mesh)).toBeGreaterThan(0);
    }
  });

  it.skipIf(stepFolder === undefined)('are read from STEP by the kernel', async () => {
    const kernel = await loadKernel();
    const [file] = readdirSync(stepFolder!).filter((name) => /\.ste?p$/i.test(name));
    const target = await loadTarget(join(stepFolder!, file), { kernel });
    if (target.kind !== 'solid') throw new Error('expected a solid');
    expect(target.unitAssumed).toBe(false);
    expect((await kernel.measure(target.solid)).volume).toBeGreaterThan(0);
    kernel.close();
  });

  it.skipIf(designed === undefined)('have the volume that their designer made', async () => {
    const parts = readdirSync(join(designed!, 'stl')).filter((_, i) => i % 10 === 0);
    for (const file of parts) {
      const { mesh, nonManifoldEdges, openEdges } = await load(join(designed!, 'stl', file));
      const sequence = JSON.parse(
        readFileSync(join(designed!, 'sequence', file.replace('.stl', '.json')), 'utf8'),
      );
      expect({ file, openEdges, nonManifoldEdges }).toEqual({ file, openEdges: 0, nonManifoldEdges: 0 });
      expect(Math.abs(volumeOf(mesh) / sequence.expected.volume - 1)).toBeLessThan(0.01);
    }
  });
});
