import type { Mesh } from '../../src/geometry/mesh.ts';
import type { Vec3 } from '../../src/geometry/vector.ts';

/** A closed box with outward triangles. */
export function boxMesh(min: Vec3, max: Vec3): Mesh {
  const positions: number[] = [];
  for (let i = 0; i < 8; i++) {
    positions.push((i & 1 ? max : min)[0], (i & 2 ? max : min)[1], (i & 4 ? max : min)[2]);
  }
  const quads = [0, 2, 3, 1, 4, 5, 7, 6, 0, 1, 5, 4, 2, 6, 7, 3, 0, 4, 6, 2, 1, 3, 7, 5];
  return { positions: Float64Array.from(positions), triangles: triangulateQuads(quads) };
}

/** A closed torus about the z axis, its tube made of quads, with outward triangles. */
export function torusMesh(center: Vec3, major: number, minor: number, around: number, across: number): Mesh {
  const positions: number[] = [];
  const quads: number[] = [];
  for (let i = 0; i < around; i++) {
    for (let j = 0; j < across; j++) {
      const u = (2 * Math.PI * i) / around;
      const v = (2 * Math.PI * j) / across;
      const r = major + minor * Math.cos(v);
      positions.push(
        center[0] + r * Math.cos(u),
        center[1] + r * Math.sin(u),
        center[2] + minor * Math.sin(v),
      );
      const nextI = (i + 1) % around;
      const nextJ = (j + 1) % across;
      quads.push(i * across + j, nextI * across + j, nextI * across + nextJ, i * across + nextJ);
    }
  }
  return { positions: Float64Array.from(positions), triangles: triangulateQuads(quads) };
}

/** A closed prism over a regular polygon about the z axis: a cylinder as a mesh has it. */
export function cylinderMesh(center: Vec3, radius: number, height: number, sides: number): Mesh {
  const positions: number[] = [];
  const triangles: number[] = [];
  for (let i = 0; i < sides; i++) {
    const x = center[0] + radius * Math.cos((2 * Math.PI * i) / sides);
    const y = center[1] + radius * Math.sin((2 * Math.PI * i) / sides);
    positions.push(x, y, center[2], x, y, center[2] + height);
    const low = 2 * i;
    const nextLow = 2 * ((i + 1) % sides);
    triangles.push(low, nextLow, nextLow + 1, low, nextLow + 1, low + 1);
    if (i > 1) triangles.push(0, low, low - 2, 1, low - 1, low + 1);
  }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** Several meshes as one, vertices apart. */
export function joinMeshes(...meshes: readonly Mesh[]): Mesh {
  const positions = meshes.flatMap((mesh) => [...mesh.positions]);
  const triangles: number[] = [];
  let offset = 0;
  for (const mesh of meshes) {
    for (const vertex of mesh.triangles) triangles.push(vertex + offset);
    offset += mesh.positions.length / 3;
  }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** The mesh inside out: as the wall of a cavity. */
export const turned = (mesh: Mesh): Mesh => ({
  positions: mesh.positions,
  triangles: mesh.triangles.slice().reverse(),
});

/** The mesh moved by `offset`. */
export const moved = (mesh: Mesh, offset: Vec3): Mesh => ({
  positions: mesh.positions.map((x, i) => x + offset[i % 3]),
  triangles: mesh.triangles,
});

function triangulateQuads(quads: readonly number[]): Uint32Array {
  const triangles: number[] = [];
  for (let i = 0; i < quads.length; i += 4) {
    triangles.push(quads[i], quads[i + 1], quads[i + 2], quads[i], quads[i + 2], quads[i + 3]);
  }
  return Uint32Array.from(triangles);
}
