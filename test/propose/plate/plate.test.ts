import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/geometry/random.ts';
import { cross, length, normalize, type Vec2, type Vec3 } from '../../../src/geometry/vector.ts';
import type { PerceivedCloud } from '../../../src/perceive/cloud/types.ts';
import { compileProfiles, profileArea, regionContains } from '../../../src/program/region.ts';
import type { Loop, Profile } from '../../../src/program/types.ts';
import { plateOf, silhouetteOf } from '../../../src/propose/plate/plate.ts';
import { sheetAlong } from '../../../src/propose/plate/sheet.ts';

/** The edges of a loop of lines, or short chords of a circle. */
function chordsOf(loop: Loop): (readonly [Vec2, Vec2])[] {
  const corners =
    loop.kind === 'path'
      ? [loop.start, ...loop.edges.slice(0, -1).map(({ to }) => to)]
      : Array.from({ length: 60 }, (_, k): Vec2 => {
          const angle = (k * Math.PI) / 30;
          return [
            loop.center[0] + loop.radius * Math.cos(angle),
            loop.center[1] + loop.radius * Math.sin(angle),
          ];
        });
  return corners.map((from, k) => [from, corners[(k + 1) % corners.length]] as const);
}

/** A cloud of both skins and the walls of straight-sided profiles, with noise of standard deviation 1. */
function cloudOfPlate(
  profiles: readonly Profile[],
  { size, thickness, count }: { size: number; thickness: number; count: number },
): PerceivedCloud {
  const random = seededRandom(1);
  const region = compileProfiles(profiles);
  const positions: number[] = [];
  const put = (u: number, v: number, w: number) => {
    const [x, y, z] = [random.normal(u, 1), random.normal(v, 1), random.normal(w, 1)];
    // Turned by 3-4-5 triangles.
    positions.push(0.8 * x + 0.6 * z, y, 0.8 * z - 0.6 * x);
  };
  while (positions.length < 3 * count) {
    const [u, v] = [random.uniform(0, size), random.uniform(0, size)];
    if (regionContains(region, u, v)) put(u, v, thickness / 2 - (positions.length % 2) * thickness);
  }
  const density = count / (2 * profiles.reduce((sum, profile) => sum + profileArea(profile), 0));
  const caps = positions.length / 3;
  for (const loop of profiles.flatMap(({ outer, holes }) => [outer, ...holes])) {
    for (const [from, to] of chordsOf(loop)) {
      const points = density * thickness * Math.hypot(to[0] - from[0], to[1] - from[1]);
      for (let k = 0; k < points; k++) {
        const t = random.uniform(0, 1);
        const w = random.uniform(-0.5, 0.5) * thickness;
        put(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), w);
      }
    }
  }
  return {
    positions: Float64Array.from(positions),
    faces: [
      {
        surface: { kind: 'plane', origin: [0, 0, 0], normal: [0.6, 0, 0.8] },
        points: Uint32Array.from({ length: caps }, (_, i) => i),
        area: size * size,
      },
    ],
    spacing: 1 / Math.sqrt(density),
    noise: 1,
    tolerance: 3,
    warnings: [],
  };
}

/** The points of such a cloud but for those at some places u, v, w. */
function without(cloud: PerceivedCloud, isAt: (place: Vec3) => boolean): PerceivedCloud {
  const { positions: p, faces } = cloud;
  const kept: number[] = [];
  for (let i = 0; i < p.length; i += 3) {
    const place: Vec3 = [0.8 * p[i] - 0.6 * p[i + 2], p[i + 1], 0.6 * p[i] + 0.8 * p[i + 2]];
    if (!isAt(place)) kept.push(p[i], p[i + 1], p[i + 2]);
  }
  const points = Uint32Array.from({ length: kept.length / 3 }, (_, i) => i);
  return { ...cloud, positions: Float64Array.from(kept), faces: faces.map((face) => ({ ...face, points })) };
}

const polygon = (...corners: (readonly [number, number])[]): Profile['outer'] => ({
  kind: 'path',
  start: corners[0],
  edges: [...corners.slice(1), corners[0]].map((to) => ({ kind: 'line', to })),
});

const area = (profiles: readonly Profile[]) =>
  profiles.reduce((sum, profile) => sum + profileArea(profile), 0);

describe('plates thinner than their walls are seen', () => {
  it('an angle with a hole is drawn with its corners, square, and as thick as it is', () => {
    const outer = polygon([10, 10], [170, 10], [170, 60], [70, 60], [70, 140], [10, 140]);
    const profile: Profile = { outer, holes: [{ kind: 'circle', center: [40, 40], radius: 14 }] };
    const plate = plateOf(cloudOfPlate([profile], { size: 180, thickness: 1.6, count: 30_000 }));
    expect(plate?.profiles).toHaveLength(1);
    const found = plate?.profiles[0];
    expect(found?.outer.kind === 'path' && found.outer.edges.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 6 }, () => 'line'),
    );
    expect(found?.holes).toHaveLength(1);
    const [hole] = found?.holes ?? [];
    expect(hole?.kind === 'circle' && Math.abs(hole.radius - 14)).toBeLessThan(0.5);
    expect(Math.abs(area(plate?.profiles ?? []) / area([profile]) - 1)).toBeLessThan(0.01);
    expect(Math.abs((plate?.skins.thickness ?? 0) - 1.6)).toBeLessThan(0.15);
  });

  it('bars hardly wider than the noise keep their ends', () => {
    const comb = polygon([10, 10], [150, 10], [150, 15], [50, 15], [50, 25], [150, 25], [150, 30], [10, 30]);
    const plate = plateOf(
      cloudOfPlate([{ outer: comb, holes: [] }], { size: 160, thickness: 1.5, count: 20_000 }),
    );
    expect(plate?.profiles).toHaveLength(1);
    const outer = plate?.profiles[0].outer;
    expect(outer?.kind === 'path' && outer.edges.length).toBe(8);
    expect(Math.abs(area(plate?.profiles ?? []) / area([{ outer: comb, holes: [] }]) - 1)).toBeLessThan(0.05);
  });

  it('a block is no plate, but has a silhouette', () => {
    const outer = polygon([10, 10], [60, 10], [60, 60], [10, 60]);
    const block = cloudOfPlate([{ outer, holes: [] }], { size: 70, thickness: 40, count: 20_000 });
    expect(plateOf(block)).toBeUndefined();
    const prism = silhouetteOf(block);
    expect(Math.abs((prism?.skins.thickness ?? 0) - 40)).toBeLessThan(2);
    expect(Math.abs(area(prism?.profiles ?? []) / 2500 - 1)).toBeLessThan(0.1);
  });

  it('heights that scatter by more than the noise are no plate', () => {
    const outer = polygon([10, 10], [60, 10], [60, 60], [10, 60]);
    const rough = cloudOfPlate([{ outer, holes: [] }], { size: 70, thickness: 0.5, count: 10_000 });
    expect(plateOf(rough)).toBeDefined();
    expect(plateOf({ ...rough, noise: 0.2, tolerance: 0.6 })).toBeUndefined();
  });

  it('a plate lies along its points where a plane was found across its skins', () => {
    const outer = polygon([10, 10], [150, 10], [150, 60], [10, 60]);
    const cloud = cloudOfPlate([{ outer, holes: [] }], { size: 160, thickness: 1.6, count: 20_000 });
    const [face] = cloud.faces;
    const tilted = { kind: 'plane', origin: [0, 0, 0], normal: normalize([0.6, 0.006, 0.8]) } as const;
    const plate = plateOf({ ...cloud, faces: [{ ...face, surface: tilted }] });
    expect(plate && length(cross(plate.frame.normal, [0.6, 0, 0.8]))).toBeLessThan(1e-3);
    expect(Math.abs((plate?.skins.thickness ?? 0) - 1.6)).toBeLessThan(0.15);
  });

  it('what the scanner did not see of a plate several noises thick is no bite, and no hole', () => {
    const outer = polygon([10, 10], [170, 10], [170, 110], [10, 110]);
    const hole: Loop = { kind: 'circle', center: [130, 60], radius: 15 };
    const cloud = cloudOfPlate([{ outer, holes: [hole] }], { size: 180, thickness: 7, count: 60_000 });
    const seen = without(
      cloud,
      ([u, v]) => Math.hypot(u - 60, v - 10) < 14 || Math.hypot(u - 60, v - 60) < 12,
    );
    const plate = plateOf(seen);
    expect(plate?.profiles).toHaveLength(1);
    const [found] = plate?.profiles ?? [];
    expect(found?.outer.kind === 'path' && found.outer.edges.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 4 }, () => 'line'),
    );
    expect(found?.holes).toHaveLength(1);
  });

  it('goes on across what the scanner did not see, though that cuts it in two', () => {
    const outer = polygon([10, 10], [170, 10], [170, 60], [10, 60]);
    const cloud = cloudOfPlate([{ outer, holes: [] }], { size: 180, thickness: 7, count: 60_000 });
    const plate = plateOf(without(cloud, ([u, v]) => Math.hypot(u - 90, v - 30) < 42));
    expect(plate?.profiles).toHaveLength(1);
    const [found] = plate?.profiles ?? [];
    expect(found?.outer.kind === 'path' && found.outer.edges.map(({ kind }) => kind)).toEqual(
      Array.from({ length: 4 }, () => 'line'),
    );
    expect(Math.abs(area(plate?.profiles ?? []) / 8000 - 1)).toBeLessThan(0.01);
  });

  it('a sheet with a flange goes on below its foot, where one skin alone was seen', () => {
    const outer = polygon([10, 10], [170, 10], [170, 110], [10, 110]);
    const sheet = cloudOfPlate([{ outer, holes: [] }], { size: 180, thickness: 2.5, count: 60_000 });
    // Upper skin only, and walls that rise from around it.
    const inFoot = ([u, v, w]: Vec3) => w > 0 && u > 60 && u < 120 && v > 55 && v < 62;
    const { positions, faces, ...rest } = without(sheet, inFoot);
    const random = seededRandom(2);
    const flange = Array.from({ length: 20_000 }, (_, k) => {
      const v = k % 2 === 0 ? 55 : 62;
      const [x, y, z] = [random.uniform(60, 120), v, random.uniform(1.25, 60)];
      return [0.8 * x + 0.6 * z, random.normal(y, 1), 0.8 * z - 0.6 * x];
    });
    const cloud = { ...rest, faces, positions: Float64Array.from([...positions, ...flange.flat()]) };
    expect(plateOf(cloud)).toBeUndefined();
    const [{ surface }] = faces;
    const count = positions.length / 3;
    const found = surface.kind === 'plane' ? sheetAlong(cloud, surface, (i) => i < count) : undefined;
    expect(found?.profiles).toHaveLength(1);
    expect(found?.profiles[0].holes).toHaveLength(0);
    expect(Math.abs((found?.skins.thickness ?? 0) - 2.5)).toBeLessThan(0.1);
    expect(Math.abs(area(found?.profiles ?? []) / 16_000 - 1)).toBeLessThan(0.01);
  });

  it('without planes there is neither', () => {
    const cloud = { ...cloudOfPlate([], { size: 10, thickness: 1, count: 0 }), faces: [] };
    expect(plateOf(cloud)).toBeUndefined();
    expect(silhouetteOf(cloud)).toBeUndefined();
  });
});
