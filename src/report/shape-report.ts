import { buildBvh } from '../geometry/bvh.ts';
import { joinMeshes } from '../geometry/join-meshes.ts';
import { boundsOf, diagonalOf, volumeOf } from '../geometry/mesh.ts';
import type { MeshTarget, SolidTarget } from '../input/target.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Perceived } from '../perceive/types.ts';
import type { Program } from '../program/types.ts';
import { unexplainedFaces } from '../refine/unexplained-faces.ts';
import { chamferDistance } from '../score/chamfer.ts';
import { deviations } from '../score/deviations.ts';
import type { Solution } from '../search/solution.ts';
import type { Amount, ShapeReport } from './report.ts';

/** Points on each surface at which deviations are measured. */
const DEVIATION_POINTS = 4096;
/** A surface counts as explained within this share of the part's diagonal. */
const EXPLAINED_WITHIN = 1e-3;
const FINE_ANGLE = 0.1;

type Subject = {
  readonly target: MeshTarget | SolidTarget;
  readonly parts: readonly Part[];
  readonly program: Program;
  readonly solid: Solid;
  readonly solutions: readonly Solution[];
};

/** Measures the result against the target, both ways, and lists what it leaves unexplained. */
export async function reportOnShape(
  { target, parts, program, solid, solutions }: Subject,
  context: { kernel: Kernel; seed: number; seconds: () => number; timedOut: () => boolean },
): Promise<ShapeReport> {
  const { kernel, seed } = context;
  const diagonal = diagonalOf(boundsOf(joinMeshes(parts.map((part) => part.perceived.mesh)).positions));
  const tolerance = EXPLAINED_WITHIN * diagonal;
  const facets = { deviation: 0.25 * tolerance, angle: FINE_ANGLE };
  const measured = await Promise.all(parts.map((part) => finely(part, facets, kernel)));
  const mesh = joinMeshes(measured.map((perceived) => perceived.mesh));
  const fine = await kernel.tessellate(solid, facets);
  const surfaces = deviations(mesh, fine, { count: DEVIATION_POINTS, seed, tolerance });
  const { mean, p95, max } = surfaces?.targetToResult ?? { mean: 0, p95: 0, max: 0 };
  const explained = surfaces?.targetToResult.within ?? 0;
  const chamfer = chamferDistance(fine, mesh, seed) ?? { chamfer: 0, chamferFloor: 0 };
  const tree = buildBvh(fine);
  const faces = measured.flatMap((perceived) => unexplainedFaces(perceived, tree, tolerance));
  const overlap = await volumesOf(parts, solutions, kernel);
  const { valid } = await kernel.check(solid);
  const { bodies, volume } = await kernel.measure(solid);
  const area = measured.reduce((sum, part) => sum + part.faces.reduce((all, face) => all + face.area, 0), 0);
  const exact = solutions.every((solution) => solution.exact);
  return {
    kind: target.kind,
    unit: target.unit,
    unitAssumed: target.unitAssumed,
    seconds: context.seconds(),
    valid,
    steps: program.features.length,
    bodies,
    volume,
    fit: { iou: overlap.iou, exact, deviation: { mean, p95, max }, ...chamfer, explained, tolerance },
    unexplained: {
      faces,
      area: amountOf((1 - explained) * area, area),
      missingVolume: overlap.missing,
      extraVolume: overlap.extra,
    },
    proposer: 'geometric',
    warnings: [
      ...target.warnings,
      ...parts.flatMap((part) => part.perceived.warnings),
      ...solutions.flatMap((solution) => solution.dropped.map((message) => `Left out: ${message}`)),
      ...(context.timedOut()
        ? ['The time limit ended the search; more time may give a better program.']
        : []),
      ...(exact ? [] : ['The program is not exact; the report says what it does not explain.']),
    ],
  };
}

/** What was perceived of a part, with facets fine enough to measure by: those of a solid need only tell faces apart. */
async function finely(
  { perceived, solid }: Part,
  facets: { deviation: number; angle: number },
  kernel: Kernel,
): Promise<Perceived> {
  if (!solid) return perceived;
  const mesh = await kernel.tessellate(solid, facets);
  return { ...perceived, mesh, faceOfTriangle: mesh.faceOfTriangle };
}

/**
 * Overlap of all parts with their solutions, which do not reach into each other. The overlap that was measured of each
 * tells what is common to the two: iou = common / (sum - common).
 */
async function volumesOf(
  parts: readonly Part[],
  solutions: readonly Solution[],
  kernel: Kernel,
): Promise<{ iou: number; missing: Amount; extra: Amount }> {
  let [target, result, common] = [0, 0, 0];
  for (const [i, { iou, solid }] of solutions.entries()) {
    const ofPart = await volumeOfPart(parts[i], kernel);
    const { volume } = await kernel.measure(solid);
    target += ofPart;
    result += volume;
    common += (iou * (ofPart + volume)) / (1 + iou);
  }
  return {
    iou: Math.min(1, common / (target + result - common)),
    missing: amountOf(target - common, target),
    extra: amountOf(result - common, target),
  };
}

const volumeOfPart = async ({ perceived, solid }: Part, kernel: Kernel): Promise<number> =>
  solid ? (await kernel.measure(solid)).volume : Math.abs(volumeOf(perceived.mesh));

/** Rounding may make an amount of nothing negative. */
const amountOf = (amount: number, whole: number): Amount => ({
  amount: Math.max(0, amount),
  share: whole > 0 ? Math.max(0, amount) / whole : 0,
});
