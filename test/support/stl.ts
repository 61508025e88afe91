import type { Mesh } from '../../src/geometry/mesh.ts';

/** The mesh as an ASCII STL. */
export function asciiStl({ positions, triangles }: Mesh, name = 'part'): string {
  const facets: string[] = [];
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [...triangles.subarray(t, t + 3)].map(
      (v) => `vertex ${positions[3 * v]} ${positions[3 * v + 1]} ${positions[3 * v + 2]}`,
    );
    facets.push(`facet normal 0 0 0\nouter loop\n${corners.join('\n')}\nendloop\nendfacet`);
  }
  return `solid ${name}\n${facets.join('\n')}\nendsolid ${name}\n`;
}
