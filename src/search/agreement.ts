import { boundsOf, diagonalOf, type Mesh, volumeOf } from '../geometry/mesh.ts';
import { signedDistance } from '../geometry/surface-distance.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Perceived } from '../perceive/types.ts';
import { type DifferencePoint, differencePoints } from '../score/difference-points.ts';
import { meshIntersectionOverUnion, sampledIntersectionOverUnion } from '../score/mesh-iou.ts';
import { solidDifferencePoints } from '../score/solid-difference.ts';

/** How well a built solid agrees with a part. */
export type Agreement = {
  readonly iou: number;
  /** True when the two differ by no more than rounding (solids) or the part's own facets (meshes) allow. */
  readonly exact: boolean;
};

/** Volume share by which exact solids may differ: kernel and designers' rounding. */
const SOLID_ROUNDING = 2e-7;
const MESH_ROUNDING = 5e-6;
const SAMPLES = 200_000;
const POINTS_PER_ROUND = 24;

/** Compares a built solid with the part: exactly where the part is a solid, by meshes where it is a mesh. */
export async function agreementOf(part: Part, result: Solid, kernel: Kernel): Promise<Agreement> {
  if (part.solid) {
    const iou = await kernel.intersectionOverUnion(part.solid, result);
    return { iou, exact: iou >= 1 - SOLID_ROUNDING };
  }
  const { mesh } = part.perceived;
  const fine = await tessellate(part, result, kernel);
  const overlap =
    (await meshIntersectionOverUnion(mesh, fine)) ?? sampledIntersectionOverUnion(mesh, fine, SAMPLES, 1);
  const iou = overlap?.iou ?? 0;
  return { iou, exact: 1 - iou <= MESH_ROUNDING + 1.5 * facetShare(part.perceived) };
}

/** Points that show where a built solid and the part differ. */
export async function counterexamples(part: Part, result: Solid, kernel: Kernel): Promise<DifferencePoint[]> {
  const { mesh, tolerance } = part.perceived;
  const diagonal = diagonalOf(boundsOf(mesh.positions));
  if (part.solid) {
    return solidDifferencePoints(kernel, part.solid, result, POINTS_PER_ROUND, 20 * tolerance, diagonal);
  }
  const thickness = Math.max(20 * tolerance, 2 * greatestSag(part.perceived));
  return differencePoints(mesh, await tessellate(part, result, kernel), POINTS_PER_ROUND, thickness);
}

/** Fine enough that the part's own facets dominate the difference. */
function tessellate(part: Part, result: Solid, kernel: Kernel): Promise<Mesh> {
  const diagonal = diagonalOf(boundsOf(part.perceived.mesh.positions));
  return kernel.tessellate(result, { deviation: 5e-4 * diagonal, angle: 0.1 });
}

/** Volume between facets and their true surfaces, as a share of the part's: what no exact answer can avoid. */
function facetShare(perceived: Perceived): number {
  let between = 0;
  eachCurvedTriangle(perceived, (sag, area) => {
    between += sag * area;
  });
  return between / Math.abs(volumeOf(perceived.mesh) || 1);
}

function greatestSag(perceived: Perceived): number {
  let greatest = 0;
  eachCurvedTriangle(perceived, (sag) => {
    greatest = Math.max(greatest, sag);
  });
  return greatest;
}

/** Visits the triangles of curved faces with the distance of their centre from the surface, and their area. */
function eachCurvedTriangle(perceived: Perceived, visit: (sag: number, area: number) => void): void {
  const { mesh, faces, faceOfTriangle } = perceived;
  const { positions: p, triangles } = mesh;
  for (let t = 0; t < faceOfTriangle.length; t++) {
    const { surface } = faces[faceOfTriangle[t]];
    if (surface.kind === 'plane' || surface.kind === 'freeform') continue;
    const [a, b, c] = [3 * triangles[3 * t], 3 * triangles[3 * t + 1], 3 * triangles[3 * t + 2]];
    const center = [0, 1, 2].map((k) => (p[a + k] + p[b + k] + p[c + k]) / 3) as [number, number, number];
    const u = [0, 1, 2].map((k) => p[b + k] - p[a + k]);
    const v = [0, 1, 2].map((k) => p[c + k] - p[a + k]);
    const area =
      Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2;
    visit(Math.abs(signedDistance(surface, center)), area);
  }
}
