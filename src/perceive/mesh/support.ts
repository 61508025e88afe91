import { guessCone } from '../../geometry/fit-cone.ts';
import { guessCylinder } from '../../geometry/fit-cylinder.ts';
import type { SurfaceOf } from '../../geometry/surface.ts';
import { addScaled, dot, length, subtract } from '../../geometry/vector.ts';
import { gatherPoints } from './facets.ts';
import { uncertainty, vertexAt } from './membership.ts';
import { type Patchwork, type Region, refine } from './regions.ts';

/** Numbers that determine a surface of each kind. */
export const FREEDOM = { cylinder: 5, cone: 6, sphere: 4, torus: 7 };

/** Fewer vertices than this are on some surface of the kind by chance. */
const LEAST_VERTICES = { cylinder: 8, cone: 8, sphere: 7, torus: 10 };

/** So few facets must be strips of equal width: any four corners of a symmetric outline lie on a circle. */
const FEW_FACETS = 5;
const LEAST_STRIPS = 3;
const EVENNESS = 1.03;

/** Rings of a torus below which a cone or two would do as well. */
const LEAST_RINGS = 4;

/** Whether a region's vertices are more, and more regular, than those of flat faces would be by chance. */
export function isSupported(patchwork: Patchwork, region: Region): boolean {
  const { surface, facets, vertices } = region;
  if (facets.length < 3 || vertices.length < LEAST_VERTICES[surface.kind]) return false;
  switch (surface.kind) {
    case 'sphere':
      return !isRuled(patchwork, region);
    case 'torus':
      return ringsOf(patchwork, region, surface) >= LEAST_RINGS;
    default:
      return facets.length > FEW_FACETS || hasEvenStrips(patchwork, region);
  }
}

/** Whether there are strips (facets of two triangles or more), all of equal width. */
function hasEvenStrips({ facets }: Patchwork, region: Region): boolean {
  const strips = region.facets.map((f, i) => ({ facet: facets[f], turn: region.turns[i] }));
  const wide = strips.filter(({ facet }) => facet.triangles.length > 1);
  if (wide.length < LEAST_STRIPS) return false;
  const turns = wide.map(({ turn }) => turn);
  const slack = Math.max(...wide.map(({ facet }) => uncertainty(facet)));
  return Math.max(...turns) <= EVENNESS * Math.min(...turns) + slack;
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

/** Number of distinct angles at which vertices stand around the tube. */
function ringsOf({ mesh }: Patchwork, { vertices }: Region, torus: SurfaceOf<'torus'>): number {
  const angles = vertices.map((vertex) => {
    const offset = subtract(vertexAt(mesh, vertex), torus.center);
    const z = dot(offset, torus.axis);
    return Math.atan2(z, length(addScaled(offset, torus.axis, -z)) - torus.majorRadius);
  });
  const resolution = (10 * mesh.tolerance) / torus.minorRadius;
  return angles.sort((a, b) => a - b).filter((angle, i) => i === 0 || angle - angles[i - 1] > resolution)
    .length;
}
