import { buildBvh } from '../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../geometry/closest-point.ts';
import { joinMeshes } from '../geometry/join-meshes.ts';
import { boundsOf, diagonalOf, type Mesh } from '../geometry/mesh.ts';
import type { Target } from '../input/target.ts';
import type { Kernel, Solid, TaggedMesh } from '../kernel/types.ts';
import {
  type ColorAt,
  distanceScale,
  encodePng,
  fitView,
  type Picture,
  renderMesh,
  scaleColor,
} from '../synth/index.ts';
import type { Case, CaseResult } from './case.ts';
import { readSubject } from './run-case.ts';

/** PNG files in base64: what was given, what was made of it, and how far the latter's surface is from the former's. */
export type CasePictures = {
  readonly target: string;
  readonly result: string;
  readonly deviation: string;
};

/** The distance from which on the deviation has its darkest color, as a share of the part's diagonal. */
export const DARKEST_FROM = 0.01;

const SIZE = { width: 320, height: 320 };
const LOOKING = { toViewer: [1, -1.4, 0.9], up: [0, 0, 1] } as const;
const FRAMING = { aspect: 1, margin: 0.06 };
/** Distance of facets from their surface, as a share of the diagonal. */
const FACET_DEVIATION = 5e-4;

/** Draws the input of a case, its result, and the result colored by its distance from the input, in one view. */
export async function drawCase(
  each: Case,
  { program }: Pick<CaseResult, 'program'>,
  kernel: Kernel,
): Promise<CasePictures> {
  const { target } = await readSubject(each, kernel);
  const given = await meshOf(target, kernel);
  const made = await facetsOf(await kernel.build(program), kernel);
  const view = fitView(joinMeshes([given, made]), LOOKING, FRAMING);
  const colorAt = distanceColor(given);
  return {
    target: base64(renderMesh(given, view, SIZE)),
    result: base64(renderMesh(made, view, SIZE)),
    deviation: base64(renderMesh(made, view, { ...SIZE, colorAt })),
  };
}

const meshOf = async (target: Target, kernel: Kernel): Promise<Mesh> =>
  target.kind === 'mesh' ? target.mesh : facetsOf(target.solid, kernel);

async function facetsOf(solid: Solid, kernel: Kernel): Promise<TaggedMesh> {
  const { bounds } = await kernel.measure(solid);
  return kernel.tessellate(solid, { deviation: FACET_DEVIATION * diagonalOf(bounds), angle: 0.2 });
}

/** Colors a point by its distance from a mesh. */
function distanceColor(mesh: Mesh): ColorAt {
  const tree = buildBvh(mesh);
  const scale = distanceScale(DARKEST_FROM * diagonalOf(boundsOf(mesh.positions)));
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  return (_, x, y, z) => scaleColor(scale, Math.sqrt(closestPoint(tree, x, y, z, found)));
}

const base64 = (picture: Picture): string => Buffer.from(encodePng(picture)).toString('base64');
