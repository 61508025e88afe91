import type { PointCloud } from '../geometry/point-cloud.ts';

/**
 * Writes points as a binary little-endian PLY: x, y, z, then nx, ny, nz and the index of the view where the cloud has
 * them. Coordinates are rounded to float32; the format has no unit.
 */
export function writePlyCloud({ positions, normals, view }: PointCloud): Uint8Array {
  const count = positions.length / 3;
  const properties = [
    ...['x', 'y', 'z', ...(normals ? ['nx', 'ny', 'nz'] : [])].map((name) => `property float ${name}`),
    ...(view ? ['property ushort view'] : []),
  ];
  const lines = [
    'ply',
    'format binary_little_endian 1.0',
    'comment written by cadtrace',
    `element vertex ${count}`,
    ...properties,
    'end_header',
  ];
  const header = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const stride = 12 + (normals ? 12 : 0) + (view ? 2 : 0);
  const bytes = new Uint8Array(header.length + stride * count);
  bytes.set(header);
  const data = new DataView(bytes.buffer);
  for (let i = 0; i < count; i++) {
    const at = header.length + stride * i;
    for (let k = 0; k < 3; k++) {
      data.setFloat32(at + 4 * k, positions[3 * i + k], true);
      if (normals) data.setFloat32(at + 12 + 4 * k, normals[3 * i + k], true);
    }
    if (view) data.setUint16(at + stride - 2, view[i], true);
  }
  return bytes;
}
