import { type Frame, toLocal, toWorld, yAxisOf } from '../geometry/frame.ts';
import { type MeshEdges, meshEdges } from '../geometry/mesh-edges.ts';
import type { PlaneCurve } from '../geometry/plane-curve.ts';
import type { Surface } from '../geometry/surface.ts';
import { signedDistance } from '../geometry/surface-distance.ts';
import { dot, type Vec2, type Vec3 } from '../geometry/vector.ts';
import { facetSag } from '../perceive/facet-sag.ts';
import type { Perceived } from '../perceive/types.ts';

/** Cosine below which two directions count as perpendicular. */
const PERPENDICULAR = 1e-6;
/** 1 - cosine below which two directions count as parallel. */
const PARALLEL = 1e-11;

/** A plane this many tolerances deep in a cylinder touches it. */
const TOUCHING = 4;

/**
 * What a face looks like along an extrusion axis. `wall`: parallel to the axis, its trace is one fixed curve.
 * `cap`: perpendicular to it. `other`: its trace changes with the height.
 */
export type FaceRole =
  | { kind: 'wall'; curve: PlaneCurve }
  | { kind: 'cap'; height: number }
  | { kind: 'other' };

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

function roleAlong(surface: Surface, frame: Frame): FaceRole {
  if (surface.kind === 'plane') {
    const c = dot(surface.normal, frame.normal);
    if (1 - Math.abs(c) < PARALLEL) return { kind: 'cap', height: toLocal(frame, surface.origin)[2] };
    if (Math.abs(c) < PERPENDICULAR)
      return { kind: 'wall', curve: wallLine(surface.origin, surface.normal, frame) };
  }
  if (surface.kind === 'cylinder' && 1 - Math.abs(dot(surface.axis, frame.normal)) < PARALLEL) {
    const [u, v] = toLocal(frame, surface.origin);
    return { kind: 'wall', curve: { kind: 'circle', center: [u, v], radius: surface.radius } };
  }
  return { kind: 'other' };
}

function wallLine(origin: Vec3, normal: Vec3, frame: Frame): PlaneCurve {
  const n = planar(normal, frame);
  const [u, v] = toLocal(frame, origin);
  return { kind: 'line', point: [u, v], direction: [-n[1], n[0]] };
}

/** Unit direction of the projection of `d` into the plane of `frame`. */
export function planar(d: Vec3, frame: Frame): Vec2 {
  const u = dot(d, frame.xAxis);
  const v = dot(d, yAxisOf(frame));
  const l = Math.hypot(u, v);
  return [u / l, v / l];
}

/**
 * The exact trace of a face's surface in the plane at height w, for surfaces whose trace is a line or a circle;
 * undefined for others. `near` tells which of two lines is meant (a cylinder lying across).
 */
export function traceAt(view: AxisView, face: number, w: number, near: Vec2): PlaneCurve | undefined {
  const role = view.roles[face];
  if (role.kind === 'wall') return role.curve;
  if (role.kind === 'cap') return undefined;
  const { frame } = view;
  const { surface } = view.perceived.faces[face];
  switch (surface.kind) {
    case 'plane': {
      const direction = planar(surface.normal, frame);
      const [u, v, h] = toLocal(frame, surface.origin);
      const slope = dot(surface.normal, frame.normal) / Math.sqrt(1 - dot(surface.normal, frame.normal) ** 2);
      // n . (p - origin) = 0 at height w: move along the plane's horizontal normal.
      const shift = -slope * (w - h);
      return {
        kind: 'line',
        point: [u + shift * direction[0], v + shift * direction[1]],
        direction: [-direction[1], direction[0]],
      };
    }
    case 'cylinder': {
      if (Math.abs(dot(surface.axis, frame.normal)) > PERPENDICULAR) return undefined;
      const [u, v, h] = toLocal(frame, surface.origin);
      // A plane that touches the cylinder cuts it by rounding only, and the root makes much of that.
      const touches = surface.radius - Math.abs(w - h) <= TOUCHING * view.perceived.tolerance;
      const half = touches ? 0 : Math.sqrt(surface.radius ** 2 - (w - h) ** 2);
      const direction = planar(surface.axis, frame);
      const side = direction[0] * (near[1] - v) - direction[1] * (near[0] - u) >= 0 ? half : -half;
      return { kind: 'line', point: [u - side * direction[1], v + side * direction[0]], direction };
    }
    case 'cone': {
      const c = dot(surface.axis, frame.normal);
      const [u, v, h] = toLocal(frame, surface.origin);
      if (inPlane(surface.axis, h - w, frame, view)) return coneSide(surface, [u, v], near, frame);
      if (1 - Math.abs(c) > PARALLEL) return undefined;
      const radius = Math.abs(surface.radius + Math.sign(c) * (w - h) * Math.tan(surface.halfAngle));
      return { kind: 'circle', center: [u, v], radius };
    }
    case 'sphere': {
      const [u, v, h] = toLocal(frame, surface.center);
      const squared = surface.radius ** 2 - (w - h) ** 2;
      return squared > 0 ? { kind: 'circle', center: [u, v], radius: Math.sqrt(squared) } : undefined;
    }
    case 'torus': {
      const [u, v, h] = toLocal(frame, surface.center);
      if (inPlane(surface.axis, h - w, frame, view)) {
        const d = planar(surface.axis, frame);
        const side =
          (near[0] - u) * d[1] - (near[1] - v) * d[0] >= 0 ? surface.majorRadius : -surface.majorRadius;
        return { kind: 'circle', center: [u + side * d[1], v - side * d[0]], radius: surface.minorRadius };
      }
      if (1 - Math.abs(dot(surface.axis, frame.normal)) > PARALLEL) return undefined;
      const squared = surface.minorRadius ** 2 - (w - h) ** 2;
      if (squared <= 0) return undefined;
      const outer = Math.hypot(near[0] - u, near[1] - v) > surface.majorRadius;
      const radius = surface.majorRadius + (outer ? 1 : -1) * Math.sqrt(squared);
      return radius > 0 ? { kind: 'circle', center: [u, v], radius } : undefined;
    }
    case 'freeform':
      return undefined;
  }
}

/** Whether an axis at height `h` above the section plane lies in that plane. */
const inPlane = (axis: Vec3, h: number, frame: Frame, view: AxisView): boolean =>
  Math.abs(dot(axis, frame.normal)) < PERPENDICULAR && Math.abs(h) <= 10 * view.perceived.tolerance;

/** The one of a cone's two straight sides, in a plane through its axis, that lies on the side of `near`. */
function coneSide(
  cone: Extract<Surface, { kind: 'cone' }>,
  [u, v]: Vec2,
  near: Vec2,
  frame: Frame,
): PlaneCurve {
  const d = planar(cone.axis, frame);
  const side = (near[0] - u) * d[1] - (near[1] - v) * d[0] >= 0 ? 1 : -1;
  const out: Vec2 = [side * d[1], -side * d[0]];
  const sin = Math.sin(cone.halfAngle);
  const cos = Math.cos(cone.halfAngle);
  return {
    kind: 'line',
    point: [u + cone.radius * out[0], v + cone.radius * out[1]],
    direction: [cos * d[0] + sin * out[0], cos * d[1] + sin * out[1]],
  };
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
