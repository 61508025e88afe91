import { readFile } from 'node:fs/promises';
import { boundsOf, diagonalOf, type Mesh } from '../../geometry/mesh.ts';
import { type Random, seededRandom } from '../../geometry/random.ts';
import { randomOrientation } from '../../geometry/random-orientation.ts';
import type { CloudTarget } from '../../input/target.ts';
import type { Kernel, Solid } from '../../kernel/types.ts';
import type { LengthUnit } from '../../program/types.ts';
import { type Pose, posed, randomPose, type Scanner, scanPresets, simulateScan } from '../../synth/index.ts';
import type { CaseInput, ScannerPlan, ScanPlan } from './case.ts';

/** The true part of a scan in its own place, and how it lies when it is scanned. */
export type PosedTruth = {
  readonly solid: Solid;
  readonly unit: LengthUnit;
  readonly pose: Pose;
  /** Of its box, in its own place. */
  readonly diagonal: number;
  /** Standard deviation of each point's coordinates as a share of the diagonal; undefined where the scan has none or several. */
  readonly noise?: number;
};

type ScanInput = Extract<CaseInput, { readonly kind: 'scan' }>;

/** Reads the part of a scan and draws its pose. Throws what reading the STEP file throws. */
export async function readPosedTruth({ truth, scan }: ScanInput, kernel: Kernel): Promise<PosedTruth> {
  const { solid, unit } = await kernel.readStep(await readFile(truth));
  const diagonal = diagonalOf((await kernel.measure(solid)).bounds);
  return { solid, unit, pose: poseOf(scan, diagonal), diagonal, noise: noiseOf(scan.scanner) };
}

/**
 * Diagonals of parts whose coordinates are rounded to three decimals. A rounded coordinate is off by 0.0003 (standard
 * deviation): at these sizes by 6e-7 to 1.4e-5 of the diagonal, as of parts between a bolt and a housing in millimetres.
 */
const ROUNDED_DIAGONALS = [20, 500] as const;
const THOUSANDTHS = 1000;

function poseOf({ scanner, poseSeed }: ScanPlan, diagonal: number): Pose {
  const random = seededRandom(poseSeed);
  if (!isRounded(scanner)) return randomPose(random);
  return { frame: randomOrientation(random), scale: between(ROUNDED_DIAGONALS, random) / diagonal };
}

/** A number between two, each ratio as likely. */
const between = ([low, high]: readonly [number, number], random: Random): number =>
  Math.exp(random.uniform(Math.log(low), Math.log(high)));

const isRounded = (scanner: ScannerPlan): boolean =>
  scanner.kind === 'surface' && scanner.rounding === 'decimals';

/**
 * Greatest distance of facets from the surface, as a share of the diagonal: far below the least noise of points on the
 * surface, which is 1e-5, and of the presets, which is 1e-3.
 */
const FACET_DEVIATION = { surface: 1e-6, preset: 2e-5 };
const FACET_ANGLE = 0.1;

/** Scans a part as it lies. Throws what `simulateScan` throws. */
export async function scanPart(
  { solid, unit, pose, diagonal }: PosedTruth,
  { scanner, points, seed }: ScanPlan,
  kernel: Kernel,
): Promise<CloudTarget> {
  const deviation = FACET_DEVIATION[scanner.kind] * diagonal;
  const mesh = posed(await kernel.tessellate(solid, { deviation, angle: FACET_ANGLE }), pose);
  const { positions } = simulateScan(mesh, {
    scanner: scannerFor(scanner, mesh, pose.scale * diagonal),
    count: points,
    seed,
  });
  const rounded = isRounded(scanner)
    ? positions.map((x) => Math.round(x * THOUSANDTHS) / THOUSANDTHS)
    : positions;
  return {
    kind: 'cloud',
    cloud: { positions: rounded },
    offset: [0, 0, 0],
    count: points,
    unit,
    unitAssumed: false,
    warnings: [],
  };
}

function scannerFor(plan: ScannerPlan, mesh: Mesh, diagonal: number): Scanner {
  if (plan.kind === 'preset') return scanPresets[plan.name].scannerFor(boundsOf(mesh.positions));
  return { kind: 'surface', noise: plan.noise * diagonal, noiseProbability: 1 };
}

const noiseOf = (scanner: ScannerPlan): number | undefined =>
  scanner.kind === 'surface' && scanner.noise > 0 ? scanner.noise : undefined;
