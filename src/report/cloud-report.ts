import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import { add, negate, type Vec3 } from '../geometry/vector.ts';
import type { CloudTarget } from '../input/target.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import { joinClouds } from '../perceive/cloud/join-clouds.ts';
import type { Symmetry } from '../perceive/cloud/symmetry.ts';
import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import { moveProgram } from '../program/transform.ts';
import type { Program } from '../program/types.ts';
import { agreementWithCloud } from '../refine/cloud/agreement.ts';
import { certify } from '../refine/cloud/certificate.ts';
import { type ParameterDeviation, parameterDeviations } from '../refine/cloud/parameter-deviations.ts';
import type { PolishedSolution } from '../search/polish.ts';
import type { CloudReport, VisibleSymmetry } from './report.ts';

type Subject = {
  readonly target: CloudTarget;
  readonly parts: readonly PerceivedCloud[];
  /** The mirror plane of each part, where one was seen. */
  readonly symmetries: readonly (Symmetry | undefined)[];
  readonly program: Program;
  readonly solid: Solid;
  readonly solutions: readonly PolishedSolution[];
};

const WORLD = { xAxis: [1, 0, 0], normal: [0, 0, 1] } as const;
/** Facets that points are measured against, as a share of the cloud's size. */
const FACETS = { deviation: 5e-5, angle: 0.1 };

/** Noise that no scanner has, as a share of the size. */
const SCATTERED = 0.015;

/** Measures the result against the points that it was made from, and says how certain it is. */
export async function reportOnCloud(
  { target, parts, symmetries, program, solid, solutions }: Subject,
  context: {
    readonly kernel: Kernel;
    readonly tolerance?: number;
    readonly completeSymmetry?: boolean;
    readonly seconds: () => number;
    readonly timedOut: () => boolean;
  },
): Promise<CloudReport> {
  const { kernel, tolerance, completeSymmetry = false } = context;
  const cloud = joinClouds(parts);
  // Where the points are: near the origin.
  const near =
    solutions.length === 1
      ? solutions[0].solid
      : await kernel.build(moveProgram(program, { ...WORLD, origin: negate(target.offset) }));
  const size = diagonalOf(boundsOf(cloud.positions));
  const mesh = await kernel.tessellate(near, { ...FACETS, deviation: FACETS.deviation * size });
  const { residuals } = agreementWithCloud(cloud, mesh);
  const certificate = certify(cloud, mesh, tolerance);
  const mirrors = symmetries.flatMap((symmetry) =>
    symmetry ? [visibleSymmetry(symmetry, target.offset, completeSymmetry)] : [],
  );
  const { valid } = await kernel.check(solid);
  const { bodies, volume } = await kernel.measure(solid);
  return {
    kind: 'cloud',
    unit: target.unit,
    unitAssumed: target.unitAssumed,
    seconds: context.seconds(),
    valid,
    steps: program.features.length,
    bodies,
    volume,
    points: {
      count: target.count,
      used: cloud.positions.length / 3,
      spacing: cloud.spacing,
      noise: cloud.noise,
    },
    fit: { deviation: residuals, explained: certificate.explained, supported: certificate.supported },
    certificate: {
      ...certificate,
      worst: { ...certificate.worst, place: add(certificate.worst.place, target.offset) },
    },
    parameters: solutions.length === 1 ? deviationsOf(program, solutions[0]) : [],
    symmetries: mirrors,
    snapped: solutions.flatMap(({ snaps }) => snaps),
    proposer: 'geometric',
    warnings: [
      ...target.warnings,
      ...cloud.warnings,
      ...(cloud.noise > SCATTERED * size
        ? [
            `The points scatter by ${((100 * cloud.noise) / size).toFixed(1)}% of their size: they may lie on no surface.`,
          ]
        : []),
      ...mirrors.map(symmetryText),
      ...(completeSymmetry && mirrors.length === 0
        ? ['No mirror plane is supported by what was seen: no side was assumed.']
        : []),
      ...solutions.flatMap(({ warnings = [] }) => warnings),
      ...solutions.flatMap((solution) => solution.dropped.map((message) => `Left out: ${message}`)),
      ...(context.timedOut()
        ? ['The time limit ended the search; more time may give a better program.']
        : []),
      ...(certificate.withinTolerance
        ? []
        : ['The result is not within the tolerance of the points everywhere; the report says where not.']),
    ],
  };
}

/** Those of a program whose features were all fitted at once. */
const deviationsOf = (
  program: Program,
  { refinement, sheets = 0 }: PolishedSolution,
): ParameterDeviation[] => (refinement && sheets === 0 ? parameterDeviations(program, refinement) : []);

const visibleSymmetry = ({ plane, share }: Symmetry, offset: Vec3, assumed: boolean): VisibleSymmetry => ({
  origin: add(plane.origin, offset),
  normal: plane.normal,
  share,
  assumed,
});

function symmetryText({ origin, normal, share, assumed }: VisibleSymmetry): string {
  const [through, along] = [origin, normal].map((of) => of.map((x) => Number(x.toPrecision(4))).join(', '));
  const plane = `the plane through (${through}) with normal (${along})`;
  const part = `${Math.round(100 * share)}% of its surface`;
  return assumed
    ? `The part is assumed to be symmetric in ${plane}: ${part} mirrors what was seen and was not scanned.`
    : `What was seen looks symmetric in ${plane}; --complete-symmetry would assume the ${part} that was not scanned.`;
}
