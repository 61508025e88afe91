import { distance2 } from '../geometry/vector.ts';
import { selfMeeting } from './piece-sweep.ts';
import { piecesOf } from './plane-piece.ts';
import { type ProgramProblem, problem } from './problem.ts';
import { arcGeometry, edgesOf, loopArea, loopBounds } from './region.ts';
import type { Loop } from './types.ts';

/** Most edges that a loop may have. */
const MAX_EDGES = 20_000;

/** Whatever keeps a loop from bounding a region: no size, not closed, edges without length, crossing itself. */
export function checkLoop(loop: Loop, at: string, tolerance: number): ProgramProblem[] {
  if (loop.kind === 'circle') {
    return loop.radius > tolerance
      ? []
      : [problem(`${at}/radius`, 'the radius must be above zero', loop.radius)];
  }
  const problems = checkEdges(loop, at, tolerance);
  return problems.length > 0 ? problems : checkCrossings(loop, at, tolerance);
}

type Path = Extract<Loop, { kind: 'path' }>;

function checkEdges(loop: Path, at: string, tolerance: number): ProgramProblem[] {
  const { start, edges } = loop;
  if (edges.length < 2 || (edges.length === 2 && edges.every(({ kind }) => kind === 'line'))) {
    return [problem(`${at}/edges`, 'a loop needs three edges, or two of which one is an arc', edges.length)];
  }
  if (edges.length > MAX_EDGES) {
    return [problem(`${at}/edges`, `a loop may have at most ${MAX_EDGES} edges`, edges.length)];
  }
  const problems: ProgramProblem[] = [];
  let index = 0;
  for (const { from, edge } of edgesOf(loop)) {
    const place = `${at}/edges/${index++}`;
    if (distance2(from, edge.to) <= tolerance) {
      problems.push(problem(`${place}/to`, `the ${edge.kind} ends where it starts`, edge.to));
    } else if (edge.kind === 'arc' && arcGeometry(from, edge) === undefined) {
      problems.push(problem(`${place}/through`, 'the three points of the arc lie on one line', edge.through));
    }
  }
  const end = edges[edges.length - 1].to;
  if (distance2(end, start) > tolerance) {
    const gap = distance2(end, start);
    problems.push(problem(at, `the loop is open: its last edge ends ${gap} from its start ${start}`, end));
  }
  return problems;
}

function checkCrossings(loop: Path, at: string, tolerance: number): ProgramProblem[] {
  const meeting = selfMeeting(piecesOf(loop), tolerance);
  if (meeting !== undefined) {
    const { first, second, point } = meeting;
    return [
      problem(`${at}/edges/${second}`, `the loop meets itself: this edge touches edge ${first}`, point),
    ];
  }
  const { minU, maxU, minV, maxV } = loopBounds(loop);
  const area = Math.abs(loopArea(loop));
  if (area > tolerance * Math.max(maxU - minU, maxV - minV)) return [];
  return [problem(at, 'the loop encloses no area', area)];
}
