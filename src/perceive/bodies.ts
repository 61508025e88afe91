import { type Bounds, boundsOf, type Mesh, volumeOf } from '../geometry/mesh.ts';
import { meshEdges } from '../geometry/mesh-edges.ts';
import type { Perceived } from './types.ts';

/** The triangles of one body: an outer shell and the shells of its voids. */
type Body = { triangles: number[]; bounds: Bounds };

/**
 * Groups bodies that can be explained together. Bodies that touch or overlap go into different groups, because joined
 * features would fuse them; bodies that stand apart (by their boxes) share one. Members are indices into `bounds`.
 */
export function groupApart(bounds: readonly Bounds[], margin: number): number[][] {
  const groups: number[][] = [];
  bounds.forEach((box, i) => {
    const group = groups.find((members) => members.every((other) => !near(box, bounds[other], margin)));
    if (group) group.push(i);
    else groups.push([i]);
  });
  return groups;
}

/** Splits a perceived mesh into groups of bodies (see `groupApart`), largest body first. */
export function bodyGroups(perceived: Perceived): Perceived[] {
  const bodies = bodiesOf(perceived);
  const groups = groupApart(
    bodies.map((body) => body.bounds),
    10 * perceived.tolerance,
  );
  if (groups.length <= 1) return [perceived];
  return groups.map((group) =>
    restrict(
      perceived,
      group.flatMap((i) => bodies[i].triangles),
    ),
  );
}

const near = (a: Bounds, b: Bounds, margin: number): boolean =>
  a.min.every((low, k) => low - margin <= b.max[k] && b.min[k] - margin <= a.max[k]);

function bodiesOf({ mesh }: Perceived): Body[] {
  const shells = shellsOf(mesh).map((triangles) => {
    const part = submesh(mesh, triangles);
    return { triangles, bounds: boundsOf(part.positions), volume: volumeOf(part) };
  });
  const bodies = shells.filter((shell) => shell.volume >= 0).sort((a, b) => a.volume - b.volume);
  for (const cavity of shells.filter((shell) => shell.volume < 0)) {
    // The smallest shell around it is the body that it hollows.
    const owner =
      bodies.find((body) => body.volume > -cavity.volume && contains(body.bounds, cavity.bounds)) ??
      bodies[0];
    owner?.triangles.push(...cavity.triangles);
  }
  return bodies.sort((a, b) => b.volume - a.volume);
}

const contains = (outer: Bounds, inner: Bounds): boolean =>
  outer.min.every((low, k) => low <= inner.min[k] && inner.max[k] <= outer.max[k]);

/** Edge-connected sets of triangles. */
function shellsOf(mesh: Mesh): number[][] {
  const { edgeOfCorner, trianglesOfEdge } = meshEdges(mesh);
  const count = mesh.triangles.length / 3;
  const seen = new Uint8Array(count);
  const shells: number[][] = [];
  for (let start = 0; start < count; start++) {
    if (seen[start]) continue;
    seen[start] = 1;
    const shell = [start];
    for (let i = 0; i < shell.length; i++) {
      for (let k = 0; k < 3; k++) {
        const edge = edgeOfCorner[3 * shell[i] + k];
        for (const other of [trianglesOfEdge[2 * edge], trianglesOfEdge[2 * edge + 1]]) {
          if (other < 0 || seen[other]) continue;
          seen[other] = 1;
          shell.push(other);
        }
      }
    }
    shells.push(shell);
  }
  return shells;
}

function submesh({ positions, triangles }: Mesh, chosen: readonly number[]): Mesh {
  const renumbered = new Map<number, number>();
  const kept: number[] = [];
  const corners = new Uint32Array(3 * chosen.length);
  chosen.forEach((t, i) => {
    for (let k = 0; k < 3; k++) {
      const vertex = triangles[3 * t + k];
      let index = renumbered.get(vertex);
      if (index === undefined) {
        index = renumbered.size;
        renumbered.set(vertex, index);
        kept.push(positions[3 * vertex], positions[3 * vertex + 1], positions[3 * vertex + 2]);
      }
      corners[3 * i + k] = index;
    }
  });
  return { positions: Float64Array.from(kept), triangles: corners };
}

function restrict(perceived: Perceived, triangles: readonly number[]): Perceived {
  const faceIndex = new Map<number, number>();
  const faceOfTriangle = Int32Array.from(triangles, (t) => {
    const face = perceived.faceOfTriangle[t];
    const index = faceIndex.get(face) ?? faceIndex.size;
    faceIndex.set(face, index);
    return index;
  });
  const faces = [...faceIndex.keys()].map((face) => perceived.faces[face]);
  return { ...perceived, mesh: submesh(perceived.mesh, triangles), faceOfTriangle, faces };
}
