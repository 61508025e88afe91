/**
 * Reconstructs one part: npm start -- my-part.stl [options of cadtrace reconstruct], or an example when none is given.
 * Writes the program and the solid to out/ and prints the program and the report.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';

const EXAMPLE = 'examples/bearing-plate.stl';

const [part = EXAMPLE, ...options] = process.argv.slice(2);
// npm runs this in the project's folder; the part's path is meant from where the user is.
const input = part === EXAMPLE ? part : resolve(process.env.INIT_CWD ?? '.', part);
const name = join('out', basename(part, extname(part)));
const program = `${name}.py`;
const outputs = [program, `${name}.cad.json`, `${name}.step`, `${name}.stl`].flatMap((path) => ['-o', path]);

mkdirSync('out', { recursive: true });
const { status } = spawnSync(
  process.execPath,
  ['dist/cli/main.node.js', 'reconstruct', input, ...outputs, '--report', `${name}.report.json`, ...options],
  { stdio: 'inherit' },
);
if (status === 0) console.log(`\n${program}:\n\n${readFileSync(program, 'utf8')}`);
if (part === EXAMPLE)
  console.log('Your own part: npm start -- my-part.stl   (STEP, STL, OBJ, PLY, OFF, 3MF or GLB)');
process.exitCode = status ?? 1;
