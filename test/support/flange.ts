import type { Frame } from '../../src/geometry/frame.ts';
import type { Blend, EdgeSelector } from '../../src/program/types.ts';
import { circleAt, extrude, rectangleAt } from './programs.ts';

/** A plate with a boss and a hole through both, features 0 to 2 of a program, and edges of it. */
export const plate = extrude('new', [rectangleAt(0, 0, 40, 30)], 0, 6);
export const boss = extrude('join', [circleAt(20, 15, 8)], 6, 16);
export const hole = extrude('cut', [circleAt(20, 15, 4)], 0, 16);
export const rim: EdgeSelector = { between: ['/0/to', '/0/sketch'] };
export const corners: EdgeSelector = { between: ['/0/sketch', '/0/sketch'] };
export const foot: EdgeSelector = { between: ['/0/to', '/1/sketch'] };
export const mouth: EdgeSelector = { between: ['/1/to', '/2/sketch'] };

export const fillet = (radius: number, ...edges: EdgeSelector[]): Blend => ({
  kind: 'fillet',
  edges,
  radius,
});
export const chamfer = (distance: number, ...edges: EdgeSelector[]): Blend => ({
  kind: 'chamfer',
  edges,
  distance,
});

/** A place in which nothing is aligned with the world. */
export const ASLANT: Frame = { origin: [5, -3, 2], xAxis: [0.6, 0, 0.8], normal: [-0.8, 0, 0.6] };
