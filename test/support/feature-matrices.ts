import { fromSevenVariables } from '../../src/formats/sim-gallery/feature-matrix.ts';

/** Rows [t, I, x, y, sweep, r, d] of Image2CADSeq's feature matrices; unused variables are -1. */
export const START = [5, -1, -1, -1, -1, -1, -1];
export const END = [6, -1, -1, -1, -1, -1, -1];
export const sketch = (plane: number): number[] => [0, plane, -1, -1, -1, -1, -1];
export const line = (x: number, y: number): number[] => [1, -1, x, y, -1, -1, -1];
export const arc = (x: number, y: number, sweep: number): number[] => [2, -1, x, y, sweep, -1, -1];
export const circle = (x: number, y: number, radius: number): number[] => [3, -1, x, y, -1, radius, -1];
export const extrude = (depth: number): number[] => [4, -1, -1, -1, -1, -1, depth];

/** The matrix of these operations between a start mark and end marks that fill it up to ten rows. */
export const matrixOf = (...rows: number[][]) =>
  fromSevenVariables([START, ...rows, ...new Array(Math.max(1, 9 - rows.length)).fill(END)]);
