import { describe, expect, it } from 'vitest';
import { type Mesh, volumeOf } from '../../src/geometry/mesh.ts';
import type { SurfaceKind, SurfaceOf } from '../../src/geometry/surface.ts';
import { cross, dot, length, type Vec2, type Vec3 } from '../../src/geometry/vector.ts';
import { perceiveMesh } from '../../src/perceive/perceive-mesh.ts';
import type { Perceived } from '../../src/perceive/types.ts';
import { arc, lathe, prism, tumbled, underCurve } from '../support/solids.ts';

const seeds = [1, 2, 3];

/** How many faces there are of each kind. */
function kinds({ faces }: Perceived): Partial<Record<SurfaceKind, number>> {
  const counts: Partial<Record<SurfaceKind, number>> = {};
  for (const { surface } of faces) counts[surface.kind] = (counts[surface.kind] ?? 0) + 1;
  return counts;
}

function surfaces<Kind extends SurfaceKind>({ faces }: Perceived, kind: Kind): SurfaceOf<Kind>[] {
  return faces.map((face) => face.surface).filter((s): s is SurfaceOf<Kind> => s.kind === kind);
}

const radii = (perceived: Perceived): number[] =>
  surfaces(perceived, 'cylinder')
    .map((s) => s.radius)
    .sort((a, b) => a - b);

const circle = (radius: number, steps: number): Vec2[] =>
  arc([0, 0], radius, 0, 2 * Math.PI, steps).slice(0, -1);

const disc = (radius: number, height: number, segments: number): Mesh =>
  lathe(
    [
      [0, 0],
      [radius, 0],
      [radius, height],
      [0, height],
    ],
    segments,
  );

describe('test solids', () => {
  it('are closed and wound outward', () => {
    expect(volumeOf(disc(2, 3, 64))).toBeGreaterThan(0);
    expect(volumeOf(prism(circle(2, 8), 3))).toBeGreaterThan(0);
    expect(
      volumeOf(
        underCurve(
          [
            [0, 1],
            [1, 2],
            [3, 1],
          ],
          2,
        ),
      ),
    ).toBeCloseTo(9, 10);
  });
});

describe.each(seeds)('a mesh in placement %i', (seed) => {
  it('of a shaft is a cylinder between two planes', () => {
    const perceived = perceiveMesh(tumbled(disc(2, 3, 64), seed));
    expect(kinds(perceived)).toEqual({ plane: 2, cylinder: 1 });
    expect(radii(perceived)[0]).toBeCloseTo(2, 6);
  });

  it('of a twelve-sided shaft is a cylinder with its true radius', () => {
    const perceived = perceiveMesh(tumbled(disc(2, 3, 12), seed));
    expect(kinds(perceived)).toEqual({ plane: 2, cylinder: 1 });
    expect(radii(perceived)[0]).toBeCloseTo(2, 6);
  });

  it.each([3, 4, 6, 8])('of a prism of %i sides is flat all over', (sides) => {
    expect(kinds(perceiveMesh(tumbled(prism(circle(2, sides), 3), seed)))).toEqual({ plane: sides + 2 });
  });

  it('of a slot keeps the flat sides apart from the round ends', () => {
    const outline = [
      ...arc([1, 0], 1, -Math.PI / 2, Math.PI, 12),
      ...arc([-1, 0], 1, Math.PI / 2, Math.PI, 12),
    ];
    const perceived = perceiveMesh(tumbled(prism(outline, 1), seed));
    expect(kinds(perceived)).toEqual({ plane: 4, cylinder: 2 });
    expect(radii(perceived)).toEqual([radii(perceived)[0], radii(perceived)[0]]);
    expect(radii(perceived)[0]).toBeCloseTo(1, 6);
  });

  it('of a shaft with a flat has the flat', () => {
    const outline = arc([0, 0], 2, 0.4, 2 * Math.PI - 0.8, 60);
    expect(kinds(perceiveMesh(tumbled(prism(outline, 3), seed)))).toEqual({ plane: 3, cylinder: 1 });
  });

  it('tells tangent arcs of different radius apart', () => {
    const outline = [
      ...arc([0, 0], 2, 0, Math.PI / 2, 20),
      ...arc([0, 1], 1, Math.PI / 2, Math.PI / 2, 20).slice(1),
      ...arc([0, 1], 1, Math.PI, Math.PI / 2, 20).slice(1),
    ];
    expect(
      radii(perceiveMesh(tumbled(prism(outline, 1), seed))).map((r) => Math.round(r * 1e4) / 1e4),
    ).toEqual([1, 2]);
  });

  it('splits the facet that two arcs share where they meet in an inflection', () => {
    const wave = [
      ...arc([0, 1], 1, (3 * Math.PI) / 4, -Math.PI / 2, 12),
      ...arc([Math.SQRT2, 1 + Math.SQRT2], 1, (5 * Math.PI) / 4, Math.PI / 2, 12).slice(1),
    ];
    const perceived = perceiveMesh(tumbled(underCurve(wave, 2), seed));
    expect(kinds(perceived)).toEqual({ plane: 5, cylinder: 2 });
    const [first, second] = perceived.faces.filter((face) => face.surface.kind === 'cylinder');
    expect(first.area).toBeCloseTo(second.area, 4);
  });

  it('of a turned part finds cone, torus and sphere', () => {
    const profile: Vec2[] = [
      [0, 0],
      [3, 0],
      [4, 1],
      ...arc([3, 3], 1, 0, Math.PI / 2, 8),
      ...arc([0, 4], 2, 0, Math.PI / 2, 16),
    ];
    const smooth = profile.map(([r, z]): Vec2 => [Math.abs(r) < 1e-12 ? 0 : r, z]);
    const perceived = perceiveMesh(tumbled(lathe(smooth, 96), seed));
    expect(kinds(perceived)).toEqual({ plane: 2, cone: 1, cylinder: 1, torus: 1, sphere: 1 });
    expect(surfaces(perceived, 'cone')[0].halfAngle).toBeCloseTo(Math.PI / 4, 6);
    expect(surfaces(perceived, 'torus')[0].majorRadius).toBeCloseTo(3, 5);
    expect(surfaces(perceived, 'torus')[0].minorRadius).toBeCloseTo(1, 5);
    expect(surfaces(perceived, 'sphere')[0].radius).toBeCloseTo(2, 6);
  });

  it('gives shared directions and axes exactly', () => {
    const stepped = lathe(
      [
        [0, 0],
        [3, 0],
        [3, 1],
        [2, 1],
        [2, 4],
        [0, 4],
      ],
      48,
    );
    const perceived = perceiveMesh(tumbled(stepped, seed));
    const normals = surfaces(perceived, 'plane').map((s) => s.normal);
    const cylinders = surfaces(perceived, 'cylinder');
    for (const { axis } of cylinders) {
      for (const normal of normals) expect(length(cross(axis, normal))).toBeLessThan(1e-12);
    }
    const [a, b] = cylinders;
    const between: Vec3 = [a.origin[0] - b.origin[0], a.origin[1] - b.origin[1], a.origin[2] - b.origin[2]];
    expect(length(cross(between, a.axis))).toBeLessThan(1e-12);
  });

  it('squares the sides of a box exactly', () => {
    const box = perceiveMesh(
      tumbled(
        prism(
          [
            [0, 0],
            [3, 0],
            [3, 2],
            [0, 2],
          ],
          1,
        ),
        seed,
      ),
    );
    const normals = surfaces(box, 'plane').map((s) => s.normal);
    for (const m of normals) {
      for (const n of normals) expect(Math.min(Math.abs(dot(m, n)), length(cross(m, n)))).toBeLessThan(1e-12);
    }
  });

  it('of a surface without equation is one freeform face', () => {
    const egg = lathe(
      arc([0, 0], 1, -Math.PI / 2, Math.PI, 24).map(([r, z]): Vec2 => [Math.abs(r) < 1e-12 ? 0 : r, z]),
      48,
    );
    const positions = egg.positions.map((x, i) => x * [1, 1.5, 2.2][i % 3]);
    expect(kinds(perceiveMesh(tumbled({ ...egg, positions }, seed)))).toEqual({ freeform: 1 });
  });
});

describe('what perception reports', () => {
  it('covers every triangle and adds up to the whole area', () => {
    const mesh = disc(2, 3, 64);
    const perceived = perceiveMesh(mesh);
    expect(perceived.faceOfTriangle).toHaveLength(mesh.triangles.length / 3);
    for (const face of perceived.faceOfTriangle) expect(perceived.faces[face]).toBeDefined();
    const sides = 64 * 2 * 2 * Math.sin(Math.PI / 64) * 3;
    const caps = 2 * 64 * 2 * Math.sin((2 * Math.PI) / 64);
    expect(perceived.faces.reduce((sum, face) => sum + face.area, 0)).toBeCloseTo(sides + caps, 9);
  });

  it('keeps every vertex within the stated deviation of its surface', () => {
    for (const { deviation } of perceiveMesh(tumbled(disc(2, 3, 64), 5)).faces)
      expect(deviation).toBeLessThan(3e-6);
  });

  it('is the same each time', () => {
    const mesh = tumbled(disc(2, 3, 24), 4);
    expect(perceiveMesh(mesh)).toEqual(perceiveMesh(mesh));
  });

  it('says that a lone octagon could be round, and takes one as round among as coarse cylinders', () => {
    const octagon = perceiveMesh(prism(circle(2, 8), 3));
    expect(octagon.warnings.join()).toMatch('8 equal flats of radius 2.00000');
    const coarse = lathe(
      [
        [0, 0],
        [6, 0],
        [6, 1],
        [0, 1],
      ],
      14,
    );
    const small = prism(circle(1, 8), 3);
    const both = {
      positions: Float64Array.from([...coarse.positions, ...small.positions.map((x) => x + 20)]),
      triangles: Uint32Array.from([
        ...coarse.triangles,
        ...small.triangles.map((v) => v + coarse.positions.length / 3),
      ]),
    };
    const perceived = perceiveMesh(both);
    expect(radii(perceived).map((r) => Math.round(r * 1e6) / 1e6)).toEqual([1, 6]);
    expect(perceived.warnings).toEqual([]);
  });

  it('allows for text files of six digits', () => {
    const { positions, triangles } = tumbled(disc(2, 3, 64), 6);
    const rounded = positions.map((x) => Number(x.toPrecision(6)));
    expect(kinds(perceiveMesh({ positions: rounded, triangles }))).toEqual({ plane: 2, cylinder: 1 });
  });

  it('allows for parts that were moved far away and back after rounding', () => {
    const { positions, triangles } = tumbled(disc(2, 3, 64), 6);
    const blurred = positions.map((x) => Math.fround(Math.fround(x + 200) - 200));
    const perceived = perceiveMesh({ positions: blurred, triangles });
    expect(kinds(perceived)).toEqual({ plane: 2, cylinder: 1 });
    expect(perceived.tolerance).toBeLessThan(1e-3);
  });

  it('leaves off when told to, every triangle in some face, and says so', () => {
    const mesh = tumbled(disc(2, 3, 64), 4);
    const { faces, faceOfTriangle, warnings } = perceiveMesh(mesh, () => true);
    for (const face of faceOfTriangle) expect(faces[face]).toBeDefined();
    expect(faces.some(({ surface }) => surface.kind === 'cylinder')).toBe(false);
    expect(warnings.join()).toMatch('time limit');
    expect(perceiveMesh(mesh, () => false)).toEqual(perceiveMesh(mesh));
  });

  it('asks often whether to leave off', () => {
    let asked = 0;
    const mesh = tumbled(disc(2, 3, 64), 4);
    perceiveMesh(mesh, () => ++asked < 0);
    expect(asked).toBeGreaterThan(10);
  });

  it('takes an empty mesh', () => {
    expect(perceiveMesh({ positions: new Float64Array(0), triangles: new Uint32Array(0) }).faces).toEqual([]);
  });
});
