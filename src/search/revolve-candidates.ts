import { regionContains } from '../program/region.ts';
import { type AxialSlices, aroundAxis } from '../propose/revolution.ts';
import { bitset, setBit } from './bitset.ts';
import type { Candidate } from './candidate.ts';
import type { Samples } from './samples.ts';

/** A revolve is one step, but harder to read than an extrusion. */
const REVOLVE_COST = 1.5;

/** Full revolves over the regions of axial cuts: adds that hold (mostly) solid, cuts that hold only void. */
export function revolveCandidates(slices: AxialSlices, axisIndex: number, samples: Samples): Candidate[] {
  const { positions, inside, weights } = samples;
  const count = inside.length;
  const around = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [r, h] = aroundAxis(slices, [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]);
    around[2 * i] = r;
    around[2 * i + 1] = h;
  }
  const candidates: Candidate[] = [];
  slices.regions.forEach((region, index) => {
    const members = bitset(count);
    let solid = 0;
    let empty = 0;
    for (let i = 0; i < count; i++) {
      if (!regionContains(region.flat, around[2 * i], around[2 * i + 1])) continue;
      setBit(members, i);
      if (inside[i]) solid += weights[i];
      else empty += weights[i];
    }
    const role = empty > 0 && solid <= 1e-9 * empty ? 'cut' : 'add';
    if (solid + empty === 0 || (role === 'add' && empty > solid)) return;
    const drawing = 0.01 * region.edgeCount + (region.pure ? 0 : 0.5);
    candidates.push({
      role,
      sweep: 'revolve',
      frame: slices.frame,
      region,
      from: 0,
      to: 2 * Math.PI,
      members,
      cost: REVOLVE_COST + drawing,
      shareCost: 0.1 + drawing,
      group: `revolve:${axisIndex}:${role === 'add' ? 'add' : index}`,
      key: `revolve:${axisIndex}:${role}#${index}`,
    });
  });
  return candidates;
}
