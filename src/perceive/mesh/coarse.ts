import { guessCylinder } from '../../geometry/fit-cylinder.ts';
import type { Sketch } from './curved.ts';
import { gatherPoints } from './facets.ts';
import { misfit, type TurnLimit } from './membership.ts';
import { GREATEST_STEP, type Patchwork, refine, regionOf, verticesOf } from './regions.ts';

/** A closed ring of fewer sides is a prism whatever else the file holds; one of more is round already. */
const FEWEST_SIDES = 7;

/** How far the angles of a ring may differ from equal, as a share. */
const UNEVEN = 1e-3;

/**
 * Regular rings of seven to eleven flat facets could be coarse holes and shafts or prisms: takes those as round that
 * the rest of the file, tessellated as finely, speaks for, and says of the others that they were taken as flat.
 */
export function judgeCoarseRings({ patchwork, regions }: Sketch, limit: TurnLimit | undefined): string[] {
  const warnings: string[] = [];
  for (const ring of regularRings(patchwork)) {
    const points = gatherPoints(patchwork.mesh.mesh.positions, verticesOf(patchwork, ring));
    const normals = Float64Array.from(ring.flatMap((f) => [...patchwork.facets[f].normal]));
    const guess = guessCylinder(points, normals);
    const fit = guess && refine(guess, points);
    if (fit?.surface.kind !== 'cylinder') continue;
    const { surface } = fit;
    if (verticesOf(patchwork, ring).some((v) => misfit(patchwork.mesh, v, surface) > 1)) continue;
    if (limit && Math.PI / ring.length <= limit(true, surface.radius)) {
      const side = facesOutward(patchwork, ring, surface.origin) ? 1 : -1;
      for (const f of ring) patchwork.regionOfFacet[f] = regions.length;
      regions.push(regionOf(patchwork, surface, side, ring));
    } else {
      warnings.push(
        `A ring of ${ring.length} equal flats of radius ${surface.radius.toPrecision(6)} was taken as a prism; it could be a coarsely tessellated cylinder. Export the mesh more finely to tell.`,
      );
    }
  }
  return warnings;
}

/** Cycles of free facets in which each meets two others at the angle of a regular polygon. */
function regularRings({ facets, links, regionOfFacet }: Patchwork): number[][] {
  const greatest = (2 * Math.PI) / FEWEST_SIDES + UNEVEN;
  const beside = links.map((around) =>
    around.filter((l) => l.angle > GREATEST_STEP && l.angle < greatest && regionOfFacet[l.facet] < 0),
  );
  const seen = new Uint8Array(facets.length);
  const rings: number[][] = [];
  for (const start of facets.keys()) {
    if (seen[start] || regionOfFacet[start] >= 0 || beside[start].length !== 2) continue;
    const ring = [start];
    seen[start] = 1;
    for (let i = 0; i < ring.length; i++) {
      for (const { facet } of beside[ring[i]]) {
        if (seen[facet] || beside[facet].length !== 2) continue;
        seen[facet] = 1;
        ring.push(facet);
      }
    }
    const step = (2 * Math.PI) / ring.length;
    const regular = ring.every((f) => beside[f].every((l) => Math.abs(l.angle - step) < UNEVEN * step));
    if (regular) rings.push(ring);
  }
  return rings;
}

function facesOutward(
  { facets }: Patchwork,
  [first]: readonly number[],
  [x, y, z]: readonly number[],
): boolean {
  const { origin, normal } = facets[first];
  return normal[0] * (origin[0] - x) + normal[1] * (origin[1] - y) + normal[2] * (origin[2] - z) > 0;
}
