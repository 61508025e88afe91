import { describe, expect, it } from 'vitest';
import { formatOf, programFormats, readProgram } from '../../src/formats/index.ts';

const box = 'import cadquery as cq\nresult = cq.Workplane().box(30, 20, 10)\n';

describe('program formats', () => {
  it('are known by extension, in any case', () => {
    expect(formatOf('a/b/part.cad.json')?.name).toBe('cad-json');
    expect(formatOf('PART.PY')?.name).toBe('cadquery');
    expect(formatOf('part.b123d.py')?.name).toBe('build123d');
    expect(formatOf('part.scad')?.name).toBe('openscad');
    expect(formatOf('report.json')).toBeUndefined();
  });

  it('all read what they write, unless they only write', () => {
    const program = readProgram(box, 'box.py');
    for (const { write, read } of programFormats)
      if (read) expect(read(write?.(program) ?? '').features).toHaveLength(1);
      else expect(write?.(program)).toContain('30');
  });

  it('write the compact dialect in whole numbers of a normalised part', () => {
    const compact = programFormats.find(({ name }) => name === 'cadquery-compact');
    expect(compact?.write?.(readProgram(box, 'box.py'))).toBe(
      "import cadquery as cq\nw0=cq.Workplane('XY',origin=(0,0,-33))\nr=w0.workplane(offset=66/2).box(200,134,66)",
    );
  });

  it.each([
    ['part.step', box, 'format-unsupported'],
    ['part.b123d.py', box, 'format-unsupported'],
    ['part.py', new Uint8Array([0xff, 0xfe, 0x00]), 'input-unreadable'],
    ['part.py', box.replace('10', '0'), 'program-invalid'],
    ['part.cad.json', box, 'program-syntax'],
    [
      'part.py',
      "import cadquery as cq\nr=cq.Workplane().sketch().rect(4,4).push([(1,0)]).circle(1,mode='s').finalize().extrude(1)",
      'program-invalid',
    ],
  ])('refuse %s with a named error', (name, content, code) => {
    expect(() => readProgram(content, name)).toThrowError(expect.objectContaining({ code }));
  });

  it('take bytes, with or without a byte order mark', () => {
    const bytes = new TextEncoder().encode(`\ufeff${box}`);
    expect(readProgram(bytes, 'box.py').features).toHaveLength(1);
  });
});
