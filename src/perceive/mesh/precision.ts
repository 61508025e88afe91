import type { Mesh } from '../../geometry/mesh.ts';

/** Half a unit in the last place of single precision, relative. */
const FLOAT32_ROUNDING = 2 ** -24;

/** In exported parts 99.9% of the vertices lie within once the rounding of their greatest coordinate from their surface. */
const ROUNDING_MARGIN = 3;

/** Even a vertex near the origin carries this share: parts are moved after they were rounded. */
const LEAST_SHARE = 0.5;

/** A vertex is off by up to the diagonal of a cube of roundings, and a little more. */
const DECIMAL_MARGIN = 2;

/** For each vertex, how far its file's precision and the modeller may have put it off the surface it was computed on. */
export function roundingTolerances({ positions }: Mesh): Float64Array {
  const digits = decimalDigits(positions);
  const tolerances = new Float64Array(positions.length / 3);
  for (let i = 0; i < positions.length; i++) {
    const size = Math.abs(positions[i]);
    let own = ROUNDING_MARGIN * FLOAT32_ROUNDING * size;
    if (digits !== undefined && size > 0) {
      own = Math.max(own, DECIMAL_MARGIN * 0.5 * 10 ** (Math.floor(Math.log10(size)) + 1 - digits));
    }
    if (own > tolerances[Math.floor(i / 3)]) tolerances[Math.floor(i / 3)] = own;
  }
  const least = LEAST_SHARE * tolerances.reduce((a, b) => Math.max(a, b), 0);
  return tolerances.map((t) => Math.max(t, least));
}

/** Text files are written with so many significant digits; more than the last say no less than single precision. */
const FEWEST_DIGITS = 5;
const MOST_DIGITS = 7;

/** A file is rounded to so many digits when this share of its coordinates use the last one; round numbers do not tell. */
const TELLING_SHARE = 0.2;

/** Number of significant decimal digits that all coordinates are rounded to; undefined when they are not. */
function decimalDigits(positions: Float64Array): number | undefined {
  const users = new Float64Array(MOST_DIGITS + 1);
  for (const x of positions) {
    let digits = 1;
    while (Math.abs(x - Number(x.toPrecision(digits))) > FLOAT32_ROUNDING * Math.abs(x)) {
      if (++digits > MOST_DIGITS) return undefined;
    }
    users[digits]++;
  }
  const digits = users.findLastIndex((count) => count > 0);
  return digits >= FEWEST_DIGITS && users[digits] > TELLING_SHARE * positions.length ? digits : undefined;
}

/** Powers of two that the vertices may be less precise than single precision. */
const GREATEST_POWER = 6;

/** Nearly all gaps of coplanar neighbours lie within the precision; the next ones are real steps, this many powers on. */
const WITHIN = 0.98;
const CLEARANCE = 3;

/** Fewer gaps than this, or so many within single precision, do not tell of less. */
const LEAST_GAPS = 20;
const PRECISE_SHARE = 0.5;

/**
 * How many times coarser than `tolerances` the vertices really are: parts are moved after rounding. Told from the gaps between triangles and their neighbours' planes, which in a part with flat faces
 * come in two groups, rounding and real angles; 1 where the groups do not part.
 */
export function coarseness(
  { positions: p, triangles }: Mesh,
  normals: Float64Array,
  heights: Float64Array,
  neighbours: Int32Array,
  tolerances: Float64Array,
): number {
  const gaps = new Float64Array(GREATEST_POWER + CLEARANCE + 1);
  // Height of the neighbour's far corner over the plane of the wider of two triangles, in tolerances, by powers of two.
  for (let c = 0; c < neighbours.length; c++) {
    const own = Math.floor(c / 3);
    const other = neighbours[c];
    if (other < 0 || heights[other] > heights[own] || (heights[other] === heights[own] && other > own))
      continue;
    const a = triangles[c];
    if (!(heights[other] > 100 * tolerances[a])) continue;
    const b = triangles[c % 3 === 2 ? c - 2 : c + 1];
    let far = 3 * other;
    while (triangles[far] === a || triangles[far] === b) far++;
    const v = triangles[far];
    let gap = 0;
    for (let k = 0; k < 3; k++) gap += (p[3 * v + k] - p[3 * a + k]) * normals[3 * own + k];
    const power = Math.max(0, Math.ceil(Math.log2(Math.abs(gap) / (2 * tolerances[v]))));
    if (power < gaps.length) gaps[power]++;
  }
  const upTo = (power: number): number => gaps.subarray(0, power + 1).reduce((a, b) => a + b, 0);
  for (let power = 1; power <= GREATEST_POWER; power++) {
    if (upTo(power) < LEAST_GAPS || upTo(0) > PRECISE_SHARE * upTo(power)) continue;
    if (upTo(power) >= WITHIN * upTo(power + CLEARANCE)) return 2 ** power;
  }
  return 1;
}
