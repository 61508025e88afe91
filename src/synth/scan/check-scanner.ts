import { CadtraceError } from '../../errors.ts';
import type { Scanner } from './scanner.ts';

const MAX_VIEWS = 1000;
const MAX_PATCHES = 1000;

/** Throws `usage`, naming the number, where a scanner makes no sense for a mesh whose box has a diagonal of `size`. */
export function checkScanner(scanner: Scanner, size: number): void {
  if (scanner.kind === 'surface') {
    check('noise', scanner.noise, 0, Infinity);
    check('noiseProbability', scanner.noiseProbability, 0, 1);
    return;
  }
  const { views, distance, unevenness, beam, noise, grazing, outliers, registration, missing } = scanner;
  if (!Number.isInteger(views)) throw wrong('views', views, 'a whole number');
  check('views', views, 1, MAX_VIEWS);
  // The whole part must lie before each viewpoint, and what is read of it too.
  if (!(distance > 0.5 * size))
    throw wrong('distance', distance, `above half the part's diagonal, ${0.5 * size}`);
  check('distance', distance, 0.5 * size, 1e6 * size);
  check('unevenness', unevenness, 0, 3);
  check('beam.footprint', beam.footprint, 0, size);
  check('beam.mixing', beam.mixing, 0, 1);
  check('noise.depth', noise.depth, 0, 0.05 * size);
  check('noise.correlation', noise.correlation, 0, size);
  check('noise.quantum', noise.quantum, 0, 0.1 * size);
  check('noise.normals', noise.normals, 0, Math.PI);
  check('grazing.from', grazing.from, 0, Math.PI / 2);
  check('grazing.to', grazing.to, grazing.from, Math.PI / 2);
  check('outliers.share', outliers.share, 0, 1);
  check('outliers.range', outliers.range, 0, size);
  check('registration.translation', registration.translation, 0, size);
  check('registration.rotation', registration.rotation, 0, Math.PI);
  check('missing.patches', missing.patches, 0, MAX_PATCHES);
  check('missing.radius', missing.radius, 0, size);
}

function check(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high)) throw wrong(name, value, `from ${low} to ${high}`);
}

const wrong = (name: string, value: number, expected: string): CadtraceError =>
  new CadtraceError('usage', `the scanner's ${name} is ${value}; it must be ${expected}.`, { value });
