/** Plane through a patch of points: unit normal, mean of the points and root mean square of their distances from it. */
export type PatchPlane = {
  nx: number;
  ny: number;
  nz: number;
  cx: number;
  cy: number;
  cz: number;
  rms: number;
};

export const emptyPatchPlane = (): PatchPlane => ({ nx: 0, ny: 0, nz: 1, cx: 0, cy: 0, cz: 0, rms: 0 });

/**
 * Writes to `plane` the least-squares plane of the points of flat x, y, z `positions` whose indices stand in `members`
 * from `first` to `end`. The least eigenvalue of the scatter comes from its characteristic cubic (Smith, Eigenvalues of
 * a symmetric 3 x 3 matrix, 1961), without allocation: this runs for every point of a cloud.
 */
export function patchPlane(
  positions: Float64Array,
  members: Uint32Array,
  first: number,
  end: number,
  plane: PatchPlane,
): void {
  const p = positions;
  // Sums are taken relative to the first point, so that a cloud far from the origin keeps its digits.
  const ox = p[3 * members[first]];
  const oy = p[3 * members[first] + 1];
  const oz = p[3 * members[first] + 2];
  let [sx, sy, sz, xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = first; i < end; i++) {
    const at = 3 * members[i];
    const x = p[at] - ox;
    const y = p[at + 1] - oy;
    const z = p[at + 2] - oz;
    sx += x;
    sy += y;
    sz += z;
    xx += x * x;
    xy += x * y;
    xz += x * z;
    yy += y * y;
    yz += y * z;
    zz += z * z;
  }
  const count = end - first;
  sx /= count;
  sy /= count;
  sz /= count;
  plane.cx = ox + sx;
  plane.cy = oy + sy;
  plane.cz = oz + sz;
  const a = xx / count - sx * sx;
  const b = xy / count - sx * sy;
  const c = xz / count - sx * sz;
  const d = yy / count - sy * sy;
  const e = yz / count - sy * sz;
  const f = zz / count - sz * sz;
  plane.rms = Math.sqrt(Math.max(0, leastEigenvector(a, b, c, d, e, f, plane)));
}

/** Writes the unit eigenvector of the least eigenvalue of [[a, b, c], [b, d, e], [c, e, f]]; returns that eigenvalue. */
function leastEigenvector(
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  out: PatchPlane,
): number {
  const mean = (a + d + f) / 3;
  const [a0, d0, f0] = [a - mean, d - mean, f - mean];
  const spread = Math.sqrt((a0 * a0 + d0 * d0 + f0 * f0 + 2 * (b * b + c * c + e * e)) / 6);
  if (!(spread > 0)) {
    out.nx = 0;
    out.ny = 0;
    out.nz = 1;
    return mean;
  }
  const determinant = a0 * (d0 * f0 - e * e) - b * (b * f0 - c * e) + c * (b * e - c * d0);
  const r = Math.min(1, Math.max(-1, determinant / (2 * spread * spread * spread)));
  const least = mean + 2 * spread * Math.cos((Math.acos(r) + 2 * Math.PI) / 3);
  // Rows of the matrix less the eigenvalue are perpendicular to the eigenvector: the greatest of their cross products.
  const [a1, d1, f1] = [a - least, d - least, f - least];
  let x = b * e - c * d1;
  let y = c * b - a1 * e;
  let z = a1 * d1 - b * b;
  let most = x * x + y * y + z * z;
  const [x1, y1, z1] = [b * f1 - c * e, c * c - a1 * f1, a1 * e - b * c];
  const most1 = x1 * x1 + y1 * y1 + z1 * z1;
  if (most1 > most) [x, y, z, most] = [x1, y1, z1, most1];
  const [x2, y2, z2] = [d1 * f1 - e * e, e * c - b * f1, b * e - d1 * c];
  const most2 = x2 * x2 + y2 * y2 + z2 * z2;
  if (most2 > most) [x, y, z, most] = [x2, y2, z2, most2];
  const length = Math.sqrt(most);
  if (length > 0) {
    out.nx = x / length;
    out.ny = y / length;
    out.nz = z / length;
  }
  // The normal's own variance is more precise than the cubic's root, which loses half the digits when two are close.
  const { nx, ny, nz } = out;
  return nx * (a * nx + b * ny + c * nz) + ny * (b * nx + d * ny + e * nz) + nz * (c * nx + e * ny + f * nz);
}
