import { addPoints } from '../../formats/cadquery/lifted-loops.ts';
import type { Point } from '../../formats/code/lifted-shapes.ts';
import { roundCosine } from '../../program/numbers.ts';
import { point, type Size, scaled } from './sizes.ts';

/** `columns` x `rows` points about the origin of the sketch, row by row. */
export const boltGrid = (columns: number, rows: number, spacingX: Size, spacingY: Size): Point[] =>
  Array.from({ length: columns * rows }, (_, i) =>
    point(
      scaled(spacingX, (i % columns) - (columns - 1) / 2),
      scaled(spacingY, Math.floor(i / columns) - (rows - 1) / 2),
    ),
  );

/** Four points at the corners of a rectangle about the origin. */
export const boltPattern = (spacingX: Size, spacingY: Size): Point[] => boltGrid(2, 2, spacingX, spacingY);

/** Points evenly around a circle about the origin, the first at `startAngle` (radians). */
export const boltCircle = (diameter: Size, count: number, startAngle = 0): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = startAngle + (2 * Math.PI * i) / count;
    return point(
      scaled(diameter, roundCosine(Math.cos(angle)) / 2),
      scaled(diameter, roundCosine(Math.sin(angle)) / 2),
    );
  });

/** The points moved. */
export const shifted = (points: readonly Point[], u: Size, v: Size): Point[] =>
  points.map(([x, y]) => addPoints([x, y], point(u, v)));
