import { buildBvh } from '../geometry/bvh.ts';
import { boundsOf, diagonalOf, volumeOf } from '../geometry/mesh.ts';
import { axesByNeed, extrusionAxes, frameAlong } from '../perceive/axes.ts';
import type { Perceived } from '../perceive/types.ts';
import { evidenceOf, viewAlong } from '../propose/axis-view.ts';
import { type Region, type SlicedAxis, sliceAxis } from '../propose/regions.ts';
import { type AxialSlices, revolutionAxes, sliceAround } from '../propose/revolution.ts';
import { sectionAt } from '../propose/section.ts';
import { sampleAround } from './sample-around.ts';
import { sampleSlabs } from './sample-slabs.ts';
import type { Samples } from './samples.ts';

/** The ways that a target can be cut: across extrusion axes and through axes of revolution, the most telling first. */
export type Cuts = {
  /** For each extrusion axis the share of the area that it explains and those before it do not. */
  readonly gains: readonly number[];
  /** How many axes, at most three, explain about all of the area each on its own. */
  readonly alone: number;
  across(axis: number): { readonly slices: SlicedAxis; readonly samples: Samples };
  /** Number of axes of revolution. */
  readonly revolutions: number;
  around(axis: number): { readonly slices: AxialSlices; readonly samples: Samples };
  /** Share of the volume from which a difference is worth a step. */
  readonly worthStep: number;
};

/** The cuts of a closed mesh, of which pieces may be left over. */
export type MeshCuts = Cuts & {
  readonly volume: number;
  /** The regions of a piece that is left over, seen along one of the axes. */
  regionsOf(leftover: Perceived, slices: SlicedAxis): readonly Region[];
};

/** Share of the area from which on an axis is tried without others. */
const ALONE = 0.9999;

/** What a mesh or solid shows is there, however small. */
const WORTH_STEP = 1e-6;

/** Share of the diagonal that coordinates are off by rounding. */
const ROUNDING = 1e-9;

/** How many axes, at most three, explain about all of the area each on its own. */
const countAlone = (axes: readonly { readonly explained: number }[]): number =>
  Math.min(3, axes.filter(({ explained }) => explained >= ALONE).length);

/** The ways to cut a closed mesh whose triangles are grouped into faces. */
export function cutsOfMesh(perceived: Perceived): MeshCuts {
  const evidence = evidenceOf(perceived);
  const directions = extrusionAxes(perceived);
  const { ordered: axes, gains } = axesByNeed(perceived, directions);
  const diagonal = diagonalOf(boundsOf(perceived.mesh.positions));
  const fitTolerance = Math.max(5 * perceived.tolerance, 5e-4 * diagonal);
  const revolutions = revolutionAxes(perceived);
  const tree = buildBvh(perceived.mesh);
  return {
    gains,
    alone: countAlone(axes),
    across(k) {
      const slices = sliceAxis(viewAlong(evidence, frameAlong(axes[k].direction, directions)), fitTolerance);
      return { slices, samples: sampleSlabs(slices) };
    },
    revolutions: revolutions.length,
    around(k) {
      const slices = sliceAround(perceived, revolutions[k], ROUNDING * diagonal, (frame) =>
        sectionAt(viewAlong(evidence, frame), 0, fitTolerance),
      );
      return { slices, samples: sampleAround(slices, evidence, tree) };
    },
    volume: Math.abs(volumeOf(perceived.mesh)),
    worthStep: WORTH_STEP,
    regionsOf: (leftover, { frame }) =>
      sliceAxis(viewAlong(evidenceOf(leftover), frame), fitTolerance).regions,
  };
}
