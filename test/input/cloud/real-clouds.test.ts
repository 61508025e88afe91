import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadTarget } from '../../../src/input/load.node.ts';
import type { CloudTarget } from '../../../src/input/target.ts';
import { noKernel } from '../../support/read-mesh.ts';
import { sharedData } from '../../support/shared-data.ts';

async function load(...path: readonly string[]): Promise<CloudTarget> {
  const target = await loadTarget(sharedData('clouds', ...path)!, { kernel: noKernel });
  if (target.kind !== 'cloud') throw new Error('expected a cloud');
  return target;
}

describe.skipIf(!sharedData('clouds'))('real clouds', () => {
  it('of a depth camera have colours, and gaps where it saw nothing', async () => {
    const { cloud, count, warnings } = await load('pcl', 'learn0.pcd');
    expect(count).toBe(640 * 480);
    expect(cloud.positions.length / 3).toBe(182_292);
    expect(cloud.colors?.length).toBe(3 * 182_292);
    expect(warnings).toEqual(['dropped 124908 points without finite coordinates']);
  });

  it('with labels have the same points as without', async () => {
    const plain = await load('point2cad', 'abc_00470.xyz');
    const labelled = await load('point2cad', 'abc_00470.xyzc');
    expect(plain.count).toBe(10_000);
    expect(labelled).toEqual(plain);
  });

  it('of the Fit4CAD benchmark are all read, its parameters of primitives are not', async () => {
    const names = readdirSync(sharedData('clouds', 'fit4cad')!);
    let points = 0;
    for (const name of names.filter((each) => /^PC\d+\.txt$/.test(each))) {
      const { cloud, count } = await load('fit4cad', name);
      expect(cloud.positions.length / 3).toBeGreaterThan(0.99 * count);
      points += count;
    }
    expect(points).toBe(529_136);
    const [parameters] = names.filter((each) => each.endsWith('_parametric.txt'));
    await expect(load('fit4cad', parameters)).rejects.toMatchObject({ code: 'input-empty' });
  });
});
