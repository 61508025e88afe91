/** Parallel layers that heights scatter about, all by the same standard deviation; lengths. */
export type Layers = { readonly heights: readonly number[]; readonly deviation: number };

/** Bins of the window that heights are counted in: fine against any deviation that the window shows. */
const BINS = 96;

/** Layers that are told apart at most. */
const MOST_LAYERS = 3;

/** Rounds of expectation and maximisation. */
const ROUNDS = 60;

/** Each further layer must raise the logarithm of the likelihood by this, and by this for each of the heights. */
const LEAST_GAIN = 12;
const LEAST_GAIN_EACH = 0.003;

/** Share of the heights that lie evenly all over the window, at first: what crosses the layers. */
const EVEN = 0.1;

/**
 * A layer has at least this share of the heights of a larger one, or where they are closer than so many deviations this:
 * both sides of a sheet are seen alike, while views that were joined a little off each other leave small ones.
 */
const LEAST_SHARE = 0.1;
const CLOSE = 3;
const LEAST_SHARE_CLOSE = 0.3;

/** Fewer heights tell one layer at most. */
const LEAST_HEIGHTS = 60;

/** Layers nearer to each other than this many deviations are one. */
const APART = 1.8;

type Mixture = { means: number[]; shares: number[]; even: number; deviation: number; likelihood: number };

/**
 * The layers that `heights` within `window` of 0 scatter about: a mixture of normal distributions with one deviation,
 * and of one that is even, by expectation and maximisation (Dempster, Laird, Rubin 1977). It tells the two skins of a wall that is
 * thinner than the noise hides to the eye. `deviation` is a first guess.
 */
export function layersOf(heights: Float64Array, window: number, deviation: number): Layers {
  const counts = new Float64Array(BINS);
  let total = 0;
  for (const height of heights) {
    const bin = Math.floor(((height + window) / (2 * window)) * BINS);
    if (bin < 0 || bin >= BINS) continue;
    counts[bin]++;
    total++;
  }
  let best = fitted(counts, window, [meanOf(counts, window, deviation)], deviation);
  for (let k = 2; k <= MOST_LAYERS && total >= LEAST_HEIGHTS; k++) {
    const next = fitted(counts, window, spreadOut(best, k), Math.min(deviation, best.deviation) * 0.8);
    if (next.likelihood < best.likelihood + LEAST_GAIN + LEAST_GAIN_EACH * total) break;
    if (!isApart(next)) break;
    best = next;
  }
  return { heights: [...best.means].sort((a, b) => a - b), deviation: best.deviation };
}

/** Whether all layers are far enough from each other for how many heights they have. */
const isApart = ({ means, shares, deviation }: Mixture): boolean =>
  means.every((mean, i) =>
    means.every((other, j) => {
      const apart = Math.abs(mean - other) / deviation;
      if (i === j) return true;
      const least = apart < CLOSE ? LEAST_SHARE_CLOSE : LEAST_SHARE;
      return apart > APART && shares[i] >= least * shares[j];
    }),
  );

const heightOf = (bin: number, window: number): number => ((bin + 0.5) / BINS) * 2 * window - window;

/** Mean of the heights that are near 0, from one side to the other. */
function meanOf(counts: Float64Array, window: number, deviation: number): number {
  let sum = 0;
  let total = 0;
  for (let b = 0; b < BINS; b++) {
    const height = heightOf(b, window);
    if (Math.abs(height) > 3 * deviation) continue;
    sum += counts[b] * height;
    total += counts[b];
  }
  return total > 0 ? sum / total : 0;
}

/** First guesses of `count` means about where fewer were found. */
function spreadOut({ means, deviation }: Mixture, count: number): number[] {
  const middle = means.reduce((a, b) => a + b, 0) / means.length;
  const reach = (means.length > 1 ? Math.abs(means[1] - means[0]) : 0) + 0.9 * deviation;
  return Array.from({ length: count }, (_, k) => middle + reach * ((2 * k) / (count - 1) - 1));
}

function fitted(counts: Float64Array, window: number, start: number[], deviation: number): Mixture {
  const count = start.length;
  let means = [...start];
  let shares = start.map(() => (1 - EVEN) / count);
  let even = EVEN;
  let sigma = deviation;
  let likelihood = -Infinity;
  const density = new Float64Array(count);
  const width = (2 * window) / BINS;
  for (let round = 0; round < ROUNDS; round++) {
    const weight = new Float64Array(count);
    const sum = new Float64Array(count);
    let squares = 0;
    let evenly = 0;
    let total = 0;
    let next = 0;
    for (let b = 0; b < BINS; b++) {
      if (counts[b] === 0) continue;
      const height = heightOf(b, window);
      let all = even / BINS;
      for (let k = 0; k < count; k++) {
        const off = (height - means[k]) / sigma;
        density[k] = ((shares[k] * width) / (sigma * Math.sqrt(2 * Math.PI))) * Math.exp((-off * off) / 2);
        all += density[k];
      }
      next += counts[b] * Math.log(all + 1e-300);
      evenly += (counts[b] * even) / BINS / all;
      total += counts[b];
      for (let k = 0; k < count; k++) {
        const share = (counts[b] * density[k]) / all;
        weight[k] += share;
        sum[k] += share * height;
        squares += share * (height - means[k]) ** 2;
      }
    }
    const inside = weight.reduce((a, b) => a + b, 0);
    if (!(inside > 0) || next - likelihood < 1e-3) break;
    likelihood = next;
    means = means.map((mean, k) => (weight[k] > 0 ? sum[k] / weight[k] : mean));
    shares = shares.map((_, k) => weight[k] / total);
    even = evenly / total;
    sigma = Math.max(Math.sqrt(squares / inside), width);
  }
  return { means, shares, even, deviation: sigma, likelihood };
}
