import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SurfaceKind } from '../../src/geometry/surface.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { perceiveMesh } from '../../src/perceive/perceive-mesh.ts';
import { readMesh } from '../support/read-mesh.ts';
import { sharedData } from '../support/shared-data.ts';
import { tumbled } from '../support/solids.ts';

const folder = sharedData('fusion360');

/** A kind and the number that tells faces of it apart, to four digits. */
type Sort = { kind: SurfaceKind; radius?: number };

const sorted = (surfaces: readonly Sort[]): string[] =>
  surfaces.map((s) => `${s.kind} ${s.radius?.toPrecision(4) ?? ''}`).sort();

describe.skipIf(folder === undefined)('human parts, as mesh and as solid', () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await loadKernel();
  });
  afterAll(() => kernel.close());

  const every = 50;
  const names = folder ? readdirSync(join(folder, 'stl')).filter((_, i) => i % every === 0) : [];

  it.each(names)('have the same faces in %s, tumbled too', async (name) => {
    const step = readFileSync(join(folder!, 'step', name.replace('.stl', '.step')));
    const { solid } = await kernel.readStep(step);
    const truth = sorted((await kernel.faces(await kernel.unify(solid))).map((face) => face.surface as Sort));
    const { mesh } = await readMesh(readFileSync(join(folder!, 'stl', name)), name);
    for (const placed of [mesh, tumbled(mesh, 1)]) {
      expect(sorted(perceiveMesh(placed).faces.map((face) => face.surface as Sort))).toEqual(truth);
    }
  });
});
