/**
 * Compares the preset depth-camera with a real camera's views of boxes and cylinders on a table, prints the numbers and
 * draws docs/pictures/depth-camera.svg. Run it, compiled, from the project's root beside the shared data: docs/scans.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import type { DepthImage } from './depth-camera/depth-image.ts';
import { type Curve, figure, PLOT, plot } from './depth-camera/plot.ts';
import { readView } from './depth-camera/read-pcd.ts';
import { simulatedView } from './depth-camera/simulated-view.ts';
import { LAGS, median, type Patch, patchesOf } from './depth-camera/spread.ts';

const FOLDER = '../shared/data/clouds/pcl';
/** Steps of one over the depth that the real camera makes, 1/m. */
const STEP = 2.93e-3;
/** Fewer patches tell nothing. */
const ENOUGH = 30;

const real = await Promise.all(
  ['learn0', 'learn3'].map(async (name) => readView(await readFile(`${FOLDER}/${name}.pcd`))),
);
const views: { name: string; color: string; image: DepthImage }[] = [
  { name: 'camera, first view', color: '#8aa4c8', image: real[0] },
  { name: 'camera, second view', color: '#3b5b8c', image: real[1] },
  { name: 'simulated, first view', color: '#d9822b', image: simulatedView(real[0], 1) },
];
const measured = views.map(({ image, ...rest }) => ({ ...rest, patches: patchesOf(image) }));

for (const { name, patches } of measured) {
  const spread = median(patches.map((patch) => patch.spread / STEP));
  const correlation = [1, 2, 3, 5].map((lag) => median(patches.map((patch) => patch.correlation[lag - 1])));
  console.log(
    `${name}: ${patches.length} patches, spread ${spread.toFixed(3)} steps, ` +
      `correlation at 1, 2, 3, 5 pixels ${correlation.map((x) => x.toFixed(2)).join(', ')}`,
  );
}

const byDepth = curves([0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2], 0.1, (patch) => patch.depth, millimetres);
const byAngle = curves(
  [20, 30, 40, 50, 60],
  10,
  (patch) => patch.angle,
  (patch) => patch.spread / STEP,
);
const byLag = measured.map(
  ({ name, color, patches }): Curve => ({
    name,
    color,
    points: Array.from({ length: LAGS }, (_, lag) => [
      lag + 1,
      median(patches.map((patch) => patch.correlation[lag])),
    ]),
  }),
);
const groups = [
  plot(
    0,
    {
      title: 'Spread about the best plane',
      xLabel: 'depth, m',
      xTicks: [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3],
      yLabel: 'standard deviation of depth, mm',
      yTicks: [0, 1, 2, 3, 4],
    },
    byDepth,
  ),
  plot(
    PLOT.width,
    {
      title: 'The same in steps of disparity',
      xLabel: 'angle of incidence, degrees',
      xTicks: [20, 30, 40, 50, 60, 70],
      yLabel: 'standard deviation, steps',
      yTicks: [0, 0.25, 0.5, 0.75, 1],
    },
    byAngle,
  ),
  plot(
    2 * PLOT.width,
    {
      title: 'Correlation of errors',
      xLabel: 'pixels apart',
      xTicks: [0, 2, 4, 6, 8, 10],
      yLabel: 'correlation',
      yTicks: [-0.5, 0, 0.5, 1],
    },
    byLag,
  ),
];
await writeFile('docs/pictures/depth-camera.svg', figure(groups));

/** Standard deviation of the depth, mm. */
function millimetres({ spread, depth }: Patch): number {
  return 1000 * spread * depth ** 2;
}

/** For each view the median of a value over the patches in each bin of another. */
function curves(
  bins: readonly number[],
  width: number,
  binned: (patch: Patch) => number,
  value: (patch: Patch) => number,
): Curve[] {
  return measured.map(({ name, color, patches }) => ({
    name,
    color,
    points: bins.map((low) => {
      const inside = patches.filter((patch) => binned(patch) >= low && binned(patch) < low + width);
      return [low + width / 2, inside.length < ENOUGH ? Number.NaN : median(inside.map(value))];
    }),
  }));
}
