import type { Frame } from '../../geometry/frame.ts';
import { distance, type Vec3 } from '../../geometry/vector.ts';

/** CadQuery's named planes (`Plane.named`). Several names for one plane: the first is the one written. */
const NAMED_PLANES: Readonly<Record<string, { readonly xAxis: Vec3; readonly normal: Vec3 }>> = {
  XY: { xAxis: [1, 0, 0], normal: [0, 0, 1] },
  YZ: { xAxis: [0, 1, 0], normal: [1, 0, 0] },
  ZX: { xAxis: [0, 0, 1], normal: [0, 1, 0] },
  XZ: { xAxis: [1, 0, 0], normal: [0, -1, 0] },
  YX: { xAxis: [0, 1, 0], normal: [0, 0, -1] },
  ZY: { xAxis: [0, 0, 1], normal: [-1, 0, 0] },
  front: { xAxis: [1, 0, 0], normal: [0, 0, 1] },
  back: { xAxis: [-1, 0, 0], normal: [0, 0, -1] },
  left: { xAxis: [0, 0, 1], normal: [-1, 0, 0] },
  right: { xAxis: [0, 0, -1], normal: [1, 0, 0] },
  top: { xAxis: [1, 0, 0], normal: [0, 1, 0] },
  bottom: { xAxis: [1, 0, 0], normal: [0, -1, 0] },
};

export const planeNames: readonly string[] = Object.keys(NAMED_PLANES);

/** The axes of CadQuery's plane of this name, or undefined. */
export const namedPlane = (name: string): { readonly xAxis: Vec3; readonly normal: Vec3 } | undefined =>
  Object.hasOwn(NAMED_PLANES, name) ? NAMED_PLANES[name] : undefined;

/** CadQuery's name for a plane with the frame's directions, or undefined. */
export const nameOfPlane = (frame: Frame): string | undefined =>
  planeNames.find((name) => {
    const { xAxis, normal } = NAMED_PLANES[name];
    return distance(xAxis, frame.xAxis) < 1e-12 && distance(normal, frame.normal) < 1e-12;
  });
