import { toLocal, yAxisOf } from '../geometry/frame.ts';
import { regionContains } from '../program/region.ts';
import type { Region, SlicedAxis } from '../propose/regions.ts';
import { type Bitset, bitset, setBit } from './bitset.ts';
import type { Candidate } from './candidate.ts';
import type { Samples } from './samples.ts';
import { slabContents } from './slab-contents.ts';

/** All prisms over the axis's regions that hold only solid (adds), only void (cuts), or a mixture that cuts may clean. */
export function prismCandidates(axis: SlicedAxis, axisIndex: number, samples: Samples): Candidate[] {
  const local = localCoordinates(axis, samples);
  const count = samples.inside.length;
  const slabOf = new Int32Array(count);
  for (let i = 0; i < count; i++) slabOf[i] = slabAt(axis.levels, local[3 * i + 2]);
  const columnOf = columnFinder(local);
  const insideCount = samples.inside.reduce((sum, x) => sum + x, 0);
  const candidates: Candidate[] = [];
  for (const [index, region] of axis.regions.entries()) {
    const column = columnOf(region);
    const contents = slabContents(axis, region, column, slabOf, samples.inside);
    const push = (role: Candidate['role'], first: number, last: number) => {
      const members = bitset(count);
      if (role === 'keep') {
        members.fill(0xffffffff);
        clearTail(members, count);
        for (const i of column) members[i >>> 5] &= ~(1 << (i & 31));
      } else {
        for (const i of column) if (slabOf[i] >= first && slabOf[i] <= last) setBit(members, i);
      }
      const from = axis.levels[first];
      const to = axis.levels[last + 1];
      const drawing = 0.01 * region.edgeCount + (region.pure ? 0 : 0.5);
      const group = `${axisIndex}:${first}:${last}:${role}`;
      const cost = 1 + drawing;
      const { frame } = axis;
      candidates.push({
        role,
        sweep: 'extrude',
        frame,
        region,
        from,
        to,
        members,
        cost,
        shareCost: cost - 0.9,
        group,
        key: `${group}#${index}`,
      });
    };
    for (const [first, last] of runsOf(contents, (content) => content === 'solid')) push('add', first, last);
    for (const [first, last] of runsOf(contents, (content) => content === 'void')) push('cut', first, last);
    for (const [first, last] of runsOf(contents, (content) => content !== 'void')) {
      if (
        region.seeds.some((slab) => slab >= first && slab <= last) &&
        contents.slice(first, last + 1).includes('mixed')
      )
        push('add', first, last);
    }
    if (column.reduce((held, i) => held + samples.inside[i], 0) === insideCount)
      push('keep', 0, axis.sections.length - 1);
  }
  return candidates;
}

/** Maximal runs [first, last] of entries that pass. */
function* runsOf<T>(entries: readonly T[], pass: (entry: T) => boolean): Generator<[number, number]> {
  for (let i = 0; i < entries.length; i++) {
    if (!pass(entries[i])) continue;
    const first = i;
    while (i + 1 < entries.length && pass(entries[i + 1])) i++;
    yield [first, i];
  }
}

/** Finds the samples whose projections a region contains; sorted by u once, so that it looks at its own stripe only. */
function columnFinder(local: Float64Array): (region: Region) => number[] {
  const order = Uint32Array.from({ length: local.length / 3 }, (_, i) => i).sort(
    (a, b) => local[3 * a] - local[3 * b],
  );
  const us = Float64Array.from(order, (i) => local[3 * i]);
  const vs = Float64Array.from(order, (i) => local[3 * i + 1]);
  return ({ flat }) => {
    const column: number[] = [];
    for (let k = lowerBound(us, flat.minU); k < us.length && us[k] <= flat.maxU; k++) {
      if (vs[k] < flat.minV || vs[k] > flat.maxV) continue;
      if (regionContains(flat, us[k], vs[k])) column.push(order[k]);
    }
    return column;
  };
}

/** Index of the first of the ascending values that is at least x. */
function lowerBound(values: Float64Array, x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function localCoordinates(axis: SlicedAxis, { positions }: Samples): Float64Array {
  const { frame } = axis;
  const local = new Float64Array(positions.length);
  const origin = toLocal(frame, [0, 0, 0]);
  const axes = [frame.xAxis, yAxisOf(frame), frame.normal];
  for (let i = 0; i < positions.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      local[i + k] =
        positions[i] * axes[k][0] + positions[i + 1] * axes[k][1] + positions[i + 2] * axes[k][2] + origin[k];
    }
  }
  return local;
}

/** Index of the slab that holds height w, -1 below all and levels.length - 1 above. */
function slabAt(levels: readonly number[], w: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] <= w) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function clearTail(set: Bitset, count: number): void {
  if (count % 32 !== 0) set[set.length - 1] &= (1 << (count % 32)) - 1;
}
