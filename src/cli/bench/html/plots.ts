/** One distribution in a plot; several are drawn side by side in each bin. */
export type Series = { readonly name: string; readonly values: readonly number[] };

/** The ends of the bins, ascending; a bin takes its lower end. What is below or above all goes to the nearest bin. */
export type Bins = { readonly edges: readonly number[]; readonly label: (edge: number) => string };

const WIDTH = 520;
const HEIGHT = 200;
const MARGIN = { left: 40, right: 10, top: 26, bottom: 34 };
const COLORS = ['#3b6ea8', '#d9822b', '#4a9a62', '#9a4a8c', '#b5a642', '#6b7785'];

/** A histogram as an SVG element: the share of each series' values in each bin. */
export function histogram(title: string, series: readonly Series[], bins: Bins): string {
  const shares = series.map(({ values }) => sharesOf(values, bins.edges));
  const top = Math.max(...shares.flat(), 0.01);
  const binCount = bins.edges.length - 1;
  const [plotWidth, plotHeight] = [WIDTH - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom];
  const binWidth = plotWidth / binCount;
  const barWidth = (0.86 * binWidth) / series.length;
  const bars = shares.flatMap((ofSeries, s) =>
    ofSeries.map((share, bin) => {
      const height = (share / top) * plotHeight;
      const x = MARGIN.left + (bin + 0.07) * binWidth + s * barWidth;
      const y = MARGIN.top + plotHeight - height;
      const tip = `${series[s].name}, ${bins.label(bins.edges[bin])}: ${(100 * share).toFixed(1)}%`;
      return `<rect x="${n(x)}" y="${n(y)}" width="${n(barWidth)}" height="${n(height)}" fill="${COLORS[s % COLORS.length]}"><title>${escapeHtml(tip)}</title></rect>`;
    }),
  );
  const everyLabel = Math.ceil(binCount / 10);
  const labels = bins.edges
    .map((edge, i) => ({ edge, i }))
    .filter(({ i }) => i % everyLabel === 0)
    .map(
      ({ edge, i }) =>
        `<text x="${n(MARGIN.left + i * binWidth)}" y="${HEIGHT - 18}" text-anchor="middle">${escapeHtml(bins.label(edge))}</text>`,
    );
  const legend = series.map(
    ({ name, values }, s) =>
      `<tspan fill="${COLORS[s % COLORS.length]}">■</tspan> ${escapeHtml(name)} (${values.length}) `,
  );
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">`,
    `<text x="${MARGIN.left}" y="14" class="title">${escapeHtml(title)}</text>`,
    `<text x="${MARGIN.left - 6}" y="${MARGIN.top + 8}" text-anchor="end">${(100 * top).toFixed(0)}%</text>`,
    `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${HEIGHT - MARGIN.bottom}" y2="${HEIGHT - MARGIN.bottom}" class="axis"/>`,
    ...bars,
    ...labels,
    ...(series.length > 1 ? [`<text x="${MARGIN.left}" y="${HEIGHT - 3}">${legend.join('')}</text>`] : []),
    '</svg>',
  ].join('');
}

/** Share of the values in each bin. */
export function sharesOf(values: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (const value of values) {
    const above = edges.findIndex((edge) => value < edge);
    const bin = above < 0 ? counts.length - 1 : Math.max(0, above - 1);
    counts[bin]++;
  }
  return counts.map((count) => (values.length > 0 ? count / values.length : 0));
}

/** Bins of one size from `low` to `high`. */
export const evenBins = (low: number, high: number, count: number, digits: number): Bins => ({
  edges: Array.from({ length: count + 1 }, (_, i) => low + ((high - low) * i) / count),
  label: (edge) => edge.toFixed(digits),
});

/** Bins from 10^low to 10^high, `each` to a power of ten. */
export const powerBins = (low: number, high: number, each: number): Bins => ({
  edges: Array.from({ length: (high - low) * each + 1 }, (_, i) => 10 ** (low + i / each)),
  label: (edge) => (edge < 0.01 ? edge.toExponential(0) : String(Number(edge.toPrecision(2)))),
});

/** Text made safe to stand in HTML and SVG. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

const n = (value: number): string => value.toFixed(1);
