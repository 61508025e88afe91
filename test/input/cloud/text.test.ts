import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCloud } from '../../support/cloud-files.ts';

/** Twenty points with fractions, as rows of numbers, each with what `more` adds. */
const rows = (more: (i: number) => readonly number[] = () => []): number[][] =>
  Array.from({ length: 20 }, (_, i) => [i + 0.5, ((i * i) % 7) - 1.25, 1 - i / 8, ...more(i)]);
const expected = Float64Array.from(rows().flat());

const text = (numbers: readonly (readonly number[])[], separator = ' ', end = '\n'): string =>
  numbers.map((row) => row.join(separator)).join(end) + end;
const decimalCommas = (content: string): string => content.replaceAll('.', ',');

describe('texts of points', () => {
  it.each<[string, string]>([
    ['blanks', text(rows())],
    ['aligned blanks', text(rows(), '   ').replace(/^/gm, '  ')],
    ['tabs', text(rows(), '\t')],
    ['commas', text(rows(), ',')],
    ['commas and blanks', text(rows(), ', ')],
    ['semicolons', text(rows(), ';')],
    ['a semicolon at the end of each line', text(rows(), ';').replaceAll('\n', ';\n')],
    ['semicolons and decimal commas', decimalCommas(text(rows(), ';'))],
    ['blanks and decimal commas', decimalCommas(text(rows(), ' '))],
    ['tabs and decimal commas', decimalCommas(text(rows(), '\t'))],
    ['quotes', text(rows(), '","').replace(/^|$/gm, '"').replace(/\n"$/, '\n')],
    ['line ends of Windows', text(rows(), ' ', '\r\n')],
    ['line ends of old Macs', text(rows(), ' ', '\r')],
    ['no end of the last line', text(rows()).trimEnd()],
    ['a byte order mark', `\ufeff${text(rows())}`],
    ['a name of another format', text(rows())],
    ['exponents', text(rows()).replace(/(\d)( |\n)/g, '$1e+00$2')],
    ['comments of #', `# a scan\n# 2 parts\n${text(rows()).replace('\n', ' # first\n# next\n')}`],
    ['comments of // and %', `// a scan\n% 1 2 3\n\n${text(rows())}`],
    ['a title', `Scan 3 of the bracket\nunits millimetres\n\n${text(rows())}`],
    ['a number of points', `20\n${text(rows())}`],
    ['two counted scans', `5\n${text(rows().slice(0, 5))}15\n${text(rows().slice(5))}`],
    ['names', `x,y,z\n${text(rows(), ',')}`],
    ['names with units', `"X [mm]";"Y [mm]";"Z [mm]"\n${text(rows(), ';')}`],
    ['names in another order', `id z y x\n${text(rows().map(([x, y, z], i) => [i, z, y, x]))}`],
    ['running numbers', text(rows().map((row, i) => [i + 1, ...row]))],
    ['labels', text(rows((i) => [i % 3]))],
  ])('are read with %s', async (_, content) => {
    for (const name of ['cloud.txt', 'cloud']) {
      const { cloud, count, warnings } = await readCloud(content, name);
      expect(cloud.positions).toEqual(expected);
      expect({ count, warnings }).toEqual({ count: 20, warnings: [] });
    }
  });

  const normal = [0.6, -0.8, 0];
  const color = (i: number): number[] => [10 * i, 255, i];
  it.each<[string, string, boolean, boolean]>([
    ['unit vectors', text(rows(() => normal)), true, false],
    ['bytes', text(rows(color)), false, true],
    ['intensity and bytes', text(rows((i) => [i / 3, ...color(i)])), false, true],
    ['bytes and unit vectors', text(rows((i) => [...color(i), ...normal])), true, true],
    ['other numbers', text(rows((i) => [i / 3, 2, 3])), false, false],
    [
      'names',
      `//X,Y,Z,R,G,B,Nx,Ny,Nz\n${text(
        rows((i) => [...color(i), ...normal]),
        ',',
      )}`,
      true,
      true,
    ],
    ['names that say otherwise', `x y z a b c\n${text(rows(() => normal))}`, false, false],
  ])('have normals and colours by %s', async (_, content, normals, colors) => {
    const { cloud } = await readCloud(content);
    expect(cloud.positions).toEqual(expected);
    expect(cloud.normals?.slice(0, 3)).toEqual(normals ? Float64Array.from(normal) : undefined);
    expect(cloud.colors?.slice(3, 6)).toEqual(colors ? Uint8Array.from(color(1)) : undefined);
  });

  it('take colours from 0 to 1 and of 16 bits', async () => {
    const header = 'x y z red green blue\n';
    const shares = await readCloud(header + text(rows((i) => [i / 255, 1, 0])));
    expect(shares.cloud.colors?.slice(-3)).toEqual(Uint8Array.of(19, 255, 0));
    const long = await readCloud(header + text(rows((i) => [257 * i, 65535, 0])));
    expect(long.cloud.colors?.slice(-3)).toEqual(Uint8Array.of(19, 255, 0));
  });

  it('may lack numbers', async () => {
    const lines = text(rows(), ',').replace('0.5,', ',').replace('1.5', 'NaN').replace('2.5', 'inf');
    const { cloud, warnings } = await readCloud(lines, 'a.csv');
    expect(cloud.positions).toEqual(expected.slice(9));
    expect(warnings).toEqual(['dropped 3 points without finite coordinates']);
  });

  it('read every number as JavaScript does', async () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e30, min: -1e30 }),
      fc.integer(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 3, maxLength: 3 }), async (values) => {
        const spread = Math.max(1, ...values.map(Math.abs));
        const all = [values, ...rows().map((row) => row.map((x) => x * spread))];
        const { cloud, offset } = await readCloud(text(all), 'a.xyz');
        if (cloud.positions.length === 63 && offset.every((x) => x === 0))
          expect(cloud.positions.slice(0, 3)).toEqual(Float64Array.from(values));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('may promise fewer points than they hold', async () => {
    expect((await readCloud(`19\n${text(rows())}`)).warnings).toEqual([
      'the file promises 19 points and holds 20',
    ]);
  });
});
