/** Points are exact where their tolerance is below this share of the spacing: three of them then tell a plane. */
export const EXACT = 0.01;

/** Neighbours on one plane, the point itself included, that are hardly there by chance. */
export const COPLANAR = 5;

/** Neighbours that planes are laid through, in pairs. */
const SPANNING = 8;

/** Squared sine of the angle between two of them below which they span no plane. */
const LEAST_SINE = 0.1;

/**
 * The plane through the first of `members` and two others on which most of them lie exactly, within `tolerance`: for
 * exact points it tells the faces apart that meet within the patch, however few points each has. Moves those on it to
 * the front and returns their number, the first included.
 */
export function exactPlane(positions: Float64Array, members: Uint32Array, tolerance: number): number {
  const p = positions;
  const o = 3 * members[0];
  const spanning = Math.min(SPANNING, members.length - 1);
  let most = 0;
  let [bestX, bestY, bestZ] = [0, 0, 0];
  for (let a = 1; a < spanning; a++) {
    const ax = p[3 * members[a]] - p[o];
    const ay = p[3 * members[a] + 1] - p[o + 1];
    const az = p[3 * members[a] + 2] - p[o + 2];
    for (let b = a + 1; b <= spanning; b++) {
      const bx = p[3 * members[b]] - p[o];
      const by = p[3 * members[b] + 1] - p[o + 1];
      const bz = p[3 * members[b] + 2] - p[o + 2];
      const x = ay * bz - az * by;
      const y = az * bx - ax * bz;
      const z = ax * by - ay * bx;
      const squared = x * x + y * y + z * z;
      if (squared < LEAST_SINE * (ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz)) continue;
      const reach = tolerance * Math.sqrt(squared);
      let on = 0;
      for (let i = 0; i < members.length; i++) if (Math.abs(height(p, members[i], o, x, y, z)) <= reach) on++;
      if (on <= most) continue;
      most = on;
      const length = Math.sqrt(squared);
      [bestX, bestY, bestZ] = [x / length, y / length, z / length];
    }
  }
  let front = 0;
  for (let i = 0; i < members.length && most > 0; i++) {
    if (Math.abs(height(p, members[i], o, bestX, bestY, bestZ)) > tolerance) continue;
    const member = members[i];
    members[i] = members[front];
    members[front++] = member;
  }
  return front;
}

/** Height of a point over the plane through the one at `o` with the normal (x, y, z), in lengths of that. */
const height = (p: Float64Array, point: number, o: number, x: number, y: number, z: number): number =>
  (p[3 * point] - p[o]) * x + (p[3 * point + 1] - p[o + 1]) * y + (p[3 * point + 2] - p[o + 2]) * z;
