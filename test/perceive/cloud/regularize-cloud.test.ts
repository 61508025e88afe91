import { describe, expect, test } from 'vitest';
import { refineCylinder } from '../../../src/geometry/fit-cylinder.ts';
import { fitPlane } from '../../../src/geometry/fit-plane.ts';
import { refineSphere } from '../../../src/geometry/fit-sphere.ts';
import { type Frame, yAxisOf } from '../../../src/geometry/frame.ts';
import { type Random, seededRandom } from '../../../src/geometry/random.ts';
import { randomOrientation } from '../../../src/geometry/random-orientation.ts';
import type { Surface, SurfaceOf } from '../../../src/geometry/surface.ts';
import {
  add,
  addScaled,
  cross,
  dot,
  length,
  scale,
  subtract,
  type Vec3,
} from '../../../src/geometry/vector.ts';
import { regularizeCloud } from '../../../src/perceive/cloud/regularize-cloud.ts';
import type { CloudFace, PerceivedCloud } from '../../../src/perceive/cloud/types.ts';

const never = () => false;
const DEGREE = Math.PI / 180;

/** A surface in the part's own frame and where on it points lie, from two uniform numbers. */
type Patch = {
  readonly surface: Surface;
  readonly at: (a: number, b: number) => Vec3;
  readonly count: number;
};

/** A rectangle about `middle`, spanned by two half sides. */
const rectangle = (middle: Vec3, a: Vec3, b: Vec3, count = 800): Patch => ({
  surface: { kind: 'plane', origin: middle, normal: cross(a, b) },
  at: (s, t) => addScaled(addScaled(middle, a, 2 * s - 1), b, 2 * t - 1),
  count,
});

/** An upright cylinder's wall over part of a turn. */
const wall = ([x, y]: [number, number], radius: number, turn = 2 * Math.PI, count = 800): Patch => ({
  surface: { kind: 'cylinder', origin: [x, y, 0], axis: [0, 0, 1], radius },
  at: (s, t) => [x + radius * Math.cos(turn * s), y + radius * Math.sin(turn * s), t],
  count,
});

const ball = (center: Vec3, radius: number): Patch => ({
  surface: { kind: 'sphere', center, radius },
  at: (s, t) => {
    const z = 2 * t - 1;
    const rho = Math.sqrt(1 - z * z);
    return addScaled(center, [rho * Math.cos(6.28 * s), rho * Math.sin(6.28 * s), z], radius);
  },
  count: 800,
});

/** The block 4 x 3 x 1 whose lower corner is the origin. */
const block = [
  rectangle([2, 1.5, 0], [2, 0, 0], [0, 1.5, 0]),
  rectangle([2, 1.5, 1], [2, 0, 0], [0, 1.5, 0]),
  rectangle([0, 1.5, 0.5], [0, 1.5, 0], [0, 0, 0.5]),
  rectangle([4, 1.5, 0.5], [0, 1.5, 0], [0, 0, 0.5]),
  rectangle([2, 0, 0.5], [2, 0, 0], [0, 0, 0.5]),
  rectangle([2, 3, 0.5], [2, 0, 0], [0, 0, 0.5]),
];

/** What perception would find of the patches, turned at random: each surface fitted to its own noisy points. */
function perceivedOf(patches: readonly Patch[], noise: number, seed = 1): PerceivedCloud & { frame: Frame } {
  const random = seededRandom(seed);
  const frame = randomOrientation(random);
  const coordinates: number[] = [];
  const faces = patches.map((patch): CloudFace => {
    const first = coordinates.length / 3;
    for (let i = 0; i < patch.count; i++)
      coordinates.push(
        ...noisy(turned(frame, patch.at(random.uniform(0, 1), random.uniform(0, 1))), noise, random),
      );
    const points = Float64Array.from(coordinates.slice(3 * first));
    const surface = fitted(turnedSurface(frame, patch.surface), points);
    return {
      surface,
      points: Uint32Array.from({ length: patch.count }, (_, i) => first + i),
      area: patch.count,
    };
  });
  const positions = Float64Array.from(coordinates);
  return { positions, faces, spacing: 0.1, noise, tolerance: Math.max(3 * noise, 5e-6), warnings: [], frame };
}

const noisy = (p: Vec3, noise: number, random: Random): Vec3 =>
  noise > 0 ? add(p, [random.normal(0, noise), random.normal(0, noise), random.normal(0, noise)]) : p;

const turned = (frame: Frame, [x, y, z]: Vec3): Vec3 =>
  addScaled(addScaled(scale(frame.xAxis, x), yAxisOf(frame), y), frame.normal, z);

function turnedSurface(frame: Frame, surface: Surface): Surface {
  switch (surface.kind) {
    case 'plane':
      return { ...surface, origin: turned(frame, surface.origin), normal: turned(frame, surface.normal) };
    case 'cylinder':
      return { ...surface, origin: turned(frame, surface.origin), axis: turned(frame, surface.axis) };
    case 'sphere':
      return { ...surface, center: turned(frame, surface.center) };
    default:
      throw new Error(surface.kind);
  }
}

function fitted(start: Surface, points: Float64Array): Surface {
  if (start.kind === 'plane') return fitPlane(points)?.surface as Surface;
  if (start.kind === 'cylinder') return refineCylinder(points, start)?.surface as Surface;
  return refineSphere(points, start as SurfaceOf<'sphere'>)?.surface as Surface;
}

const direction = (surface: Surface): Vec3 =>
  surface.kind === 'plane' ? surface.normal : (surface as SurfaceOf<'cylinder'>).axis;
const sine = (a: Surface, b: Surface): number => length(cross(direction(a), direction(b)));
const cosine = (a: Surface, b: Surface): number => Math.abs(dot(direction(a), direction(b)));
const cylinder = (face: CloudFace) => face.surface as SurfaceOf<'cylinder'>;
const axisGap = (a: SurfaceOf<'cylinder'>, b: SurfaceOf<'cylinder'>): number =>
  length(cross(subtract(a.origin, b.origin), a.axis));

describe('directions', () => {
  test.each([0, 1e-4, 0.005, 0.025])(
    'of a block with noise %f are exactly parallel or perpendicular',
    (noise) => {
      const { faces } = regularizeCloud(perceivedOf(block, noise), never);
      expect(faces).toHaveLength(6);
      for (const a of faces)
        for (const b of faces)
          expect(Math.min(sine(a.surface, b.surface), cosine(a.surface, b.surface))).toBeLessThan(1e-12);
    },
  );

  test('come nearer to the truth', () => {
    const before = perceivedOf(block, 0.025);
    const after = regularizeCloud(before, never);
    const axes: readonly Vec3[] = [
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
    ];
    const total = (faces: readonly CloudFace[]): number =>
      faces.reduce(
        (sum, { surface }, k) => sum + length(cross(direction(surface), turned(before.frame, axes[k >> 1]))),
        0,
      );
    expect(total(after.faces)).toBeLessThan(0.5 * total(before.faces));
  });

  test('that the points tell apart stay apart, unlike those that they do not', () => {
    const tilted = rectangle([2, 1.5, 2], [2 * Math.cos(0.004), 0, 2 * Math.sin(0.004)], [0, 1.5, 0]);
    for (const [noise, apart] of [
      [1e-4, true],
      [0.06, false],
    ] as const) {
      const { faces } = regularizeCloud(perceivedOf([...block, tilted], noise), never);
      expect(sine(faces[6].surface, faces[1].surface) > 1e-3).toBe(apart);
    }
  });

  test('at drawn angles are exactly so; at others they stay perpendicular to what they were', () => {
    const slope = (angle: number): Patch =>
      rectangle([6, 1.5, 0.5], [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE), 0], [0, 0, 0.5]);
    const { faces } = regularizeCloud(perceivedOf([...block, slope(45), slope(20)], 0.005), never);
    expect(cosine(faces[6].surface, faces[2].surface)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(cosine(faces[7].surface, faces[0].surface)).toBeLessThan(1e-12);
    expect(cosine(faces[7].surface, faces[4].surface)).toBeCloseTo(Math.cos(20 * DEGREE), 2);
    expect(Math.abs(cosine(faces[7].surface, faces[4].surface) - Math.cos(20 * DEGREE))).toBeGreaterThan(
      1e-9,
    );
  });
});

describe('planes', () => {
  const shelf = (height: number): Patch => rectangle([7, 1.5, height], [1, 0, 0], [0, 1.5, 0]);

  test('of one height become one face with the points of both', () => {
    for (const noise of [0, 0.005]) {
      const { faces } = regularizeCloud(perceivedOf([...block, shelf(1)], noise), never);
      expect(faces).toHaveLength(6);
      expect(faces[1].points).toHaveLength(1600);
      expect([...faces[1].points].every((p, i, all) => i === 0 || p > all[i - 1])).toBe(true);
      expect(faces[1].area).toBe(1600);
    }
  });

  test('a step of a thousandth of the size is a step where points are clean', () => {
    for (const noise of [0, 1e-5, 1e-4])
      expect(regularizeCloud(perceivedOf([...block, shelf(1.005)], noise), never).faces).toHaveLength(7);
  });
});

describe('axes and radii', () => {
  test.each([0, 0.005])('of holes that agree are equal, with noise %f', (noise) => {
    const holes = [wall([1, 1], 0.4), wall([3, 1], 0.4), wall([1, 1], 0.7, Math.PI), ball([1, 1, 3], 0.5)];
    const { faces } = regularizeCloud(perceivedOf([...block, ...holes], noise), never);
    const [a, b, around] = faces.slice(6, 9).map(cylinder);
    expect(sine(a, faces[0].surface)).toBeLessThan(1e-12);
    expect(Math.abs(a.radius - b.radius)).toBeLessThan(1e-12);
    expect(axisGap(a, around)).toBeLessThan(1e-12);
    const { center } = faces[9].surface as SurfaceOf<'sphere'>;
    expect(length(cross(subtract(center, a.origin), a.axis))).toBeLessThan(1e-12);
    // They stand in a row along the block's long walls.
    expect(Math.abs(dot(subtract(a.origin, b.origin), direction(faces[4].surface)))).toBeLessThan(1e-12);
    expect(Math.abs(a.radius - 0.4)).toBeLessThan(0.3 * noise + 1e-9);
  });

  test('two walls of one hole become one face', () => {
    const { faces } = regularizeCloud(
      perceivedOf([...block, wall([1, 1], 0.4), wall([1, 1], 0.4)], 0.002),
      never,
    );
    expect(faces).toHaveLength(7);
    expect(faces[6].points).toHaveLength(1600);
  });

  test('that differ by more than the noise explains stay different', () => {
    const holes = [wall([1, 1], 0.4), wall([3, 1.004], 0.402), wall([1.004, 1], 0.7)];
    const { faces } = regularizeCloud(perceivedOf([...block, ...holes], 1e-4), never);
    const [a, b, around] = faces.slice(6).map(cylinder);
    expect(b.radius - a.radius).toBeCloseTo(0.002, 4);
    expect(axisGap(a, around)).toBeCloseTo(0.004, 4);
    expect(Math.abs(dot(subtract(a.origin, b.origin), direction(faces[4].surface)))).toBeCloseTo(0.004, 4);
  });
});

describe('what there is little of', () => {
  test('no face, one face and faces without equations stay', () => {
    const empty = { ...perceivedOf(block, 0), faces: [] };
    expect(regularizeCloud(empty, never).faces).toEqual([]);
    expect(regularizeCloud(perceivedOf(block.slice(0, 1), 0.01), never).faces).toHaveLength(1);
    const whole = perceivedOf(block, 0);
    const freeform: CloudFace = { surface: { kind: 'freeform' }, points: Uint32Array.of(1), area: 1 };
    expect(regularizeCloud({ ...whole, faces: [...whole.faces, freeform] }, never).faces[6]).toEqual(
      freeform,
    );
  });

  test('nothing changes once the time is over', () => {
    const perceived = perceivedOf(block, 0.01);
    expect(regularizeCloud(perceived, () => true).faces).toEqual(perceived.faces);
  });
});
