/** Stands for the next corner of one that is clipped. */
const CLIPPED = -1;

/**
 * Triangulates a simple polygon in space, convex or not, by ear clipping in the plane of its Newell normal.
 * `polygon` holds `count` indices into the flat x, y, z `positions`; `emit` receives the triangles, wound as the
 * polygon is. A polygon that crosses itself gets some triangulation of all its corners.
 */
export function triangulatePolygon(
  positions: Float64Array,
  polygon: ArrayLike<number>,
  count: number,
  emit: (a: number, b: number, c: number) => void,
): void {
  const plane = projected(positions, polygon, count);
  const next = Int32Array.from({ length: count }, (_, i) => (i + 1) % count);
  const previous = Int32Array.from({ length: count }, (_, i) => (i + count - 1) % count);
  const reflex = reflexCorners(plane, count);

  let remaining = count;
  let corner = 0;
  let rejected = 0;
  while (remaining > 3) {
    // After a whole round without an ear the polygon crosses itself: clip anyway, so that it ends.
    if (rejected > remaining || isEar(plane, previous[corner], corner, next[corner], reflex, next)) {
      emit(polygon[previous[corner]], polygon[corner], polygon[next[corner]]);
      next[previous[corner]] = next[corner];
      previous[next[corner]] = previous[corner];
      const following = next[corner];
      next[corner] = CLIPPED;
      remaining--;
      rejected = 0;
      // Skipping one corner makes fans into better shaped strips.
      corner = next[following];
    } else {
      corner = next[corner];
      rejected++;
    }
  }
  emit(polygon[previous[corner]], polygon[corner], polygon[next[corner]]);
}

/** The polygon's corners as flat x, y in the coordinate plane that its normal is closest to, counter-clockwise. */
function projected(positions: Float64Array, polygon: ArrayLike<number>, count: number): Float64Array {
  const normal = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const a = 3 * polygon[i];
    const b = 3 * polygon[(i + 1) % count];
    for (let k = 0; k < 3; k++) {
      const u = (k + 1) % 3;
      const v = (k + 2) % 3;
      normal[k] += (positions[a + u] - positions[b + u]) * (positions[a + v] + positions[b + v]);
    }
  }
  const size = normal.map(Math.abs);
  const axis = size.indexOf(Math.max(...size));
  const turned = normal[axis] < 0;
  const u = (axis + (turned ? 2 : 1)) % 3;
  const v = (axis + (turned ? 1 : 2)) % 3;
  const plane = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    plane[2 * i] = positions[3 * polygon[i] + u];
    plane[2 * i + 1] = positions[3 * polygon[i] + v];
  }
  return plane;
}

/** Only a corner that is not convex can lie inside an ear; clipping never makes a convex corner reflex. */
function reflexCorners(plane: Float64Array, count: number): Int32Array {
  const reflex = new Int32Array(count);
  let found = 0;
  for (let i = 0; i < count; i++)
    if (turn(plane, (i + count - 1) % count, i, (i + 1) % count) <= 0) reflex[found++] = i;
  return reflex.subarray(0, found);
}

function isEar(
  plane: Float64Array,
  a: number,
  b: number,
  c: number,
  reflex: Int32Array,
  next: Int32Array,
): boolean {
  if (turn(plane, a, b, c) <= 0) return false;
  for (const p of reflex) {
    if (next[p] === CLIPPED) continue;
    if (samePoint(plane, p, a) || samePoint(plane, p, b) || samePoint(plane, p, c)) continue;
    if (turn(plane, a, b, p) >= 0 && turn(plane, b, c, p) >= 0 && turn(plane, c, a, p) >= 0) return false;
  }
  return true;
}

const samePoint = (plane: Float64Array, a: number, b: number): boolean =>
  plane[2 * a] === plane[2 * b] && plane[2 * a + 1] === plane[2 * b + 1];

/** Twice the signed area of the triangle a, b, c: positive for a left turn. */
const turn = (plane: Float64Array, a: number, b: number, c: number): number =>
  (plane[2 * b] - plane[2 * a]) * (plane[2 * c + 1] - plane[2 * a + 1]) -
  (plane[2 * b + 1] - plane[2 * a + 1]) * (plane[2 * c] - plane[2 * a]);
