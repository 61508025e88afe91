import type { Point } from '../../formats/code/lifted-shapes.ts';
import { type Affine, constant, minus, plus, times } from '../../program/affine.ts';

/** A length that is fixed, or that follows the named sizes of a part. */
export type Size = Affine | number;

export const affine = (size: Size): Affine => (typeof size === 'number' ? constant(size) : size);
export const sum = (...sizes: readonly Size[]): Affine => sizes.map(affine).reduce(plus);
export const less = (a: Size, b: Size): Affine => minus(affine(a), affine(b));
export const scaled = (size: Size, factor: number): Affine => times(affine(size), factor);
export const half = (size: Size): Affine => scaled(size, 0.5);
export const negative = (size: Size): Affine => scaled(size, -1);

/** A point of a sketch. */
export const point = (u: Size, v: Size): Point => [affine(u), affine(v)];
