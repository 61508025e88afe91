import type { Case, Rounding, ScannerPlan } from './case.ts';
import { hashOf } from './hash-of.ts';

/** A part to scan: its name, the STEP file of it, and how many operations its designer took. */
export type ScannedPart = {
  readonly part: string;
  readonly truth: string;
  readonly designerSteps?: number;
};

/** A row of the table of scans. */
export type ScanSuite = {
  readonly name: string;
  readonly description: string;
  readonly cases: (parts: readonly ScannedPart[]) => Case[];
};

const ofSurface = (noise: number, rounding: Rounding = 'none'): ScannerPlan => ({
  kind: 'surface',
  noise,
  rounding,
});
const ofPreset = (name: 'handheld' | 'depth-camera'): ScannerPlan => ({ kind: 'preset', name });

/** Large clouds are of one part in so many. */
const LARGE_EVERY = 20;
/** One part in so many is scanned again, so often in all. */
const REPEATED_EVERY = 6;
const REPEATS = 5;

/** Scans of parts, none with normals. */
export const scanSuites: readonly ScanSuite[] = [
  eachOnce('scan-256', '256 points without error', 256, ofSurface(0)),
  eachOnce('scan-8k', '8,192 points without error', 8192, ofSurface(0)),
  eachOnce('scan-100k', '100,000 points without error', 100_000, ofSurface(0)),
  ...['1e-5', '1e-4', '1e-3'].map((noise) =>
    eachOnce(
      `scan-100k-noise-${noise}`,
      `100,000 points with noise of ${noise} of the diagonal, rounded`,
      100_000,
      ofSurface(Number(noise), 'decimals'),
    ),
  ),
  eachOnce(
    'scan-50k-noise-5e-3',
    '50,000 points with noise of 5e-3 of the diagonal',
    50_000,
    ofSurface(5e-3),
  ),
  eachOnce('scan-handheld', '50,000 points of a scanner moved by hand', 50_000, ofPreset('handheld')),
  eachOnce('scan-depth-camera', '50,000 points of a depth camera', 50_000, ofPreset('depth-camera')),
  {
    name: 'scan-1m',
    description: `1,000,000 points without error of every ${LARGE_EVERY}th part`,
    cases: (parts) =>
      everyKth(parts, LARGE_EVERY).map((scanned) =>
        caseOf('scan-1m', scanned, { points: 1_000_000, scanner: ofSurface(0), seed: 1 }),
      ),
  },
  {
    name: 'scan-repeat',
    description: `100,000 points without error of every ${REPEATED_EVERY}th part, ${REPEATS} times`,
    cases: (parts) =>
      everyKth(parts, REPEATED_EVERY).flatMap((scanned) =>
        Array.from({ length: REPEATS }, (_, i): Case => {
          const seed = i + 1;
          const plan = { points: 100_000, scanner: ofSurface(0), seed };
          const { part } = scanned;
          return { ...caseOf('scan-repeat', scanned, plan), part: `${part}.${seed}`, repeatOf: part };
        }),
      ),
  },
];

const everyKth = <T>(items: readonly T[], k: number): T[] => items.filter((_, index) => index % k === 0);

function eachOnce(name: string, description: string, points: number, scanner: ScannerPlan): ScanSuite {
  const plan = { points, scanner, seed: 1 };
  return { name, description, cases: (parts) => parts.map((scanned) => caseOf(name, scanned, plan)) };
}

/** A part lies in each suite in another way, and in the same way in every run. */
function caseOf(
  suite: string,
  { part, truth, designerSteps }: ScannedPart,
  plan: { readonly points: number; readonly scanner: ScannerPlan; readonly seed: number },
): Case {
  const scan = { ...plan, poseSeed: hashOf(`${suite} ${part}`) };
  return { suite, part, input: { kind: 'scan', truth, designerSteps, scan } };
}
