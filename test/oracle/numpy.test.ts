import { describe, expect, it } from 'vitest';
import { readCloud } from '../support/cloud-files.ts';
import { hasPythonModules, runPython } from '../support/python-oracle.ts';

type Saved = { readonly name: string; readonly file: string; readonly points: readonly number[] };

const hasNumpy = hasPythonModules('numpy');

describe.skipIf(!hasNumpy)(hasNumpy ? 'NumPy' : 'NumPy (skipped: not installed)', () => {
  it('saves arrays that are read', async () => {
    const arrays = await runPython<Saved>('save_arrays.py', '', 30);
    expect(arrays.length).toBeGreaterThan(20);
    for (const { name, file, points } of arrays) {
      const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
      const { cloud } = await readCloud(bytes);
      expect({ name, points: Array.from(cloud.positions) }).toEqual({ name, points });
      expect(cloud.normals !== undefined).toBe(name.includes('normals'));
    }
  });
});
