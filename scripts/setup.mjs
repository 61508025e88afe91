/**
 * Makes a fresh clone ready: installs packages that are missing or of another version than the lock file says.
 * With --build it also compiles src/ to dist/ when a source is newer. Does nothing, quickly, when all is there.
 */
import { execSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));
const BUILT = 'dist/cli/main.node.js';

if (!isInstalled()) run('npm ci --no-audit --no-fund', 'installing packages');
if (process.argv.includes('--build') && !isBuilt()) run('npm run --silent build', 'compiling');

/** Whether every package of the lock file is there; optional ones are for other systems, or not needed. */
function isInstalled() {
  // Written last, so an installation that was interrupted lacks it.
  if (!existsSync('node_modules/.package-lock.json')) return false;
  const { packages } = readJson('package-lock.json');
  return Object.entries(packages).every(([path, { version, optional }]) => {
    const manifest = join(path, 'package.json');
    return optional || (existsSync(manifest) && readJson(manifest).version === version);
  });
}

function isBuilt() {
  if (!existsSync(BUILT)) return false;
  const built = statSync(BUILT).mtimeMs;
  const sources = readdirSync('src', { recursive: true }).map((name) => join('src', name));
  return ['package-lock.json', 'tsconfig.json', ...sources].every((path) => statSync(path).mtimeMs <= built);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function run(command, what) {
  console.error(`cadtrace: ${what} (${command})`);
  try {
    execSync(command, { stdio: ['ignore', 'inherit', 'inherit'] });
  } catch {
    console.error(`cadtrace: ${what} failed; the messages above say why.`);
    process.exit(1);
  }
}
