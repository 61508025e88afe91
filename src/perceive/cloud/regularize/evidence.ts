import { centroidOf, scatterAbout } from '../../../geometry/fit.ts';
import { refineCone } from '../../../geometry/fit-cone.ts';
import { refineCylinder } from '../../../geometry/fit-cylinder.ts';
import type { Held } from '../../../geometry/fit-revolution.ts';
import { refineTorus } from '../../../geometry/fit-torus.ts';
import type { Surface, SurfaceOf } from '../../../geometry/surface.ts';
import { signedDistance } from '../../../geometry/surface-distance.ts';
import { addScaled, dot, negate, normalize, subtract, type Vec3 } from '../../../geometry/vector.ts';
import type { CloudFace, PerceivedCloud } from '../types.ts';
import { directionInformation } from './information.ts';

export type AxialSurface = SurfaceOf<'cylinder' | 'cone' | 'torus'>;
export type DirectedSurface = AxialSurface | SurfaceOf<'plane'>;

/** A face while it is regularised: what its points say, and its surface so far. */
export type Evidence<S extends Surface = Surface> = {
  readonly face: CloudFace;
  readonly surface: S;
  /** Flat x, y, z. */
  readonly points: Float64Array;
  readonly centroid: Vec3;
  /** Standard deviation of the points' distances from their surface: the cloud's noise, or their own where it is more. */
  readonly deviation: number;
};

/** What a face's points say of its direction d: the sum of squared distances grows by d^T `cost` d over its least. */
export type Directed = {
  readonly evidence: Evidence<DirectedSurface>;
  readonly direction: Vec3;
  /** Flat 3 x 3. */
  readonly cost: Float64Array;
};

/**
 * Standard errors by which a constraint may contradict the points: designers mean most of what nearly holds, so that
 * only what chance hardly explains is left as it is.
 */
export const SIGNIFICANT = 4;

/**
 * Share of the noise by which a constraint may move a surface however many points there are: their errors are not
 * independent of each other, which the standard error takes them to be.
 */
export const SYSTEMATIC = 0.1;

/** Tolerances are this many standard deviations. */
const DEVIATIONS = 3;

/** The points of every face that has an equation. */
export function gatherEvidence({ positions, faces, noise, tolerance }: PerceivedCloud): Evidence[] {
  return faces
    .filter(({ surface, points }) => surface.kind !== 'freeform' && points.length > 0)
    .map((face) => {
      const points = new Float64Array(3 * face.points.length);
      face.points.forEach((p, i) => {
        for (let k = 0; k < 3; k++) points[3 * i + k] = positions[3 * p + k];
      });
      const own = rootMeanSquare(face.surface, points);
      const deviation = Math.max(noise, tolerance / DEVIATIONS, own);
      return { face, surface: face.surface, points, centroid: centroidOf(points), deviation };
    });
}

export const isAxial = (surface: Surface): surface is AxialSurface =>
  surface.kind === 'cylinder' || surface.kind === 'cone' || surface.kind === 'torus';

export const isDirected = (surface: Surface): surface is DirectedSurface =>
  isAxial(surface) || surface.kind === 'plane';

export const directionOf = (surface: DirectedSurface): Vec3 =>
  surface.kind === 'plane' ? surface.normal : surface.axis;

export const originOf = (surface: AxialSurface): Vec3 =>
  surface.kind === 'torus' ? surface.center : surface.origin;

/** The evidence with its direction; undefined for a sphere. */
export function directed(evidence: Evidence): Directed | undefined {
  const { surface, points, centroid } = evidence;
  if (!isDirected(surface)) return undefined;
  const cost =
    surface.kind === 'plane'
      ? scatterAbout(points, centroid)
      : directionInformation(surface, points, centroid);
  return { evidence: { ...evidence, surface }, direction: normalize(directionOf(surface)), cost };
}

/** Whether a sum of squared distances that grows by `increase` is still explained by the noise of the points. */
export const isAllowed = ({ points, deviation }: Evidence, increase: number): boolean =>
  increase <= deviation ** 2 * (SIGNIFICANT ** 2 + (SYSTEMATIC ** 2 * points.length) / 3);

/** The surface with the direction (of either sign), the rest fitted anew; as it was where it cannot be. */
export function withDirection(
  { surface, points, centroid }: Evidence<DirectedSurface>,
  direction: Vec3,
): DirectedSurface {
  const along = dot(direction, directionOf(surface)) < 0 ? negate(direction) : direction;
  if (surface.kind === 'plane') return { kind: 'plane', origin: centroid, normal: along };
  return refit({ ...surface, axis: along }, points, 'direction') ?? surface;
}

/**
 * The surface about the axis through `point` along its direction, the rest fitted anew but for a shape that is held; as
 * it was where it cannot be.
 */
export function withAxisThrough(
  { surface, points, centroid }: Evidence<AxialSurface>,
  point: Vec3,
  isShapeHeld: boolean,
): AxialSurface {
  const along = dot(surface.kind === 'torus' ? surface.center : centroid, surface.axis);
  const foot = addScaled(point, surface.axis, along - dot(point, surface.axis));
  if (surface.kind === 'torus') {
    const moved = { ...surface, center: foot };
    return isShapeHeld ? moved : (refit(moved, points, 'axis') ?? surface);
  }
  const slope = surface.kind === 'cone' ? Math.tan(surface.halfAngle) : 0;
  const radius = surface.radius + slope * dot(subtract(foot, surface.origin), surface.axis);
  const moved = { ...surface, origin: foot, radius };
  return isShapeHeld ? moved : (refit(moved, points, 'axis') ?? surface);
}

function refit(surface: AxialSurface, points: Float64Array, held: Held): AxialSurface | undefined {
  switch (surface.kind) {
    case 'cylinder':
      return refineCylinder(points, surface, held)?.surface;
    case 'cone':
      return refineCone(points, surface, held)?.surface;
    case 'torus':
      return refineTorus(points, surface, held)?.surface;
  }
}

function rootMeanSquare(surface: Surface, points: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 3)
    sum += signedDistance(surface, [points[i], points[i + 1], points[i + 2]]) ** 2;
  return Math.sqrt((3 * sum) / points.length);
}
