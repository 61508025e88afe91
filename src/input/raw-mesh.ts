import { CadtraceError } from '../errors.ts';
import type { LengthUnit } from '../program/types.ts';
import { counted } from './counted.ts';
import { checkTriangleCount, checkVertexCount } from './limits.ts';
import { triangulatePolygon } from './polygon.ts';

/** A mesh as its file has it: finite coordinates and indices in range, but nothing welded or repaired. */
export type RawMesh = {
  /** x, y, z of each vertex. */
  readonly positions: Float64Array;
  /** Three vertex indices a triangle. */
  readonly triangles: Uint32Array;
  /** The unit that the file states, if its format has one. */
  readonly unit?: LengthUnit;
  readonly warnings: readonly string[];
};

/** A mesh that grows while a file of unknown length is read. */
export type MeshBuilder = {
  addVertex(x: number, y: number, z: number, where: () => string): void;
  /** Adds a polygon with the first `corners` vertex indices of `polygon`, triangulated. Fewer than three corners add nothing. */
  addPolygon(polygon: ArrayLike<number>, corners: number, where: () => string): void;
  vertexCount(): number;
  finish(warnings?: readonly string[]): RawMesh;
};

/**
 * Starts an empty mesh. Its methods throw `input-unreadable` on a coordinate that is not finite or a vertex index
 * out of range, and `input-too-large` past the limits on meshes; `where` names the place in the file.
 */
export function createMeshBuilder(): MeshBuilder {
  let positions = new Float64Array(3 * 64);
  let triangles = new Uint32Array(3 * 64);
  let coordinates = 0;
  let corners = 0;
  let droppedPolygons = 0;

  const addTriangle = (a: number, b: number, c: number): void => {
    triangles[corners++] = a;
    triangles[corners++] = b;
    triangles[corners++] = c;
  };

  return {
    addVertex(x, y, z, where) {
      checkFinite(x, y, z, where);
      if (coordinates + 3 > positions.length) {
        checkVertexCount(coordinates / 3 + 1, where());
        positions = grown(positions, new Float64Array(2 * positions.length));
      }
      positions[coordinates++] = x;
      positions[coordinates++] = y;
      positions[coordinates++] = z;
    },
    addPolygon(polygon, count, where) {
      const vertices = coordinates / 3;
      for (let i = 0; i < count; i++) checkIndex(polygon[i], vertices, where);
      if (count < 3) {
        droppedPolygons++;
        return;
      }
      const needed = corners + 3 * (count - 2);
      if (needed > triangles.length) {
        checkTriangleCount(needed / 3, where());
        triangles = grown(triangles, new Uint32Array(Math.max(needed, 2 * triangles.length)));
      }
      if (count === 3) addTriangle(polygon[0], polygon[1], polygon[2]);
      else triangulatePolygon(positions, polygon, count, addTriangle);
    },
    vertexCount: () => coordinates / 3,
    finish(warnings = []) {
      const dropped = `dropped ${counted(droppedPolygons, 'face', 'with fewer than three corners')}`;
      return {
        positions: positions.slice(0, coordinates),
        triangles: triangles.slice(0, corners),
        warnings: droppedPolygons > 0 ? [...warnings, dropped] : warnings,
      };
    },
  };
}

/** Throws `input-unreadable` unless all three coordinates are finite numbers. */
export function checkFinite(x: number, y: number, z: number, where: () => string): void {
  if (Number.isFinite(x + y + z)) return;
  if (Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z)) return;
  throw new CadtraceError(
    'input-unreadable',
    `the vertex (${x}, ${y}, ${z}) has a coordinate that is not a finite number. The file is damaged or was exported wrongly; export it again.`,
    { where: where(), value: [x, y, z] },
  );
}

/** Throws `input-unreadable` unless `index` is one of `count` vertices, counted from 0. */
export function checkIndex(index: number, count: number, where: () => string): void {
  if (Number.isInteger(index) && index >= 0 && index < count) return;
  throw new CadtraceError(
    'input-unreadable',
    `a face refers to vertex ${index} (counted from 0), but there are ${count} vertices. The file is damaged or incomplete; export it again.`,
    { where: where(), value: index },
  );
}

function grown<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
