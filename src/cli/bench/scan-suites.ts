import type { Case, Rounding, ScannerPlan, ScanPlan } from './case.ts';
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

const uniform = (noise: number, rounding: Rounding = 'none'): ScannerPlan => ({
  kind: 'surface',
  noise,
  rounding,
});
const preset = (name: 'handheld' | 'depth-camera'): ScannerPlan => ({ kind: 'preset', name });

/** Of as many parts, each so often, is asked whether another scan gives the same features. */
const REPEATED_EVERY = 6;
const REPEATS = 5;

/** Scans of parts, none with normals: the fewer points and the more noise, the harder. */
export const scanSuites: readonly ScanSuite[] = [
  row('scan-256', '256 points without error', 256, uniform(0)),
  row('scan-8k', '8,192 points without error', 8192, uniform(0)),
  row('scan-100k', '100,000 points without error', 100_000, uniform(0)),
  ...['1e-5', '1e-4', '1e-3'].map((noise) =>
    row(
      `scan-100k-noise-${noise}`,
      `100,000 points with noise of ${noise} of the diagonal, rounded`,
      100_000,
      uniform(Number(noise), 'decimals'),
    ),
  ),
  row('scan-50k-noise-5e-3', '50,000 points with noise of 0.5% of the diagonal', 50_000, uniform(5e-3)),
  row('scan-handheld', '50,000 points of a scanner moved by hand', 50_000, preset('handheld')),
  row('scan-depth-camera', '50,000 points of a depth camera', 50_000, preset('depth-camera')),
  {
    name: 'scan-repeat',
    description: `every ${REPEATED_EVERY}th part of scan-100k, ${REPEATS} times`,
    cases: (parts) =>
      parts
        .filter((_, index) => index % REPEATED_EVERY === 0)
        .flatMap((part) =>
          Array.from({ length: REPEATS }, (_, repeat): Case => {
            const scan = planOf('scan-repeat', part, { points: 100_000, scanner: uniform(0) }, repeat + 1);
            return {
              suite: 'scan-repeat',
              part: `${part.part}.${repeat + 1}`,
              repeatOf: part.part,
              input: inputOf(part, scan),
            };
          }),
        ),
  },
];

function row(name: string, description: string, points: number, scanner: ScannerPlan): ScanSuite {
  return {
    name,
    description,
    cases: (parts) =>
      parts.map((part) => ({
        suite: name,
        part: part.part,
        input: inputOf(part, planOf(name, part, { points, scanner }, 1)),
      })),
  };
}

const inputOf = ({ truth, designerSteps }: ScannedPart, scan: ScanPlan): Case['input'] => ({
  kind: 'scan',
  truth,
  ...(designerSteps === undefined ? {} : { designerSteps }),
  scan,
});

/** Each part lies in every suite in another way, and in the same way in every run. */
const planOf = (
  suite: string,
  { part }: ScannedPart,
  { points, scanner }: Pick<ScanPlan, 'points' | 'scanner'>,
  seed: number,
): ScanPlan => ({ points, scanner, poseSeed: hashOf(`${suite} ${part}`), seed });
