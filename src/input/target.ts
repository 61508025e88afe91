import type { Mesh } from '../geometry/mesh.ts';
import type { PointCloud } from '../geometry/point-cloud.ts';
import type { Vec3 } from '../geometry/vector.ts';
import type { Solid } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';

/** What is to be explained, as read from a file. */
export type Target = CloudTarget | MeshTarget | SolidTarget;

type TargetBase = {
  readonly unit: LengthUnit;
  /** True when the file does not say its unit and millimetres (or the caller's choice) were taken. */
  readonly unitAssumed: boolean;
  /** What the reader repaired, dropped or could not read, for the report. */
  readonly warnings: readonly string[];
};

export type MeshTarget = TargetBase & {
  readonly kind: 'mesh';
  /** Welded, without degenerate triangles, consistently wound with outward normals where shells are closed. */
  readonly mesh: Mesh;
  readonly openEdges: number;
  readonly nonManifoldEdges: number;
  /** Number of edge-connected shells. */
  readonly shells: number;
};

export type SolidTarget = TargetBase & { readonly kind: 'solid'; readonly solid: Solid };

/** Points taken from a surface by a scanner, without order and perhaps with errors, gaps and outliers. */
export type CloudTarget = TargetBase & {
  readonly kind: 'cloud';
  /** Relative to `offset`, so that coordinates far from the origin keep their precision. */
  readonly cloud: PointCloud;
  /** What is added to the points to get the file's coordinates. */
  readonly offset: Vec3;
  /** Points in the file, of which `cloud` is a random choice where they are too many. */
  readonly count: number;
};
