import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Mesh, volumeOf } from '../../src/geometry/mesh.ts';

/** Whether the system has OpenSCAD (on Debian `apt-get install openscad`). */
export const hasOpenScad = (): boolean => spawnSync('openscad', ['--version']).status === 0;

/** The volume that OpenSCAD makes of a program, with so many facets in a full turn; stopped after `seconds`. */
export async function openScadVolume(code: string, facets: number, seconds: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'openscad-'));
  try {
    await writeFile(join(folder, 'part.scad'), code);
    const options = ['-o', 'part.stl', '-D', `$fn=${facets}`, '--hardwarnings', 'part.scad'];
    await promisify(execFile)('openscad', options, { cwd: folder, timeout: seconds * 1000 });
    return volumeOf(meshOf(await readFile(join(folder, 'part.stl'), 'utf8')));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The triangles of an ASCII STL, each with vertices of its own. */
function meshOf(stl: string): Mesh {
  const positions = [...stl.matchAll(/vertex (\S+) (\S+) (\S+)/g)].flatMap(([, x, y, z]) => [+x, +y, +z]);
  return {
    positions: new Float64Array(positions),
    triangles: Uint32Array.from({ length: positions.length / 3 }, (_, i) => i),
  };
}
