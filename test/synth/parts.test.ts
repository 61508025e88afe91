import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { seededRandom } from '../../src/geometry/random.ts';
import { distance2 } from '../../src/geometry/vector.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import { programBounds } from '../../src/program/bounds.ts';
import { setParameter } from '../../src/program/parameters.ts';
import { distanceToPiece, piecesOf } from '../../src/program/plane-piece.ts';
import { compileRegion, regionContains } from '../../src/program/region.ts';
import type { Extrude, Loop, SweptProgram } from '../../src/program/types.ts';
import { validateProgram } from '../../src/program/validate.ts';
import { FAMILIES, partsSource } from '../../src/synth/parts/index.ts';

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

type Circle = Extract<Loop, { kind: 'circle' }>;

/** A round hole of a part, and the paths of its radius among the features. */
type Hole = { readonly circle: Circle; readonly path: string };

/** The extrusion that a part begins with, and the round holes that are cut along its direction where it has material. */
function holesOf({ features }: SweptProgram): { base: Extrude | undefined; cuts: Hole[][] } {
  const [base] = features;
  if (base.kind !== 'extrude') return { base: undefined, cuts: [] };
  const cuts = features.map((feature, i): Hole[] => {
    const along = String(feature.sketch.frame.normal) === String(base.sketch.frame.normal);
    if (feature.operation !== 'cut' || feature.kind !== 'extrude' || !along || feature.from >= base.to)
      return [];
    return feature.sketch.profiles.flatMap(({ outer, holes }, k) =>
      outer.kind === 'circle' && holes.length === 0
        ? [{ circle: outer, path: `/${i}/sketch/profiles/${k}/outer/radius` }]
        : [],
    );
  });
  return { base, cuts };
}

/** Whether something round about the same axis was joined, in whose wall a hole lies then. */
const isInBoss = ({ features }: SweptProgram, { center }: Circle): boolean =>
  features.some(
    ({ operation, sketch }) =>
      operation === 'join' &&
      sketch.profiles.some(({ outer }) => outer.kind === 'circle' && distance2(outer.center, center) < 1e-6),
  );

describe.each(FAMILIES.map((family) => [family.name, family] as const))('%s', (_, { draw }) => {
  const parts = SEEDS.map((seed) => draw(seededRandom(seed)));

  it('draws valid programs in millimetres, the same from the same seed', () => {
    for (const [i, part] of parts.entries()) {
      expect(validateProgram(part)).toEqual([]);
      expect(part.unit).toBe('mm');
      expect(draw(seededRandom(SEEDS[i]))).toEqual(part);
    }
  });

  it('draws parts that differ', () => {
    expect(new Set(parts.map((part) => JSON.stringify(part.features))).size).toBeGreaterThan(
      0.8 * parts.length,
    );
  });

  it('keeps to sizes that people make, in few steps', () => {
    for (const part of parts) {
      const { min, max } = programBounds(part);
      const sides = max.map((high, k) => high - min[k]);
      expect(Math.min(...sides)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...sides)).toBeGreaterThanOrEqual(8);
      expect(Math.max(...sides)).toBeLessThanOrEqual(450);
      expect(part.features.length).toBeLessThanOrEqual(10);
    }
  });

  it('names its sizes, and follows them', () => {
    for (const part of parts.slice(0, 12)) {
      expect(part.parameters!.length).toBeGreaterThanOrEqual(3);
      for (const { name, value } of part.parameters!) {
        expect(name).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
        const longer = setParameter(part, name, value * 1.01);
        expect(validateProgram(longer), `${name} of ${value}`).toEqual([]);
        expect(longer.features, name).not.toEqual(part.features);
      }
    }
  });

  it('leaves walls around holes, and screws their distance from edges', () => {
    for (const part of parts) {
      const { base, cuts } = holesOf(part);
      const inside = base && compileRegion([base.sketch.profiles[0].outer]);
      const screwRadii = new Set(
        part
          .parameters!.filter(({ name }) => /screw_hole/.test(name))
          .flatMap(({ bindings }) => bindings.map(({ path }) => path)),
      );
      for (const { circle, path } of cuts.flat()) {
        if (isInBoss(part, circle) || !regionContains(inside!, ...circle.center)) continue;
        const edges = piecesOf(base!.sketch.profiles[0].outer);
        const toEdge = Math.min(...edges.map((piece) => distanceToPiece(piece, circle.center)));
        expect(toEdge - circle.radius, path).toBeGreaterThanOrEqual(
          Math.min(1.2, 0.6 * circle.radius) - 1e-9,
        );
        if (screwRadii.has(path)) expect(toEdge, path).toBeGreaterThanOrEqual(2.4 * circle.radius);
      }
      for (const row of cuts) {
        for (const [i, { circle, path }] of row.entries()) {
          for (const other of row.slice(0, i)) {
            const gap = distance2(circle.center, other.circle.center) - circle.radius - other.circle.radius;
            expect(gap, path).toBeGreaterThanOrEqual(Math.min(1.2, 0.6 * circle.radius));
          }
        }
      }
    }
  });
});

test('the source draws every family and names it', () => {
  const source = partsSource();
  const names = Array.from({ length: 400 }, (_, i) => source.draw(seededRandom(3, i))!.beside.family);
  expect(source.style).toBe('parts');
  expect(new Set(names)).toEqual(new Set(FAMILIES.map(({ name }) => name)));
});

describe('built', () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await loadKernel();
  });
  afterAll(() => kernel.close());

  test.each(FAMILIES.map((family) => [family.name, family] as const))(
    'a %s is one valid body',
    async (_, { draw }) => {
      for (const seed of [101, 102]) {
        const part = draw(seededRandom(seed));
        const solid = await kernel.build(part);
        expect(await kernel.check(solid)).toMatchObject({ valid: true });
        const { bodies, volume, bounds } = await kernel.measure(solid);
        expect(bodies).toBe(1);
        const box = programBounds(part);
        const extent = box.max.map((high, k) => high - box.min[k]);
        expect(volume).toBeGreaterThan(0.01 * extent[0] * extent[1] * extent[2]);
        // Cuts take nothing from the part's extent.
        for (const k of [0, 1, 2]) {
          expect(bounds.max[k] - bounds.min[k]).toBeGreaterThan(0.8 * extent[k]);
          expect(bounds.max[k] - bounds.min[k]).toBeLessThan(1.001 * extent[k] + 1e-3);
        }
      }
    },
  );
});
