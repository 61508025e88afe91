import type { Vec2 } from '../../geometry/vector.ts';

/** A closed polyline. */
export type Contour = readonly Vec2[];

/**
 * Closed polylines along which a field on a square grid is zero, positive values on their left: marching squares, with
 * crossings placed linearly along the grid's edges. The field must be negative along its border; `corner` is where its
 * first node lies, `step` the distance between nodes.
 */
export function contoursOf(field: Float64Array, columns: number, corner: Vec2, step: number): Contour[] {
  const rows = field.length / columns;
  // Crossed grid edges: 2 n for the edge from node n to the right, 2 n + 1 for the one upwards.
  const next = new Map<number, number>();
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const n = row * columns + column;
      const nodes = [n, n + 1, n + 1 + columns, n + columns];
      const edges = [2 * n, 2 * (n + 1) + 1, 2 * (n + columns), 2 * n + 1];
      // Around the square, a contour comes in where the field falls and leaves where it rose last before: so the corners
      // of a saddle that are positive stay apart.
      const changes = nodes.map((node, k) => Number(field[nodes[(k + 1) % 4]] > 0) - Number(field[node] > 0));
      for (let k = 0; k < 4; k++) {
        if (changes[k] >= 0) continue;
        const before = [3, 2, 1].map((back) => (k + back) % 4).find((other) => changes[other] > 0);
        if (before !== undefined) next.set(edges[k], edges[before]);
      }
    }
  }
  const place = (edge: number): Vec2 => {
    const n = edge >> 1;
    const m = edge % 2 === 0 ? n + 1 : n + columns;
    const t = field[n] / (field[n] - field[m]);
    const [column, row] = [n % columns, Math.floor(n / columns)];
    return edge % 2 === 0
      ? [corner[0] + (column + t) * step, corner[1] + row * step]
      : [corner[0] + column * step, corner[1] + (row + t) * step];
  };
  const contours: Vec2[][] = [];
  while (next.size > 0) {
    const [first] = next.keys();
    const contour: Vec2[] = [];
    for (let edge: number | undefined = first; edge !== undefined && next.has(edge); ) {
      const following: number | undefined = next.get(edge);
      next.delete(edge);
      contour.push(place(edge));
      edge = following;
    }
    if (contour.length >= 4) contours.push(contour);
  }
  return contours;
}
