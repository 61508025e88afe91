import { yAxisOf } from '../../geometry/frame.ts';
import { distance, type Vec3 } from '../../geometry/vector.ts';
import { type Affine, constant, plus, sameAffine, times } from '../../program/affine.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import type { Sketch } from '../../program/types.ts';
import { affineText, type Numerals, numberText, pointText } from '../code/expressions.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { callLines } from '../code/python-text.ts';

/** build123d's named planes. Several names for one plane: the first is the one written. */
const NAMED_PLANES: Readonly<Record<string, { readonly xAxis: Vec3; readonly normal: Vec3 }>> = {
  XY: { xAxis: [1, 0, 0], normal: [0, 0, 1] },
  YZ: { xAxis: [0, 1, 0], normal: [1, 0, 0] },
  ZX: { xAxis: [0, 0, 1], normal: [0, 1, 0] },
  XZ: { xAxis: [1, 0, 0], normal: [0, -1, 0] },
  YX: { xAxis: [0, 1, 0], normal: [0, 0, -1] },
  ZY: { xAxis: [0, 0, 1], normal: [-1, 0, 0] },
  back: { xAxis: [-1, 0, 0], normal: [0, 1, 0] },
  left: { xAxis: [0, -1, 0], normal: [-1, 0, 0] },
  bottom: { xAxis: [1, 0, 0], normal: [0, 0, -1] },
};

/** How code says where a sketch is drawn. */
export type PlaneText = {
  /** Lines that give a plane without a name one. */
  readonly lines: readonly string[];
  readonly plane: string;
  /** From the plane's origin to the sketch's, in the plane. */
  readonly shift: Point;
};

/** The plane that lies `offset` above the sketch's along its normal; `variable` is for one that needs a name. */
export function planeText(
  { frame }: Lifted<Sketch>,
  offset: Affine,
  variable: string,
  numerals: Numerals,
): PlaneText {
  const plain = plainValue<Sketch['frame']>(frame);
  const { xAxis, normal } = plain;
  const zero = constant(0);
  const raised = (plane: string, height: Affine) =>
    sameAffine(height, zero, numerals.tolerance) ? plane : `${plane}.offset(${affineText(height, numerals)})`;
  const name = Object.keys(NAMED_PLANES).find(
    (key) =>
      distance(NAMED_PLANES[key].xAxis, xAxis) < 1e-12 && distance(NAMED_PLANES[key].normal, normal) < 1e-12,
  );
  if (name) {
    const along = (direction: Vec3) => frame.origin.map((x, k) => times(x, direction[k])).reduce(plus, zero);
    const shift: Point = [along(xAxis), along(yAxisOf(plain))];
    return { lines: [], plane: raised(`Plane.${name}`, plus(along(normal), offset)), shift };
  }
  const vector = (v: Vec3) => pointText(...v.map((x) => numberText(x, 1e-12)));
  const rows = [
    `origin=${pointText(...frame.origin.map((x) => affineText(x, numerals)))}`,
    `x_dir=${vector(xAxis)}`,
    `z_dir=${vector(normal)}`,
  ];
  return {
    lines: callLines(`${variable} = Plane`, rows),
    plane: raised(variable, offset),
    shift: [zero, zero],
  };
}
