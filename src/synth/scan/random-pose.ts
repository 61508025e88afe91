import { type Frame, yAxisOf } from '../../geometry/frame.ts';
import type { Mesh } from '../../geometry/mesh.ts';
import type { Random } from '../../geometry/random.ts';
import { randomOrientation } from '../../geometry/random-orientation.ts';

/** How a part lies: turned about the origin to a frame's axes, and larger by a factor. */
export type Pose = { readonly frame: Frame; readonly scale: number };

/** Sizes that one part is scanned at differ by up to this factor from its own. */
const MAX_SCALE = 10;

/** Any orientation, each as likely, and a scale from a tenth to ten times, each power of ten as likely. */
export const randomPose = (random: Random): Pose => ({
  frame: randomOrientation(random),
  scale: MAX_SCALE ** random.uniform(-1, 1),
});

/** A mesh, and whatever else it carries, in a pose. */
export function posed<M extends Mesh>(mesh: M, { frame, scale }: Pose): M {
  const { xAxis, normal } = frame;
  const yAxis = yAxisOf(frame);
  const positions = new Float64Array(mesh.positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const x = scale * mesh.positions[i];
    const y = scale * mesh.positions[i + 1];
    const z = scale * mesh.positions[i + 2];
    for (let k = 0; k < 3; k++) positions[i + k] = x * xAxis[k] + y * yAxis[k] + z * normal[k];
  }
  return { ...mesh, positions };
}
