import type { Mesh } from '../../src/geometry/mesh.ts';
import type { Vec2, Vec3 } from '../../src/geometry/vector.ts';
import { placedAsFloat32, randomNumbers, randomRotation } from './motion.ts';

/** Closed mesh of a solid of revolution about z: `profile` runs from axis to axis with the solid on its left. */
export function lathe(profile: readonly Vec2[], segments: number): Mesh {
  const positions: number[] = [];
  const rings = profile.map(([radius, z]) => {
    const first = positions.length / 3;
    const count = radius === 0 ? 1 : segments;
    for (let i = 0; i < count; i++) {
      const angle = (2 * Math.PI * i) / segments;
      positions.push(radius * Math.cos(angle), radius * Math.sin(angle), z);
    }
    return (i: number): number => first + (i % count);
  });
  const triangles: number[] = [];
  for (let row = 1; row < rings.length; row++) {
    const [below, above] = [rings[row - 1], rings[row]];
    for (let i = 0; i < segments; i++) {
      addTriangle(triangles, below(i), below(i + 1), above(i + 1));
      addTriangle(triangles, below(i), above(i + 1), above(i));
    }
  }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** Closed mesh of the prism over a counter-clockwise `outline` that is star-shaped about its first point. */
export function prism(outline: readonly Vec2[], height: number): Mesh {
  const count = outline.length;
  const triangles: number[] = [];
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    addTriangle(triangles, i, j, count + j);
    addTriangle(triangles, i, count + j, count + i);
    addTriangle(triangles, 0, j, i);
    addTriangle(triangles, count, count + i, count + j);
  }
  const layer = (z: number): number[] => outline.flatMap(([x, y]) => [x, y, z]);
  return {
    positions: Float64Array.from([...layer(0), ...layer(height)]),
    triangles: Uint32Array.from(triangles),
  };
}

/** Closed mesh of what lies under the polyline `top` (ascending x, positive y) down to y = 0, `depth` thick. */
export function underCurve(top: readonly Vec2[], depth: number): Mesh {
  const count = top.length;
  const layer = (z: number): number[] => [
    ...top.flatMap(([x, y]) => [x, y, z]),
    ...top.flatMap(([x]) => [x, 0, z]),
  ];
  const triangles: number[] = [];
  const quad = (a: number, b: number, c: number, d: number): void => {
    addTriangle(triangles, a, b, c);
    addTriangle(triangles, a, c, d);
  };
  const back = 2 * count;
  for (let i = 1; i < count; i++) {
    const [h, g] = [i - 1, i];
    quad(count + h, count + g, g, h);
    quad(back + h, back + g, back + count + g, back + count + h);
    quad(h, g, back + g, back + h);
    quad(back + count + h, back + count + g, count + g, count + h);
  }
  quad(0, back, back + count, count);
  quad(count - 1, 2 * count - 1, back + 2 * count - 1, back + count - 1);
  return {
    positions: Float64Array.from([...layer(0), ...layer(-depth)]),
    triangles: Uint32Array.from(triangles),
  };
}

/** Points of the arc from `from` over `sweep` radians in `steps` equal steps, both ends included. */
export function arc([cx, cy]: Vec2, radius: number, from: number, sweep: number, steps: number): Vec2[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from + (sweep * i) / steps;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
}

/** The mesh turned and moved at random and stored in single precision. */
export function tumbled(mesh: Mesh, seed: number): Mesh {
  const random = randomNumbers(seed);
  const rotation = randomRotation(random);
  const offset: Vec3 = [random() * 5, random() * 5, random() * 5];
  return { ...mesh, positions: placedAsFloat32(mesh.positions, rotation, offset) };
}

function addTriangle(triangles: number[], a: number, b: number, c: number): void {
  if (a !== b && b !== c && c !== a) triangles.push(a, b, c);
}
