import { describe, expect, it } from 'vitest';
import { yAxisOf } from '../../../../src/geometry/frame.ts';
import { seededRandom } from '../../../../src/geometry/random.ts';
import { randomOrientation } from '../../../../src/geometry/random-orientation.ts';
import type { Surface } from '../../../../src/geometry/surface.ts';
import { signedDistance } from '../../../../src/geometry/surface-distance.ts';
import { dot, type Vec3 } from '../../../../src/geometry/vector.ts';
import { localGeometry } from '../../../../src/perceive/cloud/local/local-geometry.ts';
import { sparseFaces } from '../../../../src/perceive/cloud/sparse/find-sparse.ts';
import type { CloudFace } from '../../../../src/perceive/cloud/types.ts';

const HALF: Vec3 = [20, 15, 5];
const ON_BOX = 240;

type Placed = { readonly points: readonly Vec3[]; readonly noise?: number };

/** Faces of few points in a box that is known, turned; the points of each are named by `name`. */
function boxWith({ points, noise = 0 }: Placed) {
  const random = seededRandom(5);
  const frame = randomOrientation(random);
  const axes: readonly Vec3[] = [frame.xAxis, yAxisOf(frame), frame.normal];
  const turned = (p: Vec3): Vec3 =>
    [0, 1, 2].map((k) => p[0] * axes[0][k] + p[1] * axes[1][k] + p[2] * axes[2][k]) as unknown as Vec3;
  const members: number[][] = [[], [], [], [], [], []];
  const all: Vec3[] = [];
  for (let i = 0; i < ON_BOX; i++) {
    const side = i % 6;
    const p = HALF.map((half) => random.uniform(-half, half));
    p[side >> 1] = HALF[side >> 1] * (side % 2 === 0 ? 1 : -1);
    members[side].push(all.length);
    all.push(p as unknown as Vec3);
  }
  all.push(...points);
  const positions = Float64Array.from(all.flatMap((p) => turned(p).map((x) => x + random.normal(0, noise))));
  const faces = members.map((own, side): CloudFace => {
    const normal = axes[side >> 1];
    const height = HALF[side >> 1] * (side % 2 === 0 ? 1 : -1);
    const origin: Vec3 = [normal[0] * height, normal[1] * height, normal[2] * height];
    return { surface: { kind: 'plane', origin, normal }, points: Uint32Array.from(own), area: 1 };
  });
  return { positions, faces, axes };
}

/** What is found in the box when its own faces are known. */
function scanned(placed: Placed) {
  const { positions, faces, axes } = boxWith(placed);
  const local = localGeometry(positions, { expired: () => false });
  const found = sparseFaces(local, { faces, directions: axes, expired: () => false });
  const at = (i: number): Vec3 => [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]];
  return { found, axes, at };
}

const arc = (count: number, [x, y]: readonly [number, number], radius: number): Vec3[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = 0.4 + 2.1 * i;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle), -4 + ((3.7 * i) % 8)];
  });

const scattered = (count: number): Vec3[] => {
  const random = seededRandom(11);
  return Array.from(
    { length: count },
    () => HALF.map((half) => random.uniform(-half, half)) as unknown as Vec3,
  );
};

const ofKind = <K extends Surface['kind']>(faces: readonly CloudFace[], kind: K) =>
  faces.flatMap(({ surface, points }) =>
    surface.kind === kind ? [{ surface: surface as Extract<Surface, { kind: K }>, points }] : [],
  );

describe('sparseFaces', () => {
  it('finds a hole of six points along a known direction', () => {
    const { found, axes } = scanned({ points: [...arc(6, [4, 3], 2.5), ...scattered(10)] });
    const [hole] = ofKind(found, 'cylinder');
    expect(found).toHaveLength(1);
    expect(hole.surface.radius).toBeCloseTo(2.5, 6);
    expect(Math.abs(dot(hole.surface.axis, axes[2]))).toBeCloseTo(1, 9);
    expect(dot(hole.surface.origin, axes[0])).toBeCloseTo(4, 6);
    expect([...hole.points]).toEqual([0, 1, 2, 3, 4, 5].map((i) => ON_BOX + i));
  });

  it('finds a hole where no wall and no other cylinder is along its direction', () => {
    const { positions, faces, axes } = boxWith({ points: arc(7, [4, 3], 2.5) });
    const [found] = sparseFaces(localGeometry(positions, { expired: () => false }), {
      faces: faces.slice(4),
      directions: [axes[2]],
      expired: () => false,
    }).filter(({ surface }) => surface.kind === 'cylinder');
    expect(found.points).toHaveLength(7);
  });

  it('finds a floor of two points and an oblique wall of three', () => {
    const wall: Vec3[] = [0, 1, 2].map((i) => [3 + 2 * i, -8 + i, -3 + 2.2 * i]);
    const { found, at } = scanned({ points: [[-9, 4, 1.25], [-6, 8, 1.25], ...wall, ...scattered(10)] });
    const planes = ofKind(found, 'plane');
    expect(planes.map(({ points }) => [...points]).sort((a, b) => a[0] - b[0])).toEqual([
      [ON_BOX, ON_BOX + 1],
      [ON_BOX + 2, ON_BOX + 3, ON_BOX + 4],
    ]);
    for (const { surface, points } of planes)
      for (const i of points) expect(signedDistance(surface, at(i))).toBeCloseTo(0, 9);
  });

  it('tells a fillet of four points by the walls that it is tangent to', () => {
    const fillet: Vec3[] = [0.2, 0.6, 1, 1.4].map((a, i) => [
      17 + 3 * Math.cos(a),
      12 + 3 * Math.sin(a),
      -4 + 2.5 * i,
    ]);
    const { found } = scanned({ points: [...fillet, ...scattered(10)] });
    expect(ofKind(found, 'cylinder').map(({ surface }) => surface.radius)).toEqual([expect.closeTo(3, 5)]);
  });

  it('takes nothing for a surface among points that are anywhere', () => {
    expect(scanned({ points: scattered(150) }).found).toEqual([]);
  });

  it('looks for nothing where points are not exact', () => {
    expect(scanned({ points: arc(8, [4, 3], 2.5), noise: 0.3 }).found).toEqual([]);
  });
});
