import { type Bvh, buildBvh } from '../../geometry/bvh.ts';
import { type ClosestPoint, closestPoint } from '../../geometry/closest-point.ts';
import { type Bounds, boundsOf } from '../../geometry/mesh.ts';
import { submesh } from '../../geometry/submesh.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import { cheapestAssignment } from '../assignment.ts';
import { type FacedSurface, trianglesOfFaces } from './faced-surface.ts';
import { intoCube } from './into-cube.ts';

/** Shares from 0 to 1. */
export type PrimitiveDetection = { readonly precision: number; readonly recall: number };

/** A primitive matches one that is nearer than this, in the cube from -1 to 1. */
const THRESHOLD = 0.1;
const POINTS_PER_FACE = 32;
/** Pairs of faces for which there is room, 4,096 by 4,096. */
const MAX_PAIRS = 2 ** 24;

/** One face in the cube: points on it and its surface. */
type Primitive = { readonly points: Float64Array; readonly tree: Bvh; readonly bounds: Bounds };

/**
 * Img2CADSeq's primitive precision and recall (appendix A.2): faces of the candidate and of the reference are paired
 * one to one, precision is the share of the candidate's that come within 0.1 of their partners, recall that of the
 * reference's. The distance between two faces is the mean of the mean distances, not squared, of points uniform over
 * each from the other, here from its triangles themselves; the pairing is the one with the least sum of distances, as
 * in the evaluation of HoLa (Liu et al., 2025), which the paper follows, but that distances past the threshold
 * all cost the same. The reference's box comes into the cube from -1 to 1, and the candidate with it. Kinds of surface
 * do not count. Undefined when either has no faces, or both so many (over 4,096 each) that pairing takes too long.
 */
export function primitiveDetection(
  candidate: FacedSurface,
  reference: FacedSurface,
  seed: number,
): PrimitiveDetection | undefined {
  const [ours, theirs] = [candidate.faces.length, reference.faces.length];
  if (ours === 0 || theirs === 0 || ours * theirs > MAX_PAIRS) return undefined;
  const bounds = boundsOf(reference.mesh.positions);
  const found = primitivesOf(candidate, bounds, seed);
  const sought = primitivesOf(reference, bounds, seed);
  const [few, many] = ours <= theirs ? [found, sought] : [sought, found];
  const costs = new Float32Array(ours * theirs);
  for (const [i, a] of few.entries()) {
    for (const [j, b] of many.entries()) costs[i * many.length + j] = distanceBetween(a, b);
  }
  const partners = cheapestAssignment(costs, few.length, many.length);
  const cut = Math.fround(THRESHOLD);
  const matches = few.filter((_, i) => costs[i * many.length + partners[i]] < cut).length;
  return { precision: matches / ours, recall: matches / theirs };
}

/** The faces in the cube; a face without area has no points and matches nothing. */
function primitivesOf(surface: FacedSurface, bounds: Bounds, seed: number): Primitive[] {
  const mesh = intoCube(surface.mesh, bounds);
  return trianglesOfFaces(surface).map((triangles, i) => {
    const face = submesh(mesh, triangles);
    const { positions } = surfaceSamples(face, POINTS_PER_FACE, seed + i);
    return { points: positions, tree: buildBvh(face), bounds: boundsOf(face.positions) };
  });
}

/** Distance between two faces, the threshold where it is no less. */
function distanceBetween(a: Primitive, b: Primitive): number {
  if (a.points.length === 0 || b.points.length === 0) return THRESHOLD;
  // Boxes are quick to measure from and never farther than what they hold.
  if (isApart(a.bounds, b.bounds)) return THRESHOLD;
  if ((meanFromBox(a.points, b.bounds) + meanFromBox(b.points, a.bounds)) / 2 >= THRESHOLD) return THRESHOLD;
  const there = meanFromTriangles(a.points, b.tree, 2 * THRESHOLD);
  if (there >= 2 * THRESHOLD) return THRESHOLD;
  return Math.min(THRESHOLD, (there + meanFromTriangles(b.points, a.tree, 2 * THRESHOLD - there)) / 2);
}

/** Whether boxes are the threshold apart along some axis. */
function isApart(a: Bounds, b: Bounds): boolean {
  for (let k = 0; k < 3; k++) {
    if (a.min[k] - b.max[k] >= THRESHOLD || b.min[k] - a.max[k] >= THRESHOLD) return true;
  }
  return false;
}

function meanFromBox(points: Float64Array, { min, max }: Bounds): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += 3) {
    const dx = Math.max(min[0] - points[i], 0, points[i] - max[0]);
    const dy = Math.max(min[1] - points[i + 1], 0, points[i + 1] - max[1]);
    const dz = Math.max(min[2] - points[i + 2], 0, points[i + 2] - max[2]);
    sum += Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return sum / (points.length / 3);
}

/** Mean distance of points from a mesh; once it is sure to reach `enough`, something no less than that. */
function meanFromTriangles(points: Float64Array, tree: Bvh, enough: number): number {
  const found: ClosestPoint = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  const count = points.length / 3;
  let sum = 0;
  for (let i = 0; i < points.length && sum < enough * count; i += 3) {
    sum += Math.sqrt(closestPoint(tree, points[i], points[i + 1], points[i + 2], found));
  }
  return sum / count;
}
