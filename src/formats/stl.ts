import type { Mesh } from '../geometry/mesh.ts';

const HEADER_BYTES = 84;
const FACET_BYTES = 50;

/**
 * Writes a binary STL with unit normals. Coordinates are rounded to float32; the format has no unit.
 */
export function writeStl({ positions, triangles }: Mesh): Uint8Array {
  const count = triangles.length / 3;
  const bytes = new Uint8Array(HEADER_BYTES + FACET_BYTES * count);
  const view = new DataView(bytes.buffer);
  // A header that starts with "solid" would be taken for ASCII.
  bytes.set(new TextEncoder().encode('cadtrace binary STL'));
  view.setUint32(80, count, true);
  const corner = new Float64Array(9);
  for (let t = 0; t < count; t++) {
    for (let k = 0; k < 9; k++) corner[k] = positions[3 * triangles[3 * t + Math.floor(k / 3)] + (k % 3)];
    const ux = corner[3] - corner[0];
    const uy = corner[4] - corner[1];
    const uz = corner[5] - corner[2];
    const vx = corner[6] - corner[0];
    const vy = corner[7] - corner[1];
    const vz = corner[8] - corner[2];
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const scale = 1 / (Math.hypot(nx, ny, nz) || 1);
    const facet = HEADER_BYTES + FACET_BYTES * t;
    view.setFloat32(facet, nx * scale, true);
    view.setFloat32(facet + 4, ny * scale, true);
    view.setFloat32(facet + 8, nz * scale, true);
    for (let k = 0; k < 9; k++) view.setFloat32(facet + 12 + 4 * k, corner[k], true);
  }
  return bytes;
}
