import { type Bounds, boundsOf, volumeOf } from '../geometry/mesh.ts';
import { shellsOf } from '../geometry/shells.ts';
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
