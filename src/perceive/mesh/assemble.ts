import { fitPlane } from '../../geometry/fit-plane.ts';
import type { Surface } from '../../geometry/surface.ts';
import { dot, negate } from '../../geometry/vector.ts';
import type { PerceivedFace } from '../types.ts';
import type { Sketch } from './curved.ts';
import { gatherPoints } from './facets.ts';
import { freeformGroups } from './freeform.ts';
import { misfit, type TurnLimit, uncertainty } from './membership.ts';
import { GREATEST_STEP, type Patchwork, refine, verticesOf } from './regions.ts';

/** Faces of a mesh: for each facet the index of its face. */
export type Assembly = { readonly faces: readonly PerceivedFace[]; readonly faceOfFacet: Int32Array };

/** A face in the making: its facets and the surface through them. */
type Draft = { surface: Surface; side: number; facets: readonly number[] };

/** Makes faces of curved regions, freeform regions and flat facets, one of neighbours that lie on the same surface. */
export function assembleFaces(
  { patchwork, regions }: Sketch,
  limit: TurnLimit,
  expired: () => boolean,
): Assembly {
  const { facets } = patchwork;
  const draftOfFacet = new Int32Array(facets.length).fill(-1);
  const drafts: Draft[] = [];
  const add = (draft: Draft): void => {
    for (const f of draft.facets) draftOfFacet[f] = drafts.length;
    drafts.push(draft);
  };
  for (const group of freeformGroups(patchwork, regions, limit)) {
    add({ surface: { kind: 'freeform' }, side: 1, facets: group });
  }
  for (const region of regions) if (draftOfFacet[region.facets[0]] < 0) add(region);
  for (const [f, { origin, normal }] of facets.entries()) {
    if (draftOfFacet[f] < 0) add({ surface: { kind: 'plane', origin, normal }, side: 1, facets: [f] });
  }
  mergeNeighbours(patchwork, drafts, draftOfFacet, expired);
  return numbered(patchwork, drafts, draftOfFacet);
}

/** Joins drafts that share an edge and lie on one surface, until `expired`. */
function mergeNeighbours(
  patchwork: Patchwork,
  drafts: Draft[],
  draftOfFacet: Int32Array,
  expired: () => boolean,
): void {
  const { facets, links } = patchwork;
  for (const [own, around] of links.entries()) {
    if (expired()) return;
    for (const { facet, angle } of around) {
      const a = draftOfFacet[own];
      const b = draftOfFacet[facet];
      if (a === b || angle > GREATEST_STEP + uncertainty(facets[own]) + uncertainty(facets[facet])) continue;
      const surface = commonSurface(patchwork, drafts[a], drafts[b]);
      if (!surface) continue;
      for (const f of drafts[b].facets) draftOfFacet[f] = a;
      drafts[a] = { surface, side: drafts[a].side, facets: [...drafts[a].facets, ...drafts[b].facets] };
    }
  }
}

/** The surface through the vertices of both drafts, or undefined when there is none of their kind. */
function commonSurface(patchwork: Patchwork, a: Draft, b: Draft): Surface | undefined {
  const { kind } = a.surface;
  if (kind !== b.surface.kind || kind === 'freeform' || a.side !== b.side) return undefined;
  // One vertex far off is enough to say no, and cheaper than a fit.
  const trial = patchwork.facets[b.facets[0]].vertices.some(
    (v) => misfit(patchwork.mesh, v, a.surface) > 1e3,
  );
  if (trial) return undefined;
  const vertices = verticesOf(patchwork, [...a.facets, ...b.facets]);
  const points = gatherPoints(patchwork.mesh.mesh.positions, vertices);
  const surface = kind === 'plane' ? planeLike(a.surface, points) : refine(a.surface, points)?.surface;
  return surface && vertices.every((v) => misfit(patchwork.mesh, v, surface) <= 1) ? surface : undefined;
}

function planeLike(plane: Surface, points: Float64Array): Surface | undefined {
  const fitted = fitPlane(points)?.surface;
  if (!fitted || plane.kind !== 'plane') return undefined;
  return dot(fitted.normal, plane.normal) < 0 ? { ...fitted, normal: negate(fitted.normal) } : fitted;
}

/** Numbers the drafts that are left and measures them. */
function numbered(patchwork: Patchwork, drafts: readonly Draft[], draftOfFacet: Int32Array): Assembly {
  const { facets, mesh } = patchwork;
  const faceOfFacet = new Int32Array(facets.length);
  const faces: PerceivedFace[] = [];
  for (const [index, draft] of drafts.entries()) {
    if (draftOfFacet[draft.facets[0]] !== index) continue; // joined another
    for (const f of draft.facets) faceOfFacet[f] = faces.length;
    const { surface } = draft;
    const distances = verticesOf(patchwork, draft.facets).map(
      (v) => misfit(mesh, v, surface) * mesh.tolerances[v],
    );
    faces.push({
      surface,
      area: draft.facets.reduce((sum, f) => sum + facets[f].area, 0),
      deviation: surface.kind === 'freeform' ? 0 : distances.reduce((a, b) => Math.max(a, b), 0),
    });
  }
  return { faces, faceOfFacet };
}
