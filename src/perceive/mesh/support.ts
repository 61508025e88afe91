import { guessCone } from '../../geometry/fit-cone.ts';
import { guessCylinder } from '../../geometry/fit-cylinder.ts';
import { addScaled, cross, dot, length, perpendicular, subtract } from '../../geometry/vector.ts';
import { gatherPoints } from './facets.ts';
import { type CurvedSurface, type Patchwork, type Region, refine, vertexAt } from './regions.ts';

/** Numbers that determine a surface of each kind. */
export const FREEDOM = { cylinder: 5, cone: 6, sphere: 4, torus: 7 };

/** Distinct places around (and, for a torus, along) the surface below which a few planes would do as well. */
const LEAST_PLACES = 4;

/** With so few places they must be evenly spaced: any four corners of a symmetric outline lie on a circle. */
const FEW_PLACES = 5;
const EVENNESS = 1.03;

/** Whether a region's vertices are more, and in more distinct places, than flat faces would have by chance. */
export function isSupported(patchwork: Patchwork, region: Region): boolean {
  const { surface, facets, vertices } = region;
  if (facets.length < 3 || vertices.length < FREEDOM[surface.kind] + 3) return false;
  if (surface.kind === 'sphere') return !isRuled(patchwork, region);
  const { around, along } = placesOf(patchwork, region, surface);
  if (around.length < LEAST_PLACES) return false;
  if (surface.kind === 'torus') return along.length >= LEAST_PLACES;
  return around.length > FEW_PLACES || isEven(around);
}

/** Whether a cylinder or a cone passes through the same vertices, as one does through any two circles of a sphere. */
function isRuled({ facets, mesh }: Patchwork, region: Region): boolean {
  const points = gatherPoints(mesh.mesh.positions, region.vertices);
  const centers = Float64Array.from(region.facets.flatMap((f) => [...facets[f].origin]));
  const normals = Float64Array.from(region.facets.flatMap((f) => [...facets[f].normal]));
  return [guessCylinder(points, normals), guessCone(centers, normals)].some((guess) => {
    const fit = guess && refine(guess, points);
    return fit !== undefined && fit.deviation <= mesh.tolerance;
  });
}

/** The distinct angles, ascending, at which vertices stand around the axis and along the profile. */
function placesOf(
  { mesh }: Patchwork,
  { vertices }: Region,
  surface: Exclude<CurvedSurface, { kind: 'sphere' }>,
): { around: number[]; along: number[] } {
  const origin = surface.kind === 'torus' ? surface.center : surface.origin;
  const u = perpendicular(surface.axis);
  const v = cross(surface.axis, u);
  const around: number[] = [];
  const along: number[] = [];
  let radius = 0;
  for (const vertex of vertices) {
    const offset = subtract(vertexAt(mesh, vertex), origin);
    const z = dot(offset, surface.axis);
    const rho = length(addScaled(offset, surface.axis, -z));
    radius = Math.max(radius, rho);
    around.push(Math.atan2(dot(offset, v), dot(offset, u)));
    if (surface.kind === 'torus') along.push(Math.atan2(z, rho - surface.majorRadius));
  }
  const resolution = (10 * mesh.tolerance) / radius;
  return {
    around: distinct(around, resolution),
    along: surface.kind === 'torus' ? distinct(along, (10 * mesh.tolerance) / surface.minorRadius) : [],
  };
}

/** The angles in ascending order, those closer than `resolution` to their predecessor left out. */
function distinct(angles: number[], resolution: number): number[] {
  const sorted = angles.sort((a, b) => a - b);
  return sorted.filter((angle, i) => i === 0 || angle - sorted[i - 1] > resolution);
}

/** Whether all gaps between neighbouring angles but the greatest (the way around the back) are equal. */
function isEven(angles: readonly number[]): boolean {
  const gaps = angles.map((angle, i) =>
    i > 0 ? angle - angles[i - 1] : angle - angles[angles.length - 1] + 2 * Math.PI,
  );
  const inner = gaps.sort((a, b) => a - b).slice(0, -1);
  return inner[inner.length - 1] <= EVENNESS * inner[0];
}
