import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStl } from '../../src/formats/stl.ts';
import { loadTarget } from '../../src/input/load.node.ts';
import { boxMesh } from '../support/meshes.ts';
import { noKernel } from '../support/read-mesh.ts';

describe('loadTarget', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cadtrace-input-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const errorOf = (path: string): Promise<unknown> =>
    loadTarget(path, { kernel: noKernel }).catch((error: unknown) => error);

  it('reads a file', async () => {
    const path = join(folder, 'box.stl');
    await writeFile(path, writeStl(boxMesh([0, 0, 0], [1, 1, 1])));
    expect(await loadTarget(path, { unit: 'cm', kernel: noKernel })).toMatchObject({
      kind: 'mesh',
      unit: 'cm',
      shells: 1,
    });
  });

  it('says why a file cannot be read', async () => {
    const large = join(folder, 'large.stl');
    await writeFile(large, '');
    await truncate(large, 2 ** 31);
    const empty = join(folder, 'empty.stl');
    await writeFile(empty, '');
    const missing = join(folder, 'missing.stl');
    expect(await errorOf(missing)).toMatchObject({
      code: 'input-unreadable',
      where: missing,
      message: `${missing}: there is no such file; check the path.`,
    });
    expect(await errorOf(join(empty, 'below.stl'))).toMatchObject({ code: 'input-unreadable' });
    expect(await errorOf(folder)).toMatchObject({
      code: 'input-unreadable',
      message: expect.stringMatching(/a folder/),
    });
    expect(await errorOf('/dev/zero')).toMatchObject({
      code: 'input-unreadable',
      message: expect.stringMatching(/no regular file/),
    });
    expect(await errorOf(large)).toMatchObject({
      code: 'input-too-large',
      message: expect.stringMatching(/2\.0 GiB/),
    });
    expect(await errorOf(empty)).toMatchObject({ code: 'input-empty' });
  });
});
