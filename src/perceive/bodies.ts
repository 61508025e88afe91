import { type Bounds, boundsOf, type Mesh, volumeOf } from '../geometry/mesh.ts';
import { meshEdges } from '../geometry/mesh-edges.ts';
import { submesh } from '../geometry/submesh.ts';
import { groupApart } from './group-apart.ts';
import type { Perceived } from './types.ts';

/** Splits a perceived mesh into groups of bodies (see `groupApart`), largest body first. */
export async function bodyGroups(perceived: Perceived): Promise<Perceived[]> {
  const bodies = bodiesOf(perceived);
  if (bodies.length <= 1) return [perceived];
  // A mesh is all that is known of what has no equation.
  const groups = await groupApart(perceived, bodies, 0);
  if (groups.length === 1) return [perceived];
  return groups.map((group) =>
    restrict(
      perceived,
      group.flatMap((i) => bodies[i]),
    ),
  );
}

/** The triangles of each body: an outer shell and the shells of its voids. */
function bodiesOf({ mesh }: Perceived): number[][] {
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
  return bodies.sort((a, b) => b.volume - a.volume).map(({ triangles }) => triangles);
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
