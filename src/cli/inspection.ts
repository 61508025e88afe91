import { boundsOf, volumeOf } from '../geometry/mesh.ts';
import type { Surface, SurfaceKind } from '../geometry/surface.ts';
import { subtract, type Vec3 } from '../geometry/vector.ts';
import type { CloudTarget, MeshTarget, Target } from '../input/target.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import { joinClouds } from '../perceive/cloud/join-clouds.ts';
import { perceiveCloud } from '../perceive/cloud/perceive-cloud.ts';
import { holeDiameters } from '../perceive/holes.ts';
import { perceive } from '../perceive/perceive.ts';
import { featureNames } from '../program/feature-names.ts';
import { isSweep } from '../program/sweeps.ts';
import type { LengthUnit, Program } from '../program/types.ts';

/** What is in a file. Lengths in `unit`. */
export type Inspection = {
  readonly kind: 'program' | 'solid' | 'mesh' | 'cloud';
  readonly unit: LengthUnit;
  readonly unitAssumed: boolean;
  /** Lengths of the box's sides along x, y, z. */
  readonly size: Vec3;
  /** Null for a mesh that does not close, and for a cloud. */
  readonly volume: number | null;
  readonly area: number;
  readonly bodies: number;
  readonly faces: Readonly<Partial<Record<SurfaceKind, number>>>;
  /** Round holes, smallest first. */
  readonly holes: readonly { readonly diameter: number; readonly count: number }[];
  readonly valid: boolean;
  /** Why it is not valid. */
  readonly problems: readonly string[];
  readonly mesh?: Readonly<
    Record<'vertices' | 'triangles' | 'shells' | 'openEdges' | 'nonManifoldEdges', number>
  >;
  readonly cloud?: {
    readonly points: number;
    /** Typical distance between neighbours, and standard deviation of the distance from the surface. */
    readonly spacing: number;
    readonly noise: number;
  };
  readonly features?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly operation?: string;
  }[];
  readonly parameters?: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
};

/** Builds a program and tells what it makes, and how. */
export async function inspectProgram(program: Program, kernel: Kernel): Promise<Inspection> {
  const { unit, features, parameters = [] } = program;
  const solid = await kernel.build(program);
  const target: Target = { kind: 'solid', solid, unit, unitAssumed: false, warnings: [] };
  const names = featureNames(features);
  return {
    ...(await inspectTarget(target, kernel)),
    kind: 'program',
    features: features.map((feature, i) => ({
      name: names[i],
      kind: feature.kind,
      ...(isSweep(feature) && { operation: feature.operation }),
    })),
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  };
}

/** Tells what a target is, how large, and which surfaces and holes it has. */
export async function inspectTarget(target: Target, kernel: Kernel): Promise<Inspection> {
  if (target.kind === 'cloud') return inspectCloud(target);
  const perceived = (await perceive(target, kernel, () => false)).map((part) => part.perceived);
  const perceivedArea = perceived.flatMap((part) => part.faces).reduce((sum, face) => sum + face.area, 0);
  const { kind, unit, unitAssumed, warnings } = target;
  return {
    kind,
    unit,
    unitAssumed,
    ...(target.kind === 'solid'
      ? await measureSolid(target.solid, kernel)
      : { ...measureMesh(target), area: perceivedArea }),
    faces: countFaces(perceived.flatMap((part) => part.faces)),
    holes: countHoles(perceived.flatMap(holeDiameters)),
    warnings: [...warnings, ...perceived.flatMap((part) => part.warnings)],
  };
}

/** Tells what a cloud's points lie on; whether a hole is round, and a part whole, only its reconstruction can tell. */
function inspectCloud(target: CloudTarget): Inspection {
  const parts = perceiveCloud(target.cloud, { expired: () => false });
  const cloud = joinClouds(parts);
  const { min, max } = boundsOf(target.cloud.positions);
  const { kind, unit, unitAssumed, warnings } = target;
  return {
    kind,
    unit,
    unitAssumed,
    size: subtract(max, min),
    volume: null,
    area: cloud.faces.reduce((sum, face) => sum + face.area, 0),
    bodies: parts.length,
    faces: countFaces(cloud.faces),
    holes: [],
    valid: true,
    problems: [],
    cloud: { points: target.count, spacing: cloud.spacing, noise: cloud.noise },
    warnings: [...warnings, ...cloud.warnings],
  };
}

function countFaces(found: readonly { readonly surface: Surface }[]): Inspection['faces'] {
  const faces: Partial<Record<SurfaceKind, number>> = {};
  for (const { surface } of found) faces[surface.kind] = (faces[surface.kind] ?? 0) + 1;
  return faces;
}

type Measured = Pick<Inspection, 'size' | 'volume' | 'bodies' | 'valid' | 'problems' | 'mesh'>;

async function measureSolid(solid: Solid, kernel: Kernel): Promise<Measured & { area: number }> {
  const { bounds, volume, area, bodies } = await kernel.measure(solid);
  const { valid, problems } = await kernel.check(solid);
  return { size: subtract(bounds.max, bounds.min), volume, area, bodies, valid, problems };
}

function measureMesh({ mesh, openEdges, nonManifoldEdges, shells }: MeshTarget): Measured {
  const { min, max } = boundsOf(mesh.positions);
  const problems = [
    ...(openEdges > 0
      ? [`${openEdges} edges have a triangle on one side only: the mesh does not close.`]
      : []),
    ...(nonManifoldEdges > 0 ? [`${nonManifoldEdges} edges have more than two triangles.`] : []),
  ];
  return {
    size: subtract(max, min),
    volume: openEdges === 0 ? volumeOf(mesh) : null,
    bodies: shells,
    valid: problems.length === 0,
    problems,
    mesh: {
      vertices: mesh.positions.length / 3,
      triangles: mesh.triangles.length / 3,
      shells,
      openEdges,
      nonManifoldEdges,
    },
  };
}

/** Diameters that differ by less than this share are the same. */
const SAME_DIAMETER = 1e-3;

function countHoles(diameters: readonly number[]): Inspection['holes'] {
  const holes: { diameter: number; count: number }[] = [];
  for (const diameter of diameters.toSorted((a, b) => a - b)) {
    const last = holes.at(-1);
    if (last && diameter - last.diameter <= SAME_DIAMETER * diameter) last.count++;
    else holes.push({ diameter, count: 1 });
  }
  return holes;
}
