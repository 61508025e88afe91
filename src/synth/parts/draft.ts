import type { Frame } from '../../geometry/frame.ts';
import type { Random } from '../../geometry/random.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import { type Affine, variable } from '../../program/affine.ts';
import { type Lifted, liftPlain, lowerFeatures } from '../../program/lifted.ts';
import type { Operation, Sweep, SweptProgram } from '../../program/types.ts';
import type { Area } from './outlines.ts';
import { affine, type Size } from './sizes.ts';

/** A kind of part, such as flanges: what a person would design of it, in millimetres, with named parameters. */
export type Family = { readonly name: string; readonly draw: (random: Random) => SweptProgram };

/** Where something is drawn. */
export type Plane = Lifted<Frame>;

const plane = (xAxis: Vec3, normal: Vec3, origin: readonly [Size, Size, Size]): Plane => ({
  origin: [affine(origin[0]), affine(origin[1]), affine(origin[2])],
  xAxis: liftPlain(xAxis),
  normal: liftPlain(normal),
});

/** Seen from above: x to the right, y up, extruded upwards from the height `z`. */
export const topPlane = (z: Size = 0): Plane => plane([1, 0, 0], [0, 0, 1], [0, 0, z]);
/** Seen from the front: x to the right, z up, extruded towards the viewer, against y. */
export const frontPlane = (y: Size = 0): Plane => plane([1, 0, 0], [0, -1, 0], [0, y, 0]);
/** Seen from the right: y to the right, z up, extruded along x. */
export const sidePlane = (x: Size = 0): Plane => plane([0, 1, 0], [1, 0, 0], [x, 0, 0]);

/** The two ends of an extrusion: signed distances from its plane. */
export type Span = readonly [from: Size, to: Size];

/** A part while it is drawn: its named sizes, and features whose numbers follow them. */
export type Draft = {
  /** Names a length in mm, to be drawn with. Throws RangeError for a name that has another value already. */
  readonly size: (name: string, value: number) => Affine;
  readonly extrude: (operation: Operation, areas: readonly Area[], span: Span, on?: Plane) => void;
  /** Turns areas of the front plane, at x >= 0, all the way around z. */
  readonly revolve: (operation: Operation, areas: readonly Area[]) => void;
  /** The part, with the sizes that something was drawn with as parameters. */
  readonly program: () => SweptProgram;
};

export function startDraft(): Draft {
  const values = new Map<string, number>();
  const features: Lifted<Sweep>[] = [];
  return {
    size: (name, value) => {
      if ((values.get(name) ?? value) !== value) throw new RangeError(`${name} has another value already.`);
      values.set(name, value);
      return variable(name, value);
    },
    extrude: (operation, profiles, [from, to], on = topPlane()) => {
      const sketch = { frame: on, profiles };
      features.push({ kind: 'extrude', operation, sketch, from: affine(from), to: affine(to) });
    },
    revolve: (operation, profiles) => {
      features.push({
        kind: 'revolve',
        operation,
        sketch: { frame: frontPlane(), profiles },
        axis: liftPlain({ point: [0, 0] as const, direction: [0, 1] as const }),
        from: affine(0),
        to: affine(2 * Math.PI),
      });
    },
    program: () => ({ unit: 'mm', ...lowerFeatures(features, values) }),
  };
}
