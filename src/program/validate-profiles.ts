import { CadtraceError } from '../errors.ts';
import { greatestMagnitude } from './numbers.ts';
import { chainsMeeting } from './piece-sweep.ts';
import { piecesOf } from './plane-piece.ts';
import { type ProgramProblem, problem } from './problem.ts';
import { compileRegion, loopBounds, regionContains } from './region.ts';
import { combineRegions } from './region-boolean.ts';
import type { Loop, Profile } from './types.ts';
import { checkLoop } from './validate-loop.ts';

/** Lengths below this share of a sketch's greatest coordinate are nothing. */
const TOLERANCE = 1e-9;

/** Whatever keeps the profiles of one sketch from being regions that do not overlap. */
export function checkProfiles(profiles: readonly Profile[], at: string): ProgramProblem[] {
  if (profiles.length === 0) return [problem(at, 'a sketch needs at least one profile')];
  const tolerance = TOLERANCE * greatestMagnitude(profiles);
  const problems = profiles.flatMap((profile, index) => checkProfile(profile, `${at}/${index}`, tolerance));
  return problems.length > 0 ? problems : checkOverlaps(profiles, at, tolerance);
}

function checkProfile({ outer, holes }: Profile, at: string, tolerance: number): ProgramProblem[] {
  const problems = [
    ...checkLoop(outer, `${at}/outer`, tolerance),
    ...holes.flatMap((hole, index) => checkLoop(hole, `${at}/holes/${index}`, tolerance)),
  ];
  if (problems.length > 0) return problems;
  for (const [index, hole] of holes.entries()) {
    const place = `${at}/holes/${index}`;
    const relation = relationOf(hole, outer, tolerance);
    if (relation !== 'inside') {
      const how =
        relation === 'meeting' ? 'touches or crosses the outline of its profile' : 'lies outside its profile';
      problems.push(problem(place, `the hole ${how}`));
    }
    for (let other = 0; other < index; other++) {
      if (apart(hole, holes[other], tolerance)) continue;
      const between = relationOf(hole, holes[other], tolerance);
      const inverse = between === 'outside' ? relationOf(holes[other], hole, tolerance) : between;
      if (inverse !== 'outside') problems.push(problem(place, `the hole touches or overlaps hole ${other}`));
    }
  }
  return problems;
}

/** How `loop` lies to `other`. */
function relationOf(loop: Loop, other: Loop, tolerance: number): 'inside' | 'outside' | 'meeting' {
  const pieces = piecesOf(loop);
  if (chainsMeeting(pieces, piecesOf(other), tolerance)) return 'meeting';
  return regionContains(compileRegion([other]), ...pieces[0].from) ? 'inside' : 'outside';
}

/** Whether the boxes of two loops are apart. */
function apart(a: Loop, b: Loop, tolerance: number): boolean {
  const [p, q] = [loopBounds(a), loopBounds(b)];
  return (
    p.minU > q.maxU + tolerance ||
    q.minU > p.maxU + tolerance ||
    p.minV > q.maxV + tolerance ||
    q.minV > p.maxV + tolerance
  );
}

/** Profiles may share boundary, and one may lie in the hole of another, but no two may share area. */
function checkOverlaps(profiles: readonly Profile[], at: string, tolerance: number): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  for (const [index, profile] of profiles.entries()) {
    for (let other = 0; other < index; other++) {
      if (apart(profile.outer, profiles[other].outer, tolerance)) continue;
      if (overlap(profile, profiles[other], tolerance)) {
        problems.push(problem(`${at}/${index}`, `the profile overlaps profile ${other} of the same sketch`));
      }
    }
  }
  return problems;
}

function overlap(a: Profile, b: Profile, tolerance: number): boolean {
  const [loopsA, loopsB] = [a, b].map(({ outer, holes }) => [outer, ...holes]);
  if (!chainsMeeting(loopsA.flatMap(piecesOf), loopsB.flatMap(piecesOf), tolerance)) {
    return startsInside(a, loopsB) || startsInside(b, loopsA);
  }
  try {
    return combineRegions('intersection', [a], [b]).length > 0;
  } catch (error) {
    // Outlines that touch without a common area can leave ends that do not join.
    if (error instanceof CadtraceError && error.code === 'input-degenerate') return false;
    throw error;
  }
}

/** Whether the outline of `profile`, which meets none of `loops`, lies in the region that these bound. */
const startsInside = ({ outer }: Profile, loops: readonly Loop[]): boolean =>
  regionContains(compileRegion(loops), ...piecesOf(outer)[0].from);
