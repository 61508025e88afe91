import type { Vec2 } from '../geometry/vector.ts';
import type { AxisView } from './axis-view.ts';
import type { Chain } from './runs.ts';
import { type Section, sectionOfChains } from './section.ts';

/** The outlines of one cap face, that is, where the cross-section changes at its height. */
export function capOutline(
  view: AxisView,
  face: number,
  trianglesOfFace: readonly number[],
  fitTolerance: number,
): Section {
  const role = view.roles[face];
  const w = role.kind === 'cap' ? role.height : Number.NaN;
  return sectionOfChains(view, w, boundaryChains(view, face, trianglesOfFace), fitTolerance);
}

/** Closed boundary polylines of a face's triangles; each segment carries the face on its other side. */
function boundaryChains(view: AxisView, face: number, trianglesOfFace: readonly number[]): Chain[] {
  const { edges, local } = view;
  const { mesh, faceOfTriangle } = view.perceived;
  const next = new Map<number, { to: number; neighbour: number }[]>();
  for (const t of trianglesOfFace) {
    for (let k = 0; k < 3; k++) {
      const edge = edges.edgeOfCorner[3 * t + k];
      const first = edges.trianglesOfEdge[2 * edge];
      const other = first === t ? edges.trianglesOfEdge[2 * edge + 1] : first;
      if (other < 0 || faceOfTriangle[other] === face) continue;
      const from = mesh.triangles[3 * t + k];
      const link = { to: mesh.triangles[3 * t + ((k + 1) % 3)], neighbour: faceOfTriangle[other] };
      const links = next.get(from);
      if (links) links.push(link);
      else next.set(from, [link]);
    }
  }
  const point = (vertex: number): Vec2 => [local[3 * vertex], local[3 * vertex + 1]];
  const chains: Chain[] = [];
  while (next.size > 0) {
    const [start] = next.keys();
    const chain: { points: Vec2[]; faces: number[] } = { points: [], faces: [] };
    let at = start;
    for (;;) {
      const links = next.get(at);
      const link = links?.pop();
      if (!links || !link) break;
      if (links.length === 0) next.delete(at);
      chain.points.push(point(at));
      chain.faces.push(link.neighbour);
      at = link.to;
      if (at === start) break;
    }
    if (at === start && chain.points.length >= 3) chains.push(chain);
  }
  return chains;
}
