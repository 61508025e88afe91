import type { Bounds, Mesh } from '../geometry/mesh.ts';
import type { Surface } from '../geometry/surface.ts';
import type { Vec3 } from '../geometry/vector.ts';
import type { LengthUnit, Program } from '../program/types.ts';

/**
 * One or more solid bodies, as plain data: the kernel's own serialised form. It can be kept, copied and sent to a
 * worker, and it outlives the kernel instance that made it. Coordinates are in whatever unit its maker used.
 */
export type Solid = { readonly brep: Uint8Array };

/** A tessellated solid: `faceOfTriangle[i]` is the index of the solid's face that triangle i lies on. */
export type TaggedMesh = Mesh & { readonly faceOfTriangle: Int32Array };

export type Counts = { readonly bodies: number; readonly faces: number; readonly edges: number };

export type Measure = Counts & {
  readonly volume: number;
  readonly area: number;
  readonly center: Vec3;
  readonly bounds: Bounds;
};

export type SolidFace = {
  readonly surface: Surface;
  readonly area: number;
  /** True when the solid lies on the side the surface's normal points to (material outside a hole's cylinder). */
  readonly reversed: boolean;
  /** Index of the body that the face bounds. */
  readonly body: number;
  /** Faces that share an edge with this one, each once, ascending. */
  readonly neighbours: readonly number[];
};

export type Validity = { readonly valid: boolean; readonly problems: readonly string[] };

/** Whether a program makes a valid solid, and how much of one. */
export type Assessment = Validity & Counts & { readonly volume: number };

/** Geometric kernel. Every call may replace the underlying instance; Solids stay valid across that. */
export interface Kernel {
  /**
   * Builds every feature in order. Throws `kernel-failed` naming the feature that could not be built, `kernel-timeout`
   * naming the one that would have begun after `seconds`; what was built until then is kept for a program that begins
   * the same.
   */
  build(program: Program, options?: { readonly seconds: number }): Promise<Solid>;
  check(solid: Solid): Promise<Validity>;
  /**
   * What `build`, `check` and `measure` say of the program's solid, at less cost: the solid itself is not kept. The
   * volume is more precise where cylinders meet: to about 1e-7 instead of 1e-5.
   */
  assess(program: Program): Promise<Assessment>;
  measure(solid: Solid): Promise<Measure>;
  /** The same solid with faces of one surface (and edges of one curve) merged into one. */
  unify(solid: Solid): Promise<Solid>;
  faces(solid: Solid): Promise<SolidFace[]>;
  /** `deviation`: greatest distance of a facet from its surface; `angle`: between neighbouring facets, radians. */
  tessellate(solid: Solid, options: { deviation: number; angle: number }): Promise<TaggedMesh>;
  /** Volume of a Boolean common or fuse is exact, not sampled. 1 means the same solid. */
  intersectionOverUnion(a: Solid, b: Solid): Promise<number>;
  /** Solids made of some of the bodies each: `groups` lists body indices as in `SolidFace.body`. */
  gather(solid: Solid, groups: readonly (readonly number[])[]): Promise<Solid[]>;
  /** Regularised Boolean; an empty result is a Solid with no bodies. */
  boolean(operation: 'fuse' | 'cut' | 'common', a: Solid, b: Solid): Promise<Solid>;
  readStep(
    bytes: Uint8Array,
  ): Promise<{ solid: Solid; unit: LengthUnit; bodies: number; warnings: string[] }>;
  writeStep(solid: Solid, options: { unit: LengthUnit; name: string }): Promise<Uint8Array>;
  /**
   * This kernel, but that each of its calls, once it runs, gets the seconds left by then (at least a small minimum);
   * one that takes longer is ended and throws `kernel-timeout`. A kernel in the caller's own thread cannot be ended:
   * there, calls take as long as they take.
   */
  within(secondsLeft: () => number): Kernel;
  /** Frees the instance; the next call loads a new one. */
  close(): void;
}
