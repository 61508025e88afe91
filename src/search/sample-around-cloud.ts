import { type Frame, toWorld } from '../geometry/frame.ts';
import type { Vec2 } from '../geometry/vector.ts';
import type { CloudEvidence } from '../propose/cloud-slices/cloud-view.ts';
import type { AxialSlices } from '../propose/revolution.ts';
import { edgeWitnesses } from './edge-witnesses.ts';
import type { Samples } from './samples.ts';

/** Angles about an axis of revolution at which a revolve is compared with the cloud. */
const ANGLES = 9;
/** Votes weaker than this are not used. */
const UNSURE = 0.2;

/** Samples all around an axis of revolution, to both sides of every edge of its axial cuts, where rays agree on them. */
export function sampleAroundCloud(slices: AxialSlices, { sidedness, precision }: CloudEvidence): Samples {
  const positions: number[] = [];
  const inside: number[] = [];
  const weights: number[] = [];
  const profiles = slices.cuts.flatMap(({ section }) => section.profiles);
  const { flat } = slices.cuts[0].section;
  const diagonal = Math.hypot(flat.maxU, flat.maxV - flat.minV);
  const witnesses = edgeWitnesses([profiles], diagonal, precision);
  const put = (frame: Frame, [u, v]: Vec2, area: number) => {
    const point = toWorld(frame, [u, v, 0]);
    const vote = sidedness(point);
    if (Math.abs(vote) < UNSURE) return;
    positions.push(...point);
    inside.push(vote > 0 ? 1 : 0);
    weights.push((area * 2 * Math.PI * u) / ANGLES);
  };
  for (let k = 0; k < ANGLES; k++) {
    const frame = slices.frameAt(((k + 0.5) * 2 * Math.PI) / ANGLES);
    for (const { point, area } of witnesses) if (point[0] > 0) put(frame, point, area);
  }
  return {
    positions: Float64Array.from(positions),
    inside: Uint8Array.from(inside),
    weights: Float64Array.from(weights),
  };
}
