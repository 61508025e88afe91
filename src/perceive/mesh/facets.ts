import { centroidOf, scatterAbout } from '../../geometry/fit.ts';
import { symmetricEigen } from '../../geometry/symmetric.ts';
import { cross, dot, length, negate, type Vec3 } from '../../geometry/vector.ts';
import type { Triangles } from './triangles.ts';

/** A maximal set of connected coplanar triangles: the atom that faces are made of. */
export type Facet = {
  readonly triangles: readonly number[];
  /** Each once. */
  readonly vertices: readonly number[];
  readonly origin: Vec3;
  /** Unit, outward. */
  readonly normal: Vec3;
  readonly area: number;
  /** How wide it is across its narrower direction: a vertex off by e turns the normal by up to e / width. */
  readonly width: number;
  /** Greatest tolerance of its vertices. */
  readonly tolerance: number;
};

export type Facets = {
  readonly facets: readonly Facet[];
  readonly facetOfTriangle: Int32Array;
  /** For each facet, those across its edges. */
  readonly links: readonly (readonly FacetLink[])[];
};

export type FacetLink = {
  readonly facet: number;
  /** Length of the shared edges. */
  readonly length: number;
  /** Between the two normals. */
  readonly angle: number;
};

/**
 * Groups the triangles into facets. Triangles are taken largest first; a neighbour joins when its vertices lie on
 * the plane fitted so far, within the tolerance widened by how far the plane is extrapolated there.
 */
export function findFacets(mesh: Triangles): Facets {
  const facetOfTriangle = new Int32Array(mesh.count).fill(-1);
  const facetOfVertex = new Int32Array(mesh.mesh.positions.length / 3).fill(-1);
  const order = Int32Array.from({ length: mesh.count }, (_, t) => t).sort(
    (a, b) => mesh.areas[b] - mesh.areas[a],
  );
  const facets: Facet[] = [];
  for (const seed of order) {
    if (facetOfTriangle[seed] < 0)
      facets.push(growFacet(mesh, seed, facets.length, facetOfTriangle, facetOfVertex));
  }
  return { facets, facetOfTriangle, links: linkFacets(mesh, facets, facetOfTriangle) };
}

/** A least-squares plane that knows how well it is known: the variance of its height at (u, v) from the origin. */
type KnownPlane = {
  readonly origin: Vec3;
  readonly normal: Vec3;
  readonly u: Vec3;
  readonly v: Vec3;
  readonly count: number;
  /** Greatest tolerance of the vertices that it was fitted to. */
  readonly tolerance: number;
  readonly uScatter: number;
  readonly vScatter: number;
};

function growFacet(
  mesh: Triangles,
  seed: number,
  index: number,
  facetOfTriangle: Int32Array,
  facetOfVertex: Int32Array,
): Facet {
  const { triangles: corners } = mesh.mesh;
  const triangles = [seed];
  const vertices: number[] = [];
  const addTriangle = (t: number): void => {
    facetOfTriangle[t] = index;
    for (let k = 3 * t; k < 3 * t + 3; k++) {
      if (facetOfVertex[corners[k]] === index) continue;
      facetOfVertex[corners[k]] = index;
      vertices.push(corners[k]);
    }
  };
  addTriangle(seed);
  let plane = planeThrough(mesh, vertices, seed);
  for (let i = 0; i < triangles.length; i++) {
    for (let k = 0; k < 3; k++) {
      const t = mesh.neighbours[3 * triangles[i] + k];
      if (t < 0 || facetOfTriangle[t] >= 0 || !liesOn(mesh, t, plane)) continue;
      addTriangle(t);
      triangles.push(t);
      if (vertices.length >= 1.5 * plane.count) plane = planeThrough(mesh, vertices, seed);
    }
  }
  if (vertices.length > plane.count) plane = planeThrough(mesh, vertices, seed);
  return {
    triangles,
    vertices,
    origin: plane.origin,
    normal: plane.normal,
    area: triangles.reduce((sum, t) => sum + mesh.areas[t], 0),
    width: Math.sqrt(plane.vScatter),
    tolerance: plane.tolerance,
  };
}

function planeThrough(
  { mesh, normals, tolerances }: Triangles,
  vertices: readonly number[],
  seed: number,
): KnownPlane {
  const points = gatherPoints(mesh.positions, vertices);
  const origin = centroidOf(points);
  const { values, vectors } = symmetricEigen(scatterAbout(points, origin), 3);
  const seedNormal: Vec3 = [normals[3 * seed], normals[3 * seed + 1], normals[3 * seed + 2]];
  const fitted = vectors[0] as unknown as Vec3;
  const towards: Vec3 = [fitted[0], fitted[1], fitted[2]];
  return {
    origin,
    normal: vertices.length === 3 ? seedNormal : dot(towards, seedNormal) < 0 ? negate(towards) : towards,
    u: vectors[2] as unknown as Vec3,
    v: vectors[1] as unknown as Vec3,
    count: vertices.length,
    tolerance: vertices.reduce((most, v) => Math.max(most, tolerances[v]), 0),
    uScatter: values[2],
    vScatter: values[1],
  };
}

/** Whether the corners of triangle `t` lie on `plane` and it faces the same way, as far as its size lets us tell. */
function liesOn({ mesh, normals, heights, tolerances }: Triangles, t: number, plane: KnownPlane): boolean {
  const { origin, normal, u, v } = plane;
  const facing = normals[3 * t] * normal[0] + normals[3 * t + 1] * normal[1] + normals[3 * t + 2] * normal[2];
  if (facing <= 0 && heights[t] > 4 * plane.tolerance) return false;
  for (let k = 3 * t; k < 3 * t + 3; k++) {
    const vertex = 3 * mesh.triangles[k];
    const x = mesh.positions[vertex] - origin[0];
    const y = mesh.positions[vertex + 1] - origin[1];
    const z = mesh.positions[vertex + 2] - origin[2];
    const along = x * u[0] + y * u[1] + z * u[2];
    const across = x * v[0] + y * v[1] + z * v[2];
    const variance = 1 / plane.count + along ** 2 / plane.uScatter + across ** 2 / plane.vScatter;
    const height = Math.abs(x * normal[0] + y * normal[1] + z * normal[2]);
    if (!(height <= tolerances[mesh.triangles[k]] + plane.tolerance * Math.sqrt(variance))) return false;
  }
  return true;
}

/** For each facet, those across its edges. */
export function linkFacets(
  { mesh, count, neighbours }: Triangles,
  facets: readonly Facet[],
  facetOfTriangle: Int32Array,
): FacetLink[][] {
  const lengths = facets.map(() => new Map<number, number>());
  for (let c = 0; c < 3 * count; c++) {
    if (neighbours[c] < 0) continue;
    const own = facetOfTriangle[Math.floor(c / 3)];
    const other = facetOfTriangle[neighbours[c]];
    if (own === other) continue;
    const a = mesh.triangles[c];
    const b = mesh.triangles[c % 3 === 2 ? c - 2 : c + 1];
    lengths[own].set(other, (lengths[own].get(other) ?? 0) + vertexDistance(mesh.positions, a, b));
  }
  return lengths.map((map, own) =>
    Array.from(map, ([facet, edge]) => ({
      facet,
      length: edge,
      angle: angleBetween(facets[own].normal, facets[facet].normal),
    })),
  );
}

const vertexDistance = (p: Float64Array, a: number, b: number): number =>
  Math.hypot(p[3 * a] - p[3 * b], p[3 * a + 1] - p[3 * b + 1], p[3 * a + 2] - p[3 * b + 2]);

/** Angle between two unit vectors, 0 to pi, accurate for small ones. */
export const angleBetween = (a: Vec3, b: Vec3): number => Math.atan2(length(cross(a, b)), dot(a, b));

/** Flat coordinates of some vertices. */
export function gatherPoints(positions: Float64Array, vertices: readonly number[]): Float64Array {
  const points = new Float64Array(3 * vertices.length);
  for (let i = 0; i < vertices.length; i++) {
    points[3 * i] = positions[3 * vertices[i]];
    points[3 * i + 1] = positions[3 * vertices[i] + 1];
    points[3 * i + 2] = positions[3 * vertices[i] + 2];
  }
  return points;
}
