/** A line of a plot: points from left to right; those that are not numbers are left out. */
export type Curve = {
  readonly name: string;
  readonly color: string;
  readonly points: readonly (readonly [x: number, y: number])[];
};

export type Axes = {
  readonly title: string;
  readonly xLabel: string;
  readonly xTicks: readonly number[];
  readonly yLabel: string;
  readonly yTicks: readonly number[];
};

export const PLOT = { width: 330, height: 250 };
const MARGIN = { left: 46, right: 14, top: 34, bottom: 40 };

/** Curves over a grid, as an SVG group at a place of the figure. */
export function plot(left: number, axes: Axes, curves: readonly Curve[]): string {
  const { xTicks, yTicks } = axes;
  const x = scaleTo(xTicks, MARGIN.left, PLOT.width - MARGIN.right);
  const y = scaleTo(yTicks, PLOT.height - MARGIN.bottom, MARGIN.top);
  const grid = [
    ...xTicks.map((tick) => {
      const at = x(tick).toFixed(1);
      const label = `<text x="${at}" y="${PLOT.height - 24}" text-anchor="middle">${tick}</text>`;
      return `<path d="M${at} ${MARGIN.top}V${PLOT.height - MARGIN.bottom}" class="grid"/>${label}`;
    }),
    ...yTicks.map((tick) => {
      const at = y(tick).toFixed(1);
      const label = `<text x="${MARGIN.left - 6}" y="${at}" dy="4" text-anchor="end">${tick}</text>`;
      return `<path d="M${MARGIN.left} ${at}H${PLOT.width - MARGIN.right}" class="grid"/>${label}`;
    }),
  ];
  const lines = curves.map(({ color, points }) => {
    const shown = points.filter(([, value]) => Number.isFinite(value));
    const path = shown.map(([px, py]) => `${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join('L');
    const dots = shown.map(
      ([px, py]) => `<circle cx="${x(px).toFixed(1)}" cy="${y(py).toFixed(1)}" r="2.6" fill="${color}"/>`,
    );
    return `<path d="M${path}" fill="none" stroke="${color}" stroke-width="1.6"/>${dots.join('')}`;
  });
  const legend = curves.map(
    ({ name, color }, i) =>
      `<text x="${PLOT.width - MARGIN.right - 8}" y="${MARGIN.top + 16 + 15 * i}" text-anchor="end" fill="${color}">${name}</text>`,
  );
  return [
    `<g transform="translate(${left} 0)">`,
    `<text x="${PLOT.width / 2}" y="18" text-anchor="middle" class="title">${axes.title}</text>`,
    ...grid,
    ...lines,
    ...legend,
    `<text x="${PLOT.width / 2 + 16}" y="${PLOT.height - 6}" text-anchor="middle">${axes.xLabel}</text>`,
    `<text transform="translate(12 ${PLOT.height / 2}) rotate(-90)" text-anchor="middle">${axes.yLabel}</text>`,
    '</g>',
  ].join('\n');
}

/** Groups side by side as one figure. */
export const figure = (groups: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${groups.length * PLOT.width} ${PLOT.height}" font-family="sans-serif" font-size="11" fill="#333">`,
    '<title>Errors of a real depth camera and of the simulated one</title>',
    '<style>.grid{stroke:#ddd;stroke-width:1}.title{font-size:13px;font-weight:bold}</style>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...groups,
    '</svg>\n',
  ].join('\n');

function scaleTo(ticks: readonly number[], low: number, high: number): (value: number) => number {
  const [first, last] = [ticks[0], ticks[ticks.length - 1]];
  return (value) => low + ((value - first) / (last - first)) * (high - low);
}
