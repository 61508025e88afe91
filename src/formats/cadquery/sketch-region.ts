import { type Lifted, liftPlain, plainValue } from '../../program/lifted.ts';
import {
  compileRegion,
  edgePoint,
  edgesOf,
  loopArea,
  loopBounds,
  type PlaneBounds,
  regionContains,
} from '../../program/region.ts';
import { combineRegions, type LoopRelation, loopRelation } from '../../program/region-boolean.ts';
import type { Loop, Profile } from '../../program/types.ts';
import { type Location, placedProfile } from './lifted-loops.ts';
import type { Region } from './values.ts';

export type FaceMode = 'a' | 's' | 'i' | 'r';

/** Told before work is done how many steps of some tens of nanoseconds it takes; may throw to refuse it. */
export type Work = (steps: number) => void;

/**
 * A sketch's region after a face was added to it, subtracted from it, intersected with it or put in its place.
 * As long as outlines do not cross, numbers keep their parameters; outlines that do are cut exactly and become plain.
 */
export function combineFaces(region: Region, face: Region, mode: FaceMode, work: Work): Region {
  if (mode === 'r') return face;
  if (mode === 'i') return combined('intersection', region, face, work);
  return mode === 'a'
    ? face.reduce((sum, profile) => added(sum, profile, work), region)
    : face.reduce((rest, profile) => subtracted(rest, profile, work), region);
}

/** How many outlines bound the region. */
export const outlineCount = (region: Region): number =>
  region.reduce((count, { holes }) => count + 1 + holes.length, 0);

/** The region moved to a location. */
export function placedRegion(region: Region, location: Location, work: Work): Region {
  work(20 * edgeCount(region));
  return region.map((profile) => placedProfile(profile, location));
}

/** Closed loops that do not cross, as a face: a loop inside an odd number of others is a hole of the smallest of them. */
export function nestedRegion(loops: readonly Lifted<Loop>[], work: Work): Region {
  work(loops.length ** 2);
  const plain = loops.map((loop) => plainValue<Loop>(loop));
  const boxes = plain.map(loopBounds);
  const insides = plain.map((loop) => compileRegion([loop]));
  const areas = plain.map((loop) => Math.abs(loopArea(loop)));
  const around = plain.map((loop, i) => {
    const point = pointOn(loop);
    let count = 0;
    let smallest: number | undefined;
    for (let j = 0; j < plain.length; j++) {
      if (i === j || !within(boxes[i], boxes[j]) || !regionContains(insides[j], ...point)) continue;
      count++;
      if (smallest === undefined || areas[j] < areas[smallest]) smallest = j;
    }
    return { count, smallest };
  });
  const holes = loops.map((): Lifted<Loop>[] => []);
  around.forEach(({ count, smallest }, i) => {
    if (count % 2 === 1 && smallest !== undefined) holes[smallest].push(loops[i]);
  });
  return loops.flatMap((outer, i) => (around[i].count % 2 === 0 ? [{ outer, holes: holes[i] }] : []));
}

/** A point of the loop that is no corner. */
function pointOn(loop: Loop) {
  if (loop.kind === 'circle') return [loop.center[0] + loop.radius, loop.center[1]] as const;
  const [{ from, edge }] = edgesOf(loop);
  return edgePoint(from, edge, 0.37);
}

const within = (a: PlaneBounds, b: PlaneBounds): boolean =>
  a.minU >= b.minU && a.maxU <= b.maxU && a.minV >= b.minV && a.maxV <= b.maxV;

function added(region: Region, profile: Lifted<Profile>, work: Work): Region {
  const merging = region.filter((other) => overlap(profile, other, work));
  if (merging.length === 0) return [...region, profile];
  const merged = merging.reduce<Region>((sum, other) => combined('union', sum, [other], work), [profile]);
  return [...region.filter((other) => !merging.includes(other)), ...merged];
}

function subtracted(region: Region, cutter: Lifted<Profile>, work: Work): Region {
  return region.flatMap((profile): Region => {
    const relation = relationOf(cutter.outer, profile.outer, work);
    if (relation === 'apart') return [profile];
    const holes = profile.holes.map((hole) => relationOf(cutter.outer, hole, work));
    if (holes.includes('first inside')) return [profile];
    if (cutter.holes.length > 0 || relation !== 'first inside' || holes.includes('crossing')) {
      return overlap(cutter, profile, work) ? combined('difference', [profile], [cutter], work) : [profile];
    }
    const kept = profile.holes.filter((_, i) => holes[i] === 'apart');
    return [{ outer: profile.outer, holes: [...kept, cutter.outer] }];
  });
}

/** True where the insides of two profiles share an area. */
function overlap(a: Lifted<Profile>, b: Lifted<Profile>, work: Work): boolean {
  const relation = relationOf(a.outer, b.outer, work);
  if (relation === 'apart') return false;
  const inHole = (inner: Lifted<Profile>, outer: Lifted<Profile>) =>
    outer.holes.some((hole) => relationOf(inner.outer, hole, work) === 'first inside');
  if (relation === 'first inside' && inHole(a, b)) return false;
  if (relation === 'second inside' && inHole(b, a)) return false;
  return combined('intersection', [a], [b], work).length > 0;
}

function combined(operation: Parameters<typeof combineRegions>[0], a: Region, b: Region, work: Work): Region {
  work(100 * (edgeCount(a) + edgeCount(b)) + 4 * edgeCount(a) * edgeCount(b));
  const plain = (region: Region) => region.map((profile) => plainValue<Profile>(profile));
  return liftPlain(combineRegions(operation, plain(a), plain(b)));
}

function relationOf(a: Lifted<Loop>, b: Lifted<Loop>, work: Work): LoopRelation {
  work(1);
  const [first, second] = [knownLoop(a), knownLoop(b)];
  const gap = Math.max(
    first.box.minU - second.box.maxU,
    second.box.minU - first.box.maxU,
    first.box.minV - second.box.maxV,
    second.box.minV - first.box.maxV,
  );
  if (gap > 0) return 'apart';
  work(20 * (loopEdges(a) + loopEdges(b)));
  return loopRelation(first.plain, second.plain);
}

/** How many edges bound the region. */
export const edgeCount = (region: Region): number =>
  region.reduce(
    (sum, { outer, holes }) => sum + [outer, ...holes].reduce((n, loop) => n + loopEdges(loop), 0),
    0,
  );

const loopEdges = (loop: Lifted<Loop>): number => (loop.kind === 'circle' ? 2 : loop.edges.length);

/** What was worked out about a loop; the same loop is compared with many others. */
const known = new WeakMap<Lifted<Loop>, { readonly plain: Loop; readonly box: PlaneBounds }>();

function knownLoop(loop: Lifted<Loop>) {
  const found = known.get(loop);
  if (found) return found;
  const plain = plainValue<Loop>(loop);
  const fresh = { plain, box: loopBounds(plain) };
  known.set(loop, fresh);
  return fresh;
}
