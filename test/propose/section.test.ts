import { expect, test } from 'vitest';
import type { Vec3 } from '../../src/geometry/vector.ts';
import type { Perceived } from '../../src/perceive/types.ts';
import { profileArea } from '../../src/program/region.ts';
import { evidenceOf, viewAlong } from '../../src/propose/axis-view.ts';
import { sectionAt } from '../../src/propose/section.ts';
import { traceAt } from '../../src/propose/trace.ts';
import { WORLD } from '../support/programs.ts';

/** Boxes on a grid of unit columns, given by their lower corners, that share the vertices where they touch. */
function columns(...corners: [number, number][]): Perceived {
  const positions: number[] = [];
  const triangles: number[] = [];
  const faces: Perceived['faces'][number][] = [];
  const faceOfTriangle: number[] = [];
  const vertexOf = new Map<string, number>();
  const vertex = (p: Vec3): number => {
    const known = vertexOf.get(p.join());
    if (known !== undefined) return known;
    vertexOf.set(p.join(), vertexOf.size);
    positions.push(...p);
    return vertexOf.size - 1;
  };
  for (const [x, y] of corners) {
    for (const axis of [0, 1, 2]) {
      for (const side of [0, 1]) {
        const normal = [0, 1, 2].map((k) => (k === axis ? 2 * side - 1 : 0)) as unknown as Vec3;
        const at = (a: number, b: number): Vec3 => {
          const p = [x, y, 0];
          p[axis] += side;
          p[(axis + 1) % 3] += a;
          p[(axis + 2) % 3] += b;
          return p as unknown as Vec3;
        };
        const ring = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)].map(vertex);
        if (side === 0) ring.reverse();
        triangles.push(ring[0], ring[1], ring[2], ring[0], ring[2], ring[3]);
        faceOfTriangle.push(faces.length, faces.length);
        faces.push({ surface: { kind: 'plane', origin: at(0, 0), normal }, area: 1, deviation: 0 });
      }
    }
  }
  return {
    mesh: { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) },
    faceOfTriangle: Int32Array.from(faceOfTriangle),
    faces,
    tolerance: 1e-7,
    warnings: [],
  };
}

test('columns that touch along their edges leave no loop out', () => {
  // A ring of columns, each of which touches the next along an edge alone.
  const ring = columns([0, 0], [1, 1], [0, 2], [-1, 1]);
  const { profiles } = sectionAt(viewAlong(evidenceOf(ring), WORLD), 0.5, 1e-3);
  expect(profiles.reduce((area, profile) => area + profileArea(profile), 0)).toBeCloseTo(4, 9);
});

test('a plane that touches a cylinder but for rounding cuts it along its crest', () => {
  const cylinder = { kind: 'cylinder', origin: [0, 0, 0], axis: [0, 1, 0], radius: 4 } as const;
  const crest = traceAt(cylinder, WORLD, 4 - 2e-7, [1, 0], 1e-7);
  expect(crest?.kind === 'line' && crest.point[0]).toBe(0);
  const lower = traceAt(cylinder, WORLD, Math.sqrt(12), [1, 0], 1e-7);
  expect(lower?.kind === 'line' && lower.point[0]).toBeCloseTo(2, 9);
});
