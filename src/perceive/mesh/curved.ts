import { guessCone } from '../../geometry/fit-cone.ts';
import { guessCylinder } from '../../geometry/fit-cylinder.ts';
import { fitSphere } from '../../geometry/fit-sphere.ts';
import { guessTorus } from '../../geometry/fit-torus.ts';
import { addScaled, cross, dot, perpendicular, subtract, type Vec3 } from '../../geometry/vector.ts';
import { gatherPoints } from './facets.ts';
import {
  type CurvedSurface,
  growRegion,
  type Patchwork,
  type Region,
  refine,
  verticesOf,
} from './regions.ts';

/** Facets tried together as the seed of a curved face: few first, for narrow faces; more, to see both curvatures. */
const SEED_SIZES = [3, 6, 13];

/** Numbers that determine a surface of each kind. */
const FREEDOM = { cylinder: 5, cone: 6, sphere: 4, torus: 7 };

/** Vertices beyond the freedom that make a hypothesis certain enough to stop looking for a better one. */
const CERTAIN = 12;

/**
 * Finds the cylinders, cones, spheres and tori among the free facets and claims their facets in
 * `patchwork.regionOfFacet`. Neighbouring facets of a curved face meet at most at the angle `maxStep`.
 */
export function findCurvedRegions(patchwork: Patchwork, maxStep: number, firstIndex: number): Region[] {
  const { facets, regionOfFacet } = patchwork;
  const regions: Region[] = [];
  const order = facets.map((_, f) => f).sort((a, b) => facets[a].area - facets[b].area);
  for (const seed of order) {
    if (regionOfFacet[seed] >= 0) continue;
    const region = bestRegionAt(patchwork, seed, maxStep);
    if (!region) continue;
    for (const f of region.facets) regionOfFacet[f] = firstIndex + regions.length;
    regions.push(region);
  }
  return regions;
}

function bestRegionAt(patchwork: Patchwork, seed: number, maxStep: number): Region | undefined {
  let best: Region | undefined;
  let previousSize = 0;
  for (const size of SEED_SIZES) {
    const patch = patchAround(patchwork, seed, size, maxStep);
    if (patch.length < 3 || patch.length === previousSize) break;
    previousSize = patch.length;
    for (const surface of hypotheses(patchwork, patch)) {
      const region = growRegion(patchwork, patch, surface, maxStep);
      if (region && isSupported(patchwork, region) && (!best || isBetter(region, best))) best = region;
    }
    if (best && best.surface.kind !== 'cone' && gain(best) >= CERTAIN) break;
  }
  return best;
}

/** Two surfaces through the same vertices (two circles lie on a cylinder, a cone and a sphere): the closer facets decide. */
const isBetter = (region: Region, other: Region): boolean =>
  region.facets.length > 1.2 * other.facets.length ||
  (region.turn < 0.9 * other.turn && region.facets.length > 0.8 * other.facets.length);

const gain = ({ vertices, surface }: Region): number => vertices.length - FREEDOM[surface.kind];

/** Up to `size` free facets around `seed`, nearest first, across edges of at most `maxStep`. */
function patchAround(
  { links, regionOfFacet }: Patchwork,
  seed: number,
  size: number,
  maxStep: number,
): number[] {
  const patch = [seed];
  for (let i = 0; i < patch.length && patch.length < size; i++) {
    const next = links[patch[i]]
      .filter(({ facet, angle }) => angle <= maxStep && regionOfFacet[facet] < 0 && !patch.includes(facet))
      .sort((a, b) => b.length - a.length);
    for (const { facet } of next) if (patch.length < size) patch.push(facet);
  }
  return patch;
}

/** Surfaces of each kind that the facets of `patch` suggest and their vertices confirm. */
function* hypotheses(patchwork: Patchwork, patch: readonly number[]): Generator<CurvedSurface> {
  const { facets, mesh } = patchwork;
  const points = gatherPoints(mesh.mesh.positions, verticesOf(patchwork, patch));
  const centers = Float64Array.from(patch.flatMap((f) => [...facets[f].origin]));
  const normals = Float64Array.from(patch.flatMap((f) => [...facets[f].normal]));
  const guesses = [
    () => guessCylinder(points, normals),
    () => guessCone(centers, normals),
    () => fitSphere(points)?.surface,
    () => guessTorus(centers, normals),
  ];
  for (const guess of guesses) {
    const start = guess();
    const fit = start && refine(start, points);
    if (fit && fit.deviation <= mesh.tolerance) yield fit.surface;
  }
}

/** Distinct steps around (and, for a torus, along) the surface below which a few planes would do as well. */
const LEAST_PLACES = 4;

/** Whether enough distinct places of the surface are occupied to call it curved. */
function isSupported({ mesh }: Patchwork, { surface, vertices, facets }: Region): boolean {
  if (facets.length < 3 || vertices.length < FREEDOM[surface.kind] + 3) return false;
  if (surface.kind === 'sphere') return true;
  const points = vertices.map((v): Vec3 => {
    const p = mesh.mesh.positions;
    return [p[3 * v], p[3 * v + 1], p[3 * v + 2]];
  });
  const origin = surface.kind === 'torus' ? surface.center : surface.origin;
  const u = perpendicular(surface.axis);
  const v = cross(surface.axis, u);
  const offsets = points.map((p) => subtract(p, origin));
  const around = offsets.map((w) => Math.atan2(dot(w, v), dot(w, u)));
  if (distinct(around) < LEAST_PLACES) return false;
  if (surface.kind !== 'torus') return true;
  const along = offsets.map((w) => {
    const z = dot(w, surface.axis);
    const rho = Math.hypot(...addScaled(w, surface.axis, -z));
    return Math.atan2(z, rho - surface.majorRadius);
  });
  return distinct(along) >= LEAST_PLACES;
}

/** Number of clusters among angles, those within a thousandth of a radian being one. */
function distinct(angles: number[]): number {
  const sorted = angles.sort((a, b) => a - b);
  return sorted.filter((angle, i) => i === 0 || angle - sorted[i - 1] > 1e-3).length;
}
