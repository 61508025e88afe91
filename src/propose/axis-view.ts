import { type Frame, toWorld, yAxisOf } from '../geometry/frame.ts';
import { type MeshEdges, meshEdges } from '../geometry/mesh-edges.ts';
import { signedDistance } from '../geometry/surface-distance.ts';
import { facetSag } from '../perceive/facet-sag.ts';
import type { Perceived } from '../perceive/types.ts';
import { type FaceRole, roleAlong } from './trace.ts';

/** A perceived target with what every axis's view of it needs. */
export type Evidence = {
  readonly perceived: Perceived;
  readonly edges: MeshEdges;
  readonly sag: Float64Array;
};

/** Prepares a perceived target for being looked at along axes. */
export const evidenceOf = (perceived: Perceived): Evidence => ({
  perceived,
  edges: meshEdges(perceived.mesh),
  sag: facetSag(perceived).ofFace,
});

/** A target as seen along one extrusion axis: everything in coordinates (u, v, w) of `frame`, w along the axis. */
export type AxisView = Evidence & {
  readonly frame: Frame;
  /** u, v, w of each mesh vertex. */
  readonly local: Float64Array;
  readonly roles: readonly FaceRole[];
  /** Lowest and highest w of each face. */
  readonly faceLow: Float64Array;
  readonly faceHigh: Float64Array;
};

/** Looks at the target along `frame.normal`. */
export function viewAlong(evidence: Evidence, frame: Frame): AxisView {
  const { perceived } = evidence;
  const { mesh, faces, faceOfTriangle } = perceived;
  const local = new Float64Array(mesh.positions.length);
  const axes = [frame.xAxis, yAxisOf(frame), frame.normal];
  for (let i = 0; i < local.length; i += 3) {
    const x = mesh.positions[i] - frame.origin[0];
    const y = mesh.positions[i + 1] - frame.origin[1];
    const z = mesh.positions[i + 2] - frame.origin[2];
    for (let k = 0; k < 3; k++) local[i + k] = x * axes[k][0] + y * axes[k][1] + z * axes[k][2];
  }
  const faceLow = new Float64Array(faces.length).fill(Infinity);
  const faceHigh = new Float64Array(faces.length).fill(-Infinity);
  for (let c = 0; c < mesh.triangles.length; c++) {
    const face = faceOfTriangle[(c / 3) | 0];
    const w = local[3 * mesh.triangles[c] + 2];
    if (w < faceLow[face]) faceLow[face] = w;
    if (w > faceHigh[face]) faceHigh[face] = w;
  }
  const roles = faces.map((face) => roleAlong(face.surface, frame));
  return { ...evidence, frame, local, roles, faceLow, faceHigh };
}

/**
 * Tells for points of the plane at height `w` whether facets may put them on the wrong side of a curved face: those
 * within the sag of a face that changes with the height.
 */
export function blurAt(view: AxisView, w: number): (u: number, v: number) => boolean {
  const curved = view.perceived.faces.flatMap(({ surface }, face) => {
    const reach = 2 * view.sag[face];
    const near = view.faceLow[face] - reach <= w && w <= view.faceHigh[face] + reach;
    return reach > 0 && near && view.roles[face].kind === 'other' ? [{ surface, reach }] : [];
  });
  return (u, v) => {
    const point = toWorld(view.frame, [u, v, w]);
    return curved.some(({ surface, reach }) => Math.abs(signedDistance(surface, point)) <= reach);
  };
}
