import type { Mesh } from '../geometry/mesh.ts';
import { cross, dot, normalize, perpendicular, subtract, type Vec3 } from '../geometry/vector.ts';
import { type EdgeMap, nextInTriangle, previousInTriangle, valenceOf } from './topology.ts';

/** Which half-edges belong together, two and two, so that every edge has at most two triangles. */
export type Pairing = {
  /** The half-edge on the other triangle of the same edge; -1 on an open edge. */
  readonly mate: Int32Array;
  readonly openEdges: number;
  /** Edges with three or another odd number of triangles: one of them is left over and open. */
  readonly nonManifoldEdges: number;
  /** Edges with four or another even number of triangles, where surfaces that only touch were told apart. */
  readonly touchingEdges: number;
};

/** Triangles nearer than this around their edge (radians) count as touching, not as a gap or an overlap. */
const TOUCHING_ANGLE = 1e-4;

/**
 * Pairs the half-edges on each edge. Around an edge of more than two triangles those are paired that have material
 * between them, so that bodies that touch along an edge or a face stay apart, each closed.
 */
export function pairHalfEdges(mesh: Mesh, edges: EdgeMap): Pairing {
  const mate = new Int32Array(mesh.triangles.length).fill(-1);
  let openEdges = 0;
  let nonManifoldEdges = 0;
  let touchingEdges = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const valence = valenceOf(edges, edge);
    const from = edges.start[edge];
    if (valence === 1) openEdges++;
    else if (valence === 2) {
      mate[edges.halfEdges[from]] = edges.halfEdges[from + 1];
      mate[edges.halfEdges[from + 1]] = edges.halfEdges[from];
    } else {
      const around = edges.halfEdges.subarray(from, from + valence);
      for (const [h, g] of materialWedges(mesh, around)) {
        mate[h] = g;
        mate[g] = h;
      }
      if (valence % 2 === 0) touchingEdges++;
      else {
        nonManifoldEdges++;
        openEdges++;
      }
    }
  }
  return { mate, openEdges, nonManifoldEdges, touchingEdges };
}

/** A triangle seen along its edge: material ends at it when one turns counter-clockwise, or else begins. */
type Blade = { readonly halfEdge: number; readonly angle: number; readonly ends: boolean };

/**
 * Pairs of half-edges with material between them: where it begins and where it next ends, as brackets match. Where
 * the winding leaves several without a partner, neighbours are paired.
 */
function materialWedges(mesh: Mesh, around: Uint32Array): [number, number][] {
  const pairs: [number, number][] = [];
  const begun: Blade[] = [];
  const ended: Blade[] = [];
  const visit = (blade: Blade): void => {
    if (!blade.ends) begun.push(blade);
    else if (begun.length > 0) pairs.push([begun.pop()!.halfEdge, blade.halfEdge]);
    else ended.push(blade);
  };
  bladesAround(mesh, around).forEach(visit);
  // Material that began before the full turn ends after it.
  ended.splice(0).forEach(visit);
  const left = [...begun, ...ended];
  for (let i = 0; i + 1 < left.length; i += 2) pairs.push([left[i].halfEdge, left[i + 1].halfEdge]);
  return pairs;
}

/** In counter-clockwise order from the widest gap on; among those that touch, ends come before beginnings. */
function bladesAround({ positions, triangles }: Mesh, around: Uint32Array): Blade[] {
  const point = (v: number): Vec3 => [positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]];
  const start = triangles[around[0]];
  const origin = point(start);
  const axis = normalize(subtract(point(triangles[nextInTriangle(around[0])]), origin));
  const x = perpendicular(axis);
  const y = cross(axis, x);
  const blades = Array.from(around, (halfEdge): Blade => {
    const arm = subtract(point(triangles[previousInTriangle(halfEdge)]), origin);
    // The normal of a triangle that runs along the axis points counter-clockwise, away from its material.
    return { halfEdge, angle: Math.atan2(dot(arm, y), dot(arm, x)), ends: triangles[halfEdge] === start };
  }).sort((a, b) => a.angle - b.angle);

  const gapBefore = (i: number): number =>
    i > 0 ? blades[i].angle - blades[i - 1].angle : blades[0].angle + 2 * Math.PI - blades.at(-1)!.angle;
  let widest = 0;
  for (let i = 1; i < blades.length; i++) if (gapBefore(i) > gapBefore(widest)) widest = i;
  const clusters: Blade[][] = [];
  for (let k = 0; k < blades.length; k++) {
    const i = (widest + k) % blades.length;
    if (k > 0 && gapBefore(i) < TOUCHING_ANGLE) clusters.at(-1)!.push(blades[i]);
    else clusters.push([blades[i]]);
  }
  return clusters.flatMap((cluster) => [...cluster.filter((b) => b.ends), ...cluster.filter((b) => !b.ends)]);
}
