import { type Bounds, boundsOf, diagonalOf, type Mesh } from '../geometry/mesh.ts';
import { submesh } from '../geometry/submesh.ts';
import { meshGap } from '../score/mesh-gap.ts';
import { facetSag } from './facet-sag.ts';
import type { Perceived } from './types.ts';

/** A body's surface, and how far that may lie from where its facets are. */
type Body = { readonly mesh: Mesh; readonly bounds: Bounds; readonly reach: number };

/** Facets are deepest a little off their centres, where their sag is measured. */
const DEEPEST = 1.25;
/** Gaps below this share of the size are not measured. */
const PRECISION = 1e-6;

/**
 * Groups bodies that can be explained together. Bodies that touch or overlap go into different groups, because joined
 * features would fuse them; bodies that stand apart share one, even one in another's void. Where facets leave open
 * whether surfaces touch, they do. `bodies` lists the triangles of each, the groups hold indices into it; `freeformSag`
 * is how far facets may lie from a surface without an equation. Throws `kernel-crashed`.
 */
export async function groupApart(
  perceived: Perceived,
  bodies: readonly (readonly number[])[],
  freeformSag: number,
): Promise<number[][]> {
  const surfaces = surfacesOf(perceived, bodies, freeformSag);
  const groups: number[][] = [];
  for (const [i, body] of surfaces.entries()) {
    const group = await firstApart(groups, body, surfaces);
    if (group) group.push(i);
    else groups.push([i]);
  }
  return groups;
}

/** The first group none of whose bodies the given one touches. */
async function firstApart(
  groups: readonly number[][],
  body: Body,
  bodies: readonly Body[],
): Promise<number[] | undefined> {
  for (const group of groups) {
    let touches = false;
    for (const other of group) touches ||= await touch(body, bodies[other]);
    if (!touches) return group;
  }
  return undefined;
}

function surfacesOf(
  perceived: Perceived,
  bodies: readonly (readonly number[])[],
  freeformSag: number,
): Body[] {
  const { mesh, faces, faceOfTriangle, tolerance } = perceived;
  const { ofFace } = facetSag(perceived);
  const precision = Math.max(5 * tolerance, PRECISION * diagonalOf(boundsOf(mesh.positions)));
  return bodies.map((triangles) => {
    let sag = 0;
    for (const t of triangles) {
      const face = faceOfTriangle[t];
      sag = Math.max(sag, faces[face].surface.kind === 'freeform' ? freeformSag : DEEPEST * ofFace[face]);
    }
    const part = submesh(mesh, triangles);
    return { mesh: part, bounds: boundsOf(part.positions), reach: precision + sag };
  });
}

/** Whether two bodies come as near as their facets tell. Boxes settle most pairs; meshes that are not manifold have only these. */
async function touch(a: Body, b: Body): Promise<boolean> {
  const reach = a.reach + b.reach;
  if (
    a.bounds.min.some((low, k) => low - reach > b.bounds.max[k] || b.bounds.min[k] - reach > a.bounds.max[k])
  )
    return false;
  const gap = await meshGap(a.mesh, b.mesh, reach);
  return gap === undefined || gap < reach;
}
