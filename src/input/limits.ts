import { CadtraceError } from '../errors.ts';

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 2 ** 31 - 1;

/** Largest mesh that is read; one of this size takes a few gigabytes to weld and repair. */
export const MAX_TRIANGLES = 10_000_000;

const MAX_VERTICES = 3 * MAX_TRIANGLES;

/** Triangulating takes time with the square of a concave polygon's size. */
const MAX_CORNERS = 20_000;

/** Throws `input-too-large` when a mesh of `count` triangles would be more than is read. */
export function checkTriangleCount(count: number, where?: string): void {
  if (count > MAX_TRIANGLES) throw tooLarge(count, MAX_TRIANGLES, 'triangles', where);
}

/** Throws `input-too-large` when a mesh of `count` vertices would be more than is read. */
export function checkVertexCount(count: number, where?: string): void {
  if (count > MAX_VERTICES) throw tooLarge(count, MAX_VERTICES, 'vertices', where);
}

/** Counts the parts of a mesh that is put together from several. */
export type MeshBudget = { take(vertices: number, triangles: number, where: string): void };

/** Starts from nothing; `take` throws `input-too-large` once the sums pass the limits on meshes. */
export function createMeshBudget(): MeshBudget {
  let vertexSum = 0;
  let triangleSum = 0;
  return {
    take(vertices, triangles, where) {
      checkVertexCount((vertexSum += vertices), where);
      checkTriangleCount((triangleSum += triangles), where);
    },
  };
}

/** Throws `input-too-large` for a polygon of `count` corners that would take long to triangulate. */
export function checkCornerCount(count: number, where: () => string): void {
  if (count > MAX_CORNERS)
    throw new CadtraceError(
      'input-too-large',
      `a face has ${count} corners or more; at most ${MAX_CORNERS} are read. Triangulate the mesh before export.`,
      { where: where(), value: count },
    );
}

function tooLarge(count: number, limit: number, what: string, where?: string): CadtraceError {
  return new CadtraceError(
    'input-too-large',
    `the mesh has ${count.toLocaleString('en')} ${what} or more; at most ${limit.toLocaleString('en')} are read. Reduce it with a mesh decimator first.`,
    { where, value: count },
  );
}
