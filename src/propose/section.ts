import type { Vec2 } from '../geometry/vector.ts';
import type { Loop, Profile } from '../program/types.ts';
import type { AxisView } from './axis-view.ts';
import { nestLoops } from './nest.ts';
import { splitAtPinches } from './pinch.ts';
import { type Chain, loopOfRuns, mergeRuns, splitRuns } from './runs.ts';

/** The target cut by the plane at height `w` of an axis view. */
export type Section = {
  readonly w: number;
  readonly profiles: readonly Profile[];
  /** True when every edge is the trace of a wall, so that the section is the same at neighbouring heights. */
  readonly pure: boolean;
  /** True when some edge was only fitted to the trace of its face. */
  readonly fitted: boolean;
};

/**
 * Cuts the tagged mesh at height `w` and turns the trace of every face into the exact line or circle of its surface.
 * Loops that do not close (an open mesh) are left out.
 */
export function sectionAt(view: AxisView, w: number, fitTolerance: number): Section {
  return sectionOfChains(view, w, chainsAt(view, w), fitTolerance);
}

/** Turns closed polylines at height `w` into loops of exact curves and sorts them into profiles. */
export function sectionOfChains(
  view: AxisView,
  w: number,
  chains: readonly Chain[],
  fitTolerance: number,
): Section {
  const loops: Loop[] = [];
  let pure = true;
  let fitted = false;
  for (const chain of chains) {
    const runs = mergeRuns(splitRuns(view, w, chain, fitTolerance), view.perceived.tolerance);
    if (chain.faces.some((face) => view.roles[face].kind !== 'wall')) pure = false;
    if (runs.some((run) => run.fitted)) fitted = true;
    const loop = loopOfRuns(runs, view.perceived.tolerance);
    if (loop) loops.push(...splitAtPinches(loop, 4 * view.perceived.tolerance));
  }
  return { w, profiles: nestLoops(loops), pure, fitted };
}

/** Closed polylines of the cut, solid on the left. */
function chainsAt(view: AxisView, w: number): Chain[] {
  const { local, edges } = view;
  const { triangles } = view.perceived.mesh;
  // Where bodies touch along an edge, several triangles start there.
  const startOf = new Map<number, number[]>();
  const endEdge = new Map<number, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    const a = local[3 * triangles[t] + 2] >= w;
    const b = local[3 * triangles[t + 1] + 2] >= w;
    const c = local[3 * triangles[t + 2] + 2] >= w;
    if (a === b && b === c) continue;
    // The corner alone on its side of the plane; its two edges are cut.
    const k = b === c ? 0 : a === c ? 1 : 2;
    const out = edges.edgeOfCorner[t + k];
    const back = edges.edgeOfCorner[t + ((k + 2) % 3)];
    const above = k === 0 ? a : k === 1 ? b : c;
    const start = above ? out : back;
    const starting = startOf.get(start);
    if (starting) starting.push(t / 3);
    else startOf.set(start, [t / 3]);
    endEdge.set(t / 3, above ? back : out);
  }
  const chains: Chain[] = [];
  const cut = (edge: number, t: number): Vec2 => {
    for (let k = 0; k < 3; k++) {
      if (edges.edgeOfCorner[3 * t + k] !== edge) continue;
      // Lower vertex first, so that both triangles of an edge get the same point.
      const i = triangles[3 * t + k];
      const j = triangles[3 * t + ((k + 1) % 3)];
      const p = 3 * Math.min(i, j);
      const q = 3 * Math.max(i, j);
      const s = (w - local[p + 2]) / (local[q + 2] - local[p + 2]);
      return [local[p] + s * (local[q] - local[p]), local[p + 1] + s * (local[q + 1] - local[p + 1])];
    }
    return [Number.NaN, Number.NaN];
  };
  while (startOf.size > 0) {
    const [first] = startOf.keys();
    const points: Vec2[] = [];
    const faces: number[] = [];
    let edge: number | undefined = first;
    do {
      const starting: number[] | undefined = startOf.get(edge);
      const t = starting?.pop();
      if (starting?.length === 0) startOf.delete(edge);
      if (t === undefined) break;
      points.push(cut(edge, t));
      faces.push(view.perceived.faceOfTriangle[t]);
      edge = endEdge.get(t);
    } while (edge !== undefined && edge !== first);
    if (edge === first && points.length >= 3) chains.push({ points, faces });
  }
  return chains;
}
