import { type Frame, toLocal, yAxisOf } from '../geometry/frame.ts';
import type { Vec2 } from '../geometry/vector.ts';
import { edgePoint, regionContains } from '../program/region.ts';
import { blurAt } from '../propose/axis-view.ts';
import type { Region, SlicedAxis } from '../propose/regions.ts';
import { type AxialSlices, aroundAxis } from '../propose/revolution.ts';
import { type Bitset, bitset, setBit } from './bitset.ts';
import type { Samples } from './samples.ts';

/**
 * A feature that the program may contain. `add` joins it, `cut` takes it away, `keep` takes away everything outside it
 * (an intersection).
 */
export type Candidate = {
  readonly role: 'add' | 'cut' | 'keep';
  readonly sweep: 'extrude' | 'revolve';
  /** Extrusions run along the normal of `frame`; revolves turn once about its y-axis. */
  readonly frame: Frame;
  readonly region: Region;
  /** Heights of an extrusion. */
  readonly from: number;
  readonly to: number;
  /** The samples that the feature adds or takes away. */
  readonly members: Bitset;
  /** Cost in steps, and cost when a chosen feature shares axis, heights and role: one more profile in its sketch. */
  readonly cost: number;
  readonly shareCost: number;
  /** Equal for candidates that can be one feature. */
  readonly group: string;
  /** Names the candidate across searches. */
  readonly key: string;
};

/** A revolve is one step, but harder to read than an extrusion. */
const REVOLVE_COST = 1.5;

/** A slab seen through a region: does the region hold only solid there, only void, or both? */
type Content = 'solid' | 'void' | 'mixed';

/** All prisms over the axis's regions that hold only solid (adds), only void (cuts), or a mixture that cuts may clean. */
export function prismCandidates(axis: SlicedAxis, axisIndex: number, samples: Samples): Candidate[] {
  const local = localCoordinates(axis, samples);
  const count = samples.inside.length;
  const slabOf = new Int32Array(count);
  for (let i = 0; i < count; i++) slabOf[i] = slabAt(axis.levels, local[3 * i + 2]);
  const columnOf = columnFinder(local);
  const blurs = axis.sections.map((section) => blurAt(axis.view, section.w));
  const insideCount = samples.inside.reduce((sum, x) => sum + x, 0);
  const candidates: Candidate[] = [];
  for (const [index, region] of axis.regions.entries()) {
    const column = columnOf(region);
    const contents = slabContents(axis, region, column, slabOf, samples.inside, blurs);
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
      const { frame } = axis.view;
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

/** Finds the samples whose projections a region contains; sorted by u once, so that it looks at its own stripe only. */
function columnFinder(local: Float64Array): (region: Region) => number[] {
  const order = Uint32Array.from({ length: local.length / 3 }, (_, i) => i).sort(
    (a, b) => local[3 * a] - local[3 * b],
  );
  const us = Float64Array.from(order, (i) => local[3 * i]);
  return ({ flat }) => {
    const column: number[] = [];
    for (let k = lowerBound(us, flat.minU); k < us.length && us[k] <= flat.maxU; k++) {
      const i = order[k];
      if (regionContains(flat, local[3 * i], local[3 * i + 1])) column.push(i);
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
  const { frame } = axis.view;
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

function slabContents(
  axis: SlicedAxis,
  region: Region,
  column: number[],
  slabOf: Int32Array,
  inside: Uint8Array,
  blurs: readonly ((u: number, v: number) => boolean)[],
): Content[] {
  const solid = new Int32Array(axis.sections.length);
  const empty = new Int32Array(axis.sections.length);
  for (const i of column) {
    const slab = slabOf[i];
    if (slab < 0 || slab >= solid.length) continue;
    if (inside[i]) solid[slab]++;
    else empty[slab]++;
  }
  const witnesses = innerWitnesses(region, axis.view.perceived.tolerance);
  axis.sections.forEach((section, slab) => {
    for (const p of witnesses) {
      if (solid[slab] > 0 && empty[slab] > 0) break;
      if (blurs[slab](p[0], p[1])) continue;
      if (regionContains(section.flat, p[0], p[1])) solid[slab]++;
      else empty[slab]++;
    }
  });
  return Array.from(solid, (n, slab) => (n === 0 ? 'void' : empty[slab] === 0 ? 'solid' : 'mixed'));
}

/** Enough to judge a region that samples may miss; one with many edges is large. */
const MAX_WITNESSES = 48;

/** Points just inside each edge of a region, so that even one that no sample hits is judged. */
function innerWitnesses(region: Region, tolerance: number): Vec2[] {
  const { flat } = region;
  const size = Math.hypot(flat.maxU - flat.minU, flat.maxV - flat.minV);
  const points: Vec2[] = [];
  for (const { outer, holes } of region.profiles) {
    for (const loop of [outer, ...holes]) {
      if (loop.kind === 'circle') {
        const sign = loop === outer ? -1 : 1;
        const r = loop.radius + sign * Math.max(20 * tolerance, Math.min(1e-2 * loop.radius, 1e-3 * size));
        for (let k = 0; k < 4; k++)
          points.push([
            loop.center[0] + r * Math.cos(k * 1.6 + 0.1),
            loop.center[1] + r * Math.sin(k * 1.6 + 0.1),
          ]);
        continue;
      }
      let from = loop.start;
      for (const edge of loop.edges) {
        const a = edgePoint(from, edge, 0.5);
        const b = edgePoint(from, edge, 0.501);
        const step = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
        const reach = Math.max(20 * tolerance, Math.min(10 * step, 1e-3 * size));
        for (const sign of [reach, -reach]) {
          const p: Vec2 = [a[0] - (sign * (b[1] - a[1])) / step, a[1] + (sign * (b[0] - a[0])) / step];
          if (regionContains(flat, p[0], p[1])) points.push(p);
        }
        from = edge.to;
      }
    }
  }
  const inner = points.filter((p) => regionContains(flat, p[0], p[1]));
  const stride = Math.ceil(inner.length / MAX_WITNESSES);
  return inner.filter((_, k) => k % stride === 0);
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

function clearTail(set: Bitset, count: number): void {
  if (count % 32 !== 0) set[set.length - 1] &= (1 << (count % 32)) - 1;
}
