import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The floors of src/, from the ground: a file imports from its own folder and from lower floors only. Folders on one
 * floor do not see each other.
 */
const FLOORS = [
  ['errors.ts', 'workers'],
  ['geometry'],
  ['program'],
  ['kernel'],
  ['formats'],
  ['input', 'score', 'synth'],
  ['perceive'],
  ['refine'],
  ['propose'],
  ['search'],
  ['report'],
  ['reconstruct.ts'],
  ['index.ts'],
  ['cli', 'server'],
];

/** These run on Node alone; all else runs in a browser too. */
const isNodeFile = (file: string): boolean => /^(cli|server)\/|\.node\.ts$/.test(file);

const SOURCE = join(import.meta.dirname, '../src');
const files = readdirSync(SOURCE, { recursive: true })
  .map((file) => String(file).split(sep).join('/'))
  .filter((file) => file.endsWith('.ts'));
/** Code without comments, so that prose may mention what code must not use. */
const codeOf = new Map(
  files.map((file) => {
    const text = readFileSync(join(SOURCE, file), 'utf8');
    return [file, text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')];
  }),
);
const specifiersOf = (file: string): string[] =>
  [...codeOf.get(file)!.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier);
const importsOf = (file: string): string[] =>
  specifiersOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) =>
      normalize(join(dirname(file), specifier))
        .split(sep)
        .join('/'),
    );

/** A file's folder, or the file itself where it lies in src/. */
const roomOf = (file: string): string => file.split('/')[0];
const floorOf = (file: string): number => FLOORS.findIndex((floor) => floor.includes(roomOf(file)));

test('every file has a floor', () => {
  expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
});

test('imports name files that exist', () => {
  const broken = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => !codeOf.has(imported))
      .map((imported) => `${file} -> ${imported}`),
  );
  expect(broken).toEqual([]);
});

test('imports only descend', () => {
  const rising = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => roomOf(imported) !== roomOf(file) && floorOf(imported) >= floorOf(file))
      .map((imported) => `${file} -> ${imported}`),
  );
  expect(rising).toEqual([]);
});

test('no file imports itself, directly or through others', () => {
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    else if (!finished.has(file)) {
      for (const imported of importsOf(file)) visit(imported, [...path, file]);
      finished.add(file);
    }
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('all but the edge runs in a browser', () => {
  const bound = files
    .filter((file) => !isNodeFile(file))
    .filter(
      (file) =>
        importsOf(file).some((imported) => isNodeFile(imported)) ||
        specifiersOf(file).some((specifier) => specifier.startsWith('node:')) ||
        /\b(Buffer|process)\s*[.[(]/.test(codeOf.get(file)!),
    );
  expect(bound).toEqual([]);
});

test('chance comes from seeds', () => {
  expect(files.filter((file) => codeOf.get(file)!.includes('Math.random'))).toEqual([]);
});

test('only the kernel sees OpenCascade', () => {
  const seeing = files.filter((file) => /opencascade/i.test(codeOf.get(file)!) && roomOf(file) !== 'kernel');
  expect(seeing).toEqual([]);
});
