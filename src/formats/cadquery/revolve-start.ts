import { planeToWorld, yAxisOf } from '../../geometry/frame.ts';
import { rotateFrame } from '../../geometry/rotation.ts';
import { addScaled, normalize, scale } from '../../geometry/vector.ts';
import type { Sweep } from '../../program/types.ts';

/** The same feature, with the sketch of a revolve turned to where it starts: CadQuery's revolves start in their plane. */
export function startedInPlane(feature: Sweep): Sweep {
  if (feature.kind === 'extrude' || feature.from === 0) return feature;
  const { sketch, axis, from, to } = feature;
  const [x, y] = axis.direction;
  const direction = normalize(addScaled(scale(sketch.frame.xAxis, x), yAxisOf(sketch.frame), y));
  const frame = rotateFrame(sketch.frame, planeToWorld(sketch.frame, axis.point), direction, from);
  return { ...feature, sketch: { ...sketch, frame }, from: 0, to: to - from };
}
