/** Two parallel skins that heights scatter about; lengths. */
export type Skins = {
  /** Height of the middle between them. */
  readonly middle: number;
  readonly thickness: number;
  /** Standard deviation of the heights from the skin that they belong to. */
  readonly deviation: number;
  /** Greatest error of the thickness that the heights leave possible, at about two standard errors. */
  readonly uncertainty: number;
};

/** Bins that heights are counted in, over this many standard deviations to either side. */
const BINS = 128;
const WINDOW = 4;

/** Shares of the variance that may come from the distance between the skins, and steps between them. */
const MOST_SHARE = 0.995;
const STEPS = 199;

/** Share of heights that lie evenly all over the window. */
const EVEN = 0.01;

/** The logarithm of a likelihood falls by this two standard errors from its greatest value. */
const TWO_ERRORS = 2;

/**
 * The two skins of a sheet, both with as many points, by maximum likelihood over the thickness: two layers are flatter
 * than one of the same variance long before the eye tells them apart. Where the heights do not tell the thickness, it is the
 * middle of what they leave possible. Undefined for fewer than two heights or heights that are all the same.
 */
export function skinsOf(heights: Float64Array): Skins | undefined {
  const core = coreOf(heights);
  if (!core) return undefined;
  const { mean, variance } = core;
  const counts = new Float64Array(BINS);
  const scale = BINS / (2 * WINDOW);
  const spread = Math.sqrt(variance);
  for (const height of heights) {
    const bin = Math.floor(((height - mean) / spread + WINDOW) * scale);
    if (bin >= 0 && bin < BINS) counts[bin]++;
  }
  const gains = Float64Array.from({ length: STEPS + 1 }, (_, k) =>
    likelihood(counts, Math.sqrt((MOST_SHARE * k) / STEPS)),
  );
  const most = gains.reduce((a, b) => Math.max(a, b), -Infinity);
  const likely = gains.indexOf(most);
  const first = gains.findIndex((gain) => gain >= most - TWO_ERRORS);
  const last = gains.findLastIndex((gain) => gain >= most - TWO_ERRORS);
  const halfAt = (k: number) => Math.sqrt(((MOST_SHARE * k) / STEPS) * variance);
  const half = first > 0 ? halfAt(likely) : halfAt(last) / 2;
  return {
    middle: mean,
    thickness: 2 * half,
    deviation: Math.sqrt(Math.max(0, variance - half * half)),
    uncertainty: 2 * Math.max(halfAt(last) - half, half - halfAt(first)),
  };
}

/** Mean and variance of the heights but for far ones, which a normal distribution would hardly have. */
function coreOf(heights: Float64Array): { readonly mean: number; readonly variance: number } | undefined {
  const sorted = heights.slice().sort();
  const middle = sorted[sorted.length >> 1];
  const quartiles = sorted[(3 * sorted.length) >> 2] - sorted[sorted.length >> 2];
  // Two far layers have their quartiles at the layers, and one 1.35 standard deviations apart.
  const reach = 3 * quartiles;
  let [count, sum, squares] = [0, 0, 0];
  for (const height of sorted) {
    if (Math.abs(height - middle) > reach) continue;
    count++;
    sum += height - middle;
    squares += (height - middle) ** 2;
  }
  const variance = squares / count - (sum / count) ** 2;
  return count >= 2 && variance > 0 ? { mean: middle + sum / count, variance } : undefined;
}

/** Logarithm of the likelihood of counts of variance 1 from layers at plus and minus `half`. */
function likelihood(counts: Float64Array, half: number): number {
  const deviation = Math.sqrt(1 - half * half);
  const width = (2 * WINDOW) / BINS;
  let sum = 0;
  let below = 0;
  for (let b = 0; b < BINS; b++) {
    const end = (b + 1) * width - WINDOW;
    const upTo = (normalUpTo((end - half) / deviation) + normalUpTo((end + half) / deviation)) / 2;
    sum += counts[b] * Math.log((1 - EVEN) * Math.max(0, upTo - below) + EVEN / BINS);
    below = upTo;
  }
  return sum;
}

/** Share of a normal distribution below x (Abramowitz and Stegun 26.2.17, to 1e-7). */
export function normalUpTo(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const above = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
  return x > 0 ? 1 - above : above;
}
