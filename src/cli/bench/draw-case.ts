import { buildBvh } from '../../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../geometry/closest-point.ts';
import { joinMeshes } from '../../geometry/join-meshes.ts';
import { boundsOf, diagonalOf, type Mesh } from '../../geometry/mesh.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { Kernel, Solid, TaggedMesh } from '../../kernel/types.ts';
import type { Program } from '../../program/types.ts';
import {
  type ColorAt,
  distanceScale,
  encodePng,
  fitView,
  type Picture,
  renderMesh,
  scaleColor,
} from '../../synth/index.ts';
import type { Case, CaseResult } from './case.ts';
import { readPosedTruth } from './scan-part.ts';
import { inTruthsPlace, openGiven } from './subject.ts';

/** PNG files in base64: what was given, what was made of it, and how far the latter's surface is from the former's. */
export type CasePictures = {
  readonly target: string;
  readonly result: string;
  readonly deviation: string;
};

/** The distance from which on the deviation has its darkest color, as a share of the part's diagonal. */
export const DARKEST_FROM = 0.01;

const SIZE = { width: 320, height: 320 };
/** How much of each axis points to the viewer, who stands on the side of the worst place. */
const TO_VIEWER: Vec3 = [1, 1.4, 0.9];
const FRAMING = { aspect: 1, margin: 0.06 };
/** Distance of facets from their surface, as a share of the diagonal. */
const FACET_DEVIATION = 5e-4;

/** Draws the input of a case (of a scan the true part), its result, and the result colored by its distance from the input, in one view. */
export async function drawCase(
  each: Case,
  { program }: Pick<CaseResult, 'program'>,
  kernel: Kernel,
): Promise<CasePictures> {
  const { given, made } = await meshesOf(each, program, kernel);
  const both = joinMeshes([given, made]);
  const view = fitView(both, { toViewer: towards(worstPlace(given, made), both), up: [0, 0, 1] }, FRAMING);
  const colorAt = distanceColor(given);
  return {
    target: base64(renderMesh(given, view, SIZE)),
    result: base64(renderMesh(made, view, SIZE)),
    deviation: base64(renderMesh(made, view, { ...SIZE, colorAt })),
  };
}

/** What was given and what was made of it; of a scan the true part and the result, both in the truth's place. */
async function meshesOf(
  { part, input }: Case,
  program: Program,
  kernel: Kernel,
): Promise<{ given: Mesh; made: Mesh }> {
  if (input.kind === 'scan') {
    const { solid, pose } = await readPosedTruth(input, kernel);
    const made = await kernel.build(inTruthsPlace(program, pose));
    return { given: await facetsOf(solid, kernel), made: await facetsOf(made, kernel) };
  }
  const { target } = await (await openGiven(part, input, kernel))();
  return {
    given: target.kind === 'mesh' ? target.mesh : await facetsOf(target.solid, kernel),
    made: await facetsOf(await kernel.build(program), kernel),
  };
}

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

/** The vertex of either mesh that is farthest from the other mesh. */
function worstPlace(a: Mesh, b: Mesh): Vec3 {
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  let worst = -1;
  let place: Vec3 = [0, 0, 0];
  for (const [{ positions: p }, tree] of [
    [a, buildBvh(b)],
    [b, buildBvh(a)],
  ] as const) {
    for (let i = 0; i < p.length; i += 3) {
      const distance = closestPoint(tree, p[i], p[i + 1], p[i + 2], found);
      if (distance <= worst) continue;
      worst = distance;
      place = [p[i], p[i + 1], p[i + 2]];
    }
  }
  return place;
}

/** The direction to a viewer in the octant of a place, as seen from the mesh's middle; in doubt from front, right, above. */
function towards(place: Vec3, { positions }: Mesh): Vec3 {
  const { min, max } = boundsOf(positions);
  const side = (k: 0 | 1 | 2, otherwise: number): number =>
    TO_VIEWER[k] * (Math.sign(place[k] - (min[k] + max[k]) / 2) || otherwise);
  return [side(0, 1), side(1, -1), side(2, 1)];
}

const base64 = (picture: Picture): string => Buffer.from(encodePng(picture)).toString('base64');
