/** The robust box leaves out this share of the points at either end of each axis. */
const TAIL = 0.02;

/** Points of a sample that tell the robust box. */
const SAMPLE = 50_000;

/** Points nearer to the box than this many of its diagonals belong to the part, however few they are. */
const FAR = 5;

/** Nothing lies on the way to outliers in the outer part, this share, of their distance. */
const GAP = 0.5;

/** More points than this share are no errors of a scanner but another object. */
const MOST = 0.01;

/**
 * The points that are so far from all others that their coordinates must be wrong: many sizes of the cloud away, with
 * nothing on the way there. Flat x, y, z `positions`; returns indices.
 */
export function farOutliers(positions: Float64Array): readonly number[] {
  const count = positions.length / 3;
  const [x, y, z] = [0, 1, 2].map((axis) => robustRange(positions, axis));
  const diagonal = Math.hypot(x.high - x.low, y.high - y.low, z.high - z.low);
  if (!(diagonal > 0)) return [];
  const distance = (i: number): number =>
    Math.hypot(
      beyond(positions[3 * i], x) / diagonal,
      beyond(positions[3 * i + 1], y) / diagonal,
      beyond(positions[3 * i + 2], z) / diagonal,
    );
  const apart: { point: number; distance: number }[] = [];
  for (let i = 0; i < count; i++) {
    const d = distance(i);
    if (d > GAP * FAR) apart.push({ point: i, distance: d });
  }
  apart.sort((a, b) => a.distance - b.distance || 0);
  const first = apart.findIndex(
    ({ distance: d }, n) => d > FAR && (n === 0 || apart[n - 1].distance < GAP * d),
  );
  const far = first < 0 ? [] : apart.slice(first).map(({ point }) => point);
  return far.length <= Math.ceil(MOST * count) ? far : [];
}

type Range = { readonly low: number; readonly high: number };

/** Where all but the outermost coordinates along an axis lie. */
function robustRange(positions: Float64Array, axis: number): Range {
  const count = positions.length / 3;
  const step = Math.ceil(count / SAMPLE);
  const sample = Float64Array.from(
    { length: Math.ceil(count / step) },
    (_, i) => positions[3 * i * step + axis],
  ).sort();
  const tail = Math.min(Math.ceil(TAIL * sample.length), (sample.length - 1) >> 1);
  return { low: sample[tail], high: sample[sample.length - 1 - tail] };
}

const beyond = (value: number, { low, high }: Range): number => Math.max(low - value, value - high, 0);
