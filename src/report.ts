import { buildBvh } from './geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from './geometry/closest-point.ts';
import { boundsOf, diagonalOf, type Mesh } from './geometry/mesh.ts';
import type { SurfaceKind } from './geometry/surface.ts';
import type { Target } from './input/target.ts';
import type { Kernel, Solid } from './kernel/types.ts';
import type { Part } from './perceive/perceive.ts';
import type { LengthUnit, Program } from './program/types.ts';
import { deviations } from './score/deviations.ts';
import type { Solution } from './search/solve.ts';

/** What was found, how well it fits, and what it does not explain. Lengths in `unit`. */
export type Report = {
  readonly kind: Target['kind'];
  readonly unit: LengthUnit;
  readonly unitAssumed: boolean;
  readonly seconds: number;
  readonly valid: boolean;
  readonly steps: number;
  readonly bodies: number;
  readonly volume: number;
  readonly fit: {
    readonly iou: number;
    /** True when target and result differ by no more than rounding, or by no more than a mesh's facets allow. */
    readonly exact: boolean;
    /** Distance of the target's surface from the result's. */
    readonly deviation: { readonly mean: number; readonly p95: number; readonly max: number };
    /** Share of the target's surface that the result's comes within the tolerance of. */
    readonly explained: number;
    readonly tolerance: number;
  };
  readonly unexplained: readonly UnexplainedFace[];
  readonly proposer: 'geometric';
  readonly warnings: readonly string[];
};

/** A face of the target that lies off the result. */
export type UnexplainedFace = {
  readonly surface: SurfaceKind;
  readonly area: number;
  /** A point on it, to find it by. */
  readonly at: readonly [number, number, number];
};

/** Points on each surface at which deviations are measured. */
const DEVIATION_POINTS = 4096;
/** A surface counts as explained within this share of the part's diagonal. */
const EXPLAINED_WITHIN = 1e-3;
const FINE_ANGLE = 0.1;

type Subject = {
  readonly target: Target;
  readonly parts: readonly Part[];
  readonly program: Program;
  readonly solid: Solid;
  readonly solutions: readonly Solution[];
};

/** Measures the result against the target, both ways, and lists what it leaves unexplained. */
export async function reportOn(
  { target, parts, program, solid, solutions }: Subject,
  context: { kernel: Kernel; seed: number; seconds: () => number; timedOut: boolean },
): Promise<Report> {
  const { kernel, seed } = context;
  const mesh = joined(parts.map((part) => part.perceived.mesh));
  const diagonal = diagonalOf(boundsOf(mesh.positions));
  const tolerance = EXPLAINED_WITHIN * diagonal;
  const fine = await kernel.tessellate(solid, { deviation: 0.25 * tolerance, angle: FINE_ANGLE });
  const measured = deviations(mesh, fine, { count: DEVIATION_POINTS, seed, tolerance });
  const unexplained = unexplainedFaces(parts, fine, tolerance);
  const { valid } = await kernel.check(solid);
  const { bodies, volume } = await kernel.measure(solid);
  const exact = solutions.every((solution) => solution.exact);
  const nothing = { mean: 0, p95: 0, max: 0 };
  const { mean, p95, max } = measured?.targetToResult ?? nothing;
  return {
    kind: target.kind,
    unit: target.unit,
    unitAssumed: target.unitAssumed,
    seconds: context.seconds(),
    valid,
    steps: program.features.length,
    bodies,
    volume,
    fit: {
      iou: overallIou(solutions, parts),
      exact,
      deviation: { mean, p95, max },
      explained: measured?.explained ?? 0,
      tolerance,
    },
    unexplained,
    proposer: 'geometric',
    warnings: [
      ...target.warnings,
      ...parts.flatMap((part) => part.perceived.warnings),
      ...solutions.flatMap((solution) =>
        solution.dropped.map((message) => `A feature was left out: ${message}`),
      ),
      ...(context.timedOut ? ['The time limit ended the search; more time may give a better program.'] : []),
      ...(exact ? [] : [`The program is not exact: ${unexplained.length} faces are not explained.`]),
    ],
  };
}

/** Parts do not overlap, so the whole's IoU is near their mean, weighted by area as a stand-in for volume. */
function overallIou(solutions: readonly Solution[], parts: readonly Part[]): number {
  const areas = parts.map((part) => part.perceived.faces.reduce((sum, face) => sum + face.area, 0));
  const total = areas.reduce((sum, area) => sum + area, 0);
  return solutions.reduce((sum, { iou }, i) => sum + (iou * areas[i]) / total, 0);
}

function joined(meshes: readonly Mesh[]): Mesh {
  if (meshes.length === 1) return meshes[0];
  const positions: number[] = [];
  const triangles: number[] = [];
  for (const mesh of meshes) {
    const first = positions.length / 3;
    for (const x of mesh.positions) positions.push(x);
    for (const vertex of mesh.triangles) triangles.push(first + vertex);
  }
  return { positions: Float64Array.from(positions), triangles: Uint32Array.from(triangles) };
}

/** Faces of the target whose triangles lie, for the most part, farther than `tolerance` from the result. */
function unexplainedFaces(parts: readonly Part[], result: Mesh, tolerance: number): UnexplainedFace[] {
  const tree = buildBvh(result);
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const list: UnexplainedFace[] = [];
  for (const { perceived } of parts) {
    const { positions: p, triangles } = perceived.mesh;
    const worst = perceived.faces.map(() => ({ distance: 0, at: [0, 0, 0] as [number, number, number] }));
    perceived.faceOfTriangle.forEach((face, t) => {
      const corners = [0, 1, 2].map((k) => 3 * triangles[3 * t + k]);
      const at = [0, 1, 2].map((k) => corners.reduce((sum, c) => sum + p[c + k], 0) / 3) as [
        number,
        number,
        number,
      ];
      const distance = Math.sqrt(closestPoint(tree, at[0], at[1], at[2], found));
      if (distance > worst[face].distance) worst[face] = { distance, at };
    });
    perceived.faces.forEach(({ surface, area }, face) => {
      const sag = 2 * tolerance;
      if (worst[face].distance > tolerance + (surface.kind === 'plane' ? 0 : sag)) {
        list.push({ surface: surface.kind, area, at: worst[face].at });
      }
    });
  }
  return list.sort((a, b) => b.area - a.area);
}
