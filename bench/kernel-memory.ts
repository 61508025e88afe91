import { performance } from 'node:perf_hooks';
import { seededRandom } from '../src/geometry/random.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import type { Extrude, Loop, Program } from '../src/program/types.ts';

/*
 * Builds, checks, measures, tessellates and compares thousands of random plates in one process and prints how
 * resident memory goes: it must stay bounded although OCCT leaks.
 *
 *   npm run bench -- kernel-memory [builds]
 */

const builds = Number(process.argv[2] ?? 3000);
const random = seededRandom(1);
const between = (low: number, high: number) => random.uniform(low, high);

const circle = (u: number, v: number, radius: number): Loop => ({ kind: 'circle', center: [u, v], radius });

const rectangle = (u: number, v: number, width: number, length: number): Loop => ({
  kind: 'path',
  start: [u, v],
  edges: [
    { kind: 'line', to: [u + width, v] },
    { kind: 'line', to: [u + width, v + length] },
    { kind: 'line', to: [u, v + length] },
    { kind: 'line', to: [u, v] },
  ],
});

const extrude = (
  operation: Extrude['operation'],
  outers: readonly Loop[],
  from: number,
  to: number,
): Extrude => ({
  kind: 'extrude',
  operation,
  sketch: {
    frame: { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] },
    profiles: outers.map((outer) => ({ outer, holes: [] })),
  },
  from,
  to,
});

/** A plate with a boss and a row of holes. */
function randomPlate(): Program {
  const holes = Array.from({ length: 1 + Math.floor(between(0, 6)) }, (_, i) =>
    circle(5 + 8 * i, 25, between(0.5, 3)),
  );
  return {
    unit: 'mm',
    features: [
      extrude('new', [rectangle(0, 0, between(50, 80), between(30, 50))], 0, between(2, 8)),
      extrude('join', [rectangle(5, 5, between(5, 40), between(5, 12))], 0, between(9, 20)),
      extrude('cut', holes, -1, 30),
    ],
  };
}

const kernel = await loadKernel();
const start = performance.now();
let previous = await kernel.build(randomPlate());
let peak = 0;
console.log('builds  seconds  resident MB');
for (let i = 1; i <= builds; i++) {
  const solid = await kernel.build(randomPlate());
  await kernel.check(solid);
  await kernel.measure(solid);
  await kernel.tessellate(solid, { deviation: 0.1, angle: 0.5 });
  await kernel.intersectionOverUnion(previous, solid);
  previous = solid;
  const resident = process.memoryUsage().rss / 1e6;
  peak = Math.max(peak, resident);
  if (i % Math.ceil(builds / 15) === 0) {
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${String(i).padStart(6)}  ${seconds.toFixed(0).padStart(7)}  ${resident.toFixed(0).padStart(11)}`,
    );
  }
}
console.log(`peak ${peak.toFixed(0)} MB`);
kernel.close();
