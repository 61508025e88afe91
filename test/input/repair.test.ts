import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CadtraceError } from '../../src/errors.ts';
import { type Mesh, volumeOf } from '../../src/geometry/mesh.ts';
import { repairMesh } from '../../src/input/repair.ts';
import { edgeMapOf, valenceOf } from '../../src/input/topology.ts';
import { boxMesh, cylinderMesh, joinMeshes, moved, torusMesh, turned } from '../support/meshes.ts';

/** The mesh as STL has it: each triangle with vertices of its own. */
const soup = ({ positions, triangles }: Mesh): Mesh => ({
  positions: Float64Array.from([...triangles].flatMap((v) => [...positions.subarray(3 * v, 3 * v + 3)])),
  triangles: triangles.map((_, corner) => corner),
});

/** The same triangles in another order. */
function reordered({ positions, triangles }: Mesh, order: readonly number[]): Mesh {
  return {
    positions,
    triangles: Uint32Array.from(order.flatMap((t) => [...triangles.subarray(3 * t, 3 * t + 3)])),
  };
}

const flipped = ({ positions, triangles }: Mesh, flip: readonly boolean[]): Mesh => ({
  positions,
  triangles: Uint32Array.from(
    flip.flatMap((turn, t) => {
      const [a, b, c] = triangles.subarray(3 * t, 3 * t + 3);
      return turn ? [a, c, b] : [a, b, c];
    }),
  ),
});

/** Shell count, flaws, volume, and whether every edge has exactly two triangles that agree. */
function summary(raw: Mesh) {
  const { mesh, shells, openEdges, nonManifoldEdges } = repairMesh(raw);
  const edges = edgeMapOf(mesh.triangles);
  let manifold = true;
  for (let edge = 0; edge < edges.count; edge++) {
    const [h, g] = edges.halfEdges.subarray(edges.start[edge]);
    manifold &&= valenceOf(edges, edge) === 2 && mesh.triangles[h] !== mesh.triangles[g];
  }
  return { shells, openEdges, nonManifoldEdges, manifold, volume: Number(volumeOf(mesh).toPrecision(6)) };
}

const solid = (shells: number, volume: number) => ({
  shells,
  openEdges: 0,
  nonManifoldEdges: 0,
  manifold: true,
  volume,
});

const unit = boxMesh([0, 0, 0], [1, 1, 1]);

describe('repairMesh', () => {
  it('closes triangles in any order and winding', () => {
    const torus = soup(torusMesh([7, 0, 0], 3, 1, 8, 6));
    const count = torus.triangles.length / 3;
    const volume = volumeOf(torus);
    const order = fc.shuffledSubarray([...Array(count).keys()], { minLength: count });
    const flips = fc.array(fc.boolean(), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(order, flips, (triangleOrder, flip) => {
        const result = summary(flipped(reordered(torus, triangleOrder), flip));
        expect(result).toEqual(solid(1, Number(volume.toPrecision(6))));
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('keeps bodies apart that touch in a vertex, an edge or a face, indexed or not', () => {
    for (const offset of [
      [1, 1, 1],
      [1, 1, 0],
      [1, 0, 0],
      [0, -1, 0],
    ] as const) {
      const both = joinMeshes(unit, moved(unit, offset));
      expect(summary(both)).toEqual(solid(2, 2));
      expect(summary(soup(both))).toEqual(solid(2, 2));
    }
  });

  it('keeps bodies apart that touch in faces cut into other triangles', () => {
    const tall = boxMesh([1, 0, 0], [2, 1, 1]);
    const otherDiagonals = { ...tall, triangles: tall.triangles.slice() };
    for (let t = 0; t < 12; t += 2) {
      const [a, b, c, , , d] = tall.triangles.subarray(3 * t, 3 * t + 6);
      otherDiagonals.triangles.set([a, b, d, b, c, d], 3 * t);
    }
    expect(summary(soup(joinMeshes(unit, otherDiagonals)))).toEqual(solid(2, 2));
  });

  it('keeps a cluster of touching blocks apart', () => {
    const blocks = [...Array(27).keys()].map((i) =>
      moved(unit, [i % 3, Math.floor(i / 3) % 3, Math.floor(i / 9)]),
    );
    expect(summary(soup(joinMeshes(...blocks)))).toEqual(solid(27, 27));
  });

  it('winds shells outward and voids inward, however they come', () => {
    const outer = boxMesh([0, 0, 0], [10, 10, 10]);
    const hollow = boxMesh([1, 1, 1], [9, 9, 9]);
    const kernel = boxMesh([2, 2, 2], [3, 3, 3]);
    const kernelHollow = torusMesh([2.5, 2.5, 2.5], 0.25, 0.1, 12, 8);
    for (const turn of [0, 5, 10, 15]) {
      const shells = [outer, hollow, kernel, kernelHollow].map((mesh, i) =>
        turn & (1 << i) ? turned(mesh) : mesh,
      );
      const expected = 1000 - 512 + 1 - volumeOf(kernelHollow);
      expect(summary(soup(joinMeshes(...shells)))).toEqual(solid(4, Number(expected.toPrecision(6))));
    }
  });

  it('does not take a copy, or a pin in a hole, for a void', () => {
    const ring = torusMesh([0, 0, 0], 5, 2, 32, 4);
    const pin = cylinderMesh([0, 0, -1], 2, 2, 16);
    const volume = volumeOf(ring) + volumeOf(pin);
    expect(summary(joinMeshes(unit, unit))).toEqual(solid(2, 2));
    expect(summary(joinMeshes(ring, turned(pin)))).toEqual(solid(2, Number(volume.toPrecision(6))));

    const frame = [
      boxMesh([0, 0, 0], [3, 1, 1]),
      boxMesh([0, 2, 0], [3, 3, 1]),
      boxMesh([0, 1, 0], [1, 2, 1]),
      boxMesh([2, 1, 0], [3, 2, 1]),
    ];
    expect(summary(soup(joinMeshes(...frame, moved(unit, [1, 1, 0]))))).toEqual(solid(5, 9));
  });

  it('drops degenerate and duplicate triangles', () => {
    const { positions, triangles } = unit;
    const flawed = {
      positions,
      triangles: Uint32Array.from([...triangles, ...triangles.slice(0, 6), 0, 0, 1]),
    };
    const { warnings } = repairMesh(soup(flawed));
    expect(summary(soup(flawed))).toEqual(solid(1, 1));
    expect(warnings).toEqual(['dropped 2 duplicate triangles', 'dropped 1 degenerate triangle']);
  });

  it('replaces a triangle without height by splitting its neighbour', () => {
    // The edge 0-1 of the box gets a vertex 8 in its middle on one side, and the sliver 0, 8, 1 between.
    const positions = Float64Array.from([...unit.positions, 0.5, 0, 0]);
    const split = [...unit.triangles].reduce<number[]>((all, _, i, list) => {
      if (i % 3 !== 0) return all;
      const triangle = list.slice(i, i + 3);
      const at = triangle.findIndex((v, k) => v === 0 && triangle[(k + 1) % 3] === 1);
      if (at < 0) return all.concat(triangle);
      const apex = triangle[(at + 2) % 3];
      return all.concat([0, 8, apex, 8, 1, apex, 0, 1, 8]);
    }, []);
    const { mesh, warnings } = repairMesh({ positions, triangles: Uint32Array.from(split) });
    expect(mesh.triangles.length / 3).toBe(14);
    expect(warnings[0]).toBe('dropped 1 degenerate triangle');
    expect(summary({ positions, triangles: Uint32Array.from(split) })).toEqual(solid(1, 1));
  });

  it('closes T-junctions on both sides of a seam', () => {
    const lower = gridBlock(0, 1, 3);
    const upper = gridBlock(1, 2, 5);
    const seamed = soup(joinMeshes(lower, upper));
    const { warnings } = repairMesh(seamed);
    expect(summary(seamed)).toEqual(solid(1, 2));
    expect(warnings.join()).toMatch(/closed \d+ open edges/);
  });

  it('closes gaps of rounding but no gap that is wider', () => {
    const jitter = (mesh: Mesh, size: number): Mesh => ({
      ...mesh,
      positions: mesh.positions.map((x, i) => Math.fround(100 + x + size * Math.sin(i * i))),
    });
    expect(repairMesh(jitter(soup(unit), 4e-6))).toMatchObject({ openEdges: 0, shells: 1 });
    expect(repairMesh(jitter(soup(unit), 4e-3)).openEdges).toBe(36);
  });

  it('keeps features of closed meshes, however small', () => {
    const withTinyBoss = soup(joinMeshes(unit, moved(boxMesh([0, 0, 0], [1e-7, 1e-7, 1e-7]), [3, 0, 0])));
    expect(repairMesh({ ...withTinyBoss }).mesh.triangles.length / 3).toBe(12);
    const thin = soup(boxMesh([0, 0, 0], [1, 1, 4e-6]));
    expect(repairMesh(thin).mesh.triangles.length / 3).toBe(12);
  });

  it('reports what stays open or ambiguous', () => {
    const lid = { positions: unit.positions, triangles: unit.triangles.slice(0, -6) };
    const open = repairMesh(soup(lid));
    expect(open.openEdges).toBe(4);
    expect(open.warnings).toEqual(['the mesh is not closed: it has 4 open edges']);

    const fin = {
      positions: Float64Array.from([...unit.positions, 2, 2, 0.5]),
      triangles: Uint32Array.from([...unit.triangles, 3, 7, 8]),
    };
    const ambiguous = repairMesh(soup(fin));
    expect(ambiguous.nonManifoldEdges).toBe(1);
    expect(ambiguous.openEdges).toBe(3);
  });

  it('gives at most two triangles an edge and counts what is open, whatever comes', () => {
    const coordinate = fc.integer({ min: 0, max: 3 });
    const vertices = fc
      .array(coordinate, { minLength: 12, maxLength: 45 })
      .map((list) => list.slice(0, list.length - (list.length % 3)));
    const anyMesh = vertices.chain((positions) =>
      fc
        .array(fc.tuple(...[0, 0, 0].map(() => fc.nat({ max: positions.length / 3 - 1 }))), {
          minLength: 1,
          maxLength: 40,
        })
        .map(
          (triangles): Mesh => ({
            positions: Float64Array.from(positions),
            triangles: Uint32Array.from(triangles.flat()),
          }),
        ),
    );
    fc.assert(
      fc.property(anyMesh, (raw) => {
        let repaired: ReturnType<typeof repairMesh>;
        try {
          repaired = repairMesh(raw);
        } catch (error) {
          expect(error).toBeInstanceOf(CadtraceError);
          return;
        }
        const edges = edgeMapOf(repaired.mesh.triangles);
        const valences = Array.from({ length: edges.count }, (_, edge) => valenceOf(edges, edge));
        expect(Math.max(...valences)).toBeLessThanOrEqual(2);
        expect(valences.filter((valence) => valence === 1).length).toBe(repaired.openEdges);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });

  it('refuses what encloses nothing', () => {
    const codeOf = (mesh: Mesh): string => {
      try {
        repairMesh(mesh);
      } catch (error) {
        if (error instanceof CadtraceError) return error.code;
      }
      return 'none';
    };
    const sheet = {
      positions: Float64Array.from([0, 0, 0, 3, 1, 2, 1, 4, 1]),
      triangles: Uint32Array.from([0, 1, 2]),
    };
    const twoSided = { ...sheet, triangles: Uint32Array.from([0, 1, 2, 0, 2, 1]) };
    const point = { positions: new Float64Array(9), triangles: Uint32Array.from([0, 1, 2]) };
    expect(codeOf({ positions: new Float64Array(), triangles: new Uint32Array() })).toBe('input-empty');
    for (const flat of [sheet, twoSided, point, joinMeshes(twoSided, sheet)])
      expect(codeOf(flat)).toBe('input-degenerate');
    const bentTwoSided = joinMeshes(twoSided, moved(twoSided, [0, 0, 5]));
    expect(codeOf(bentTwoSided)).toBe('input-degenerate');
  });
});

/** The unit square from z = `low` to `high`, its walls cut into `cells` each; open where it meets the other block. */
function gridBlock(low: number, high: number, cells: number): Mesh {
  const positions: number[] = [];
  const triangles: number[] = [];
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  const around = 4 * cells;
  for (let i = 0; i < around; i++) {
    const [fromX, fromY] = corners[Math.floor(i / cells)];
    const [toX, toY] = corners[(Math.floor(i / cells) + 1) % 4];
    const s = (i % cells) / cells;
    const x = fromX + s * (toX - fromX);
    const y = fromY + s * (toY - fromY);
    positions.push(x, y, low, x, y, high);
    const next = (i + 1) % around;
    triangles.push(2 * i, 2 * next, 2 * next + 1, 2 * i, 2 * next + 1, 2 * i + 1);
  }
  const center = positions.length / 3;
  const end = low === 0 ? 0 : 1;
  positions.push(0.5, 0.5, low === 0 ? low : high);
  for (let i = 0; i < around; i++) {
    const edge = [2 * i + end, 2 * ((i + 1) % around) + end];
    triangles.push(...(end === 0 ? edge.reverse() : edge), center);
  }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}
