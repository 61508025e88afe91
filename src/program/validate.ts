import { CadtraceError } from '../errors.ts';
import type { Frame } from '../geometry/frame.ts';
import { dot, length } from '../geometry/vector.ts';
import { mapNumbers } from './dimension.ts';
import { type ProgramProblem, problem } from './problem.ts';
import { isSweep } from './sweeps.ts';
import type { Feature, Program, Sweep } from './types.ts';
import { checkAxis } from './validate-axis.ts';
import { checkBlend } from './validate-blend.ts';
import { checkParameters } from './validate-parameters.ts';
import { checkProfiles } from './validate-profiles.ts';

/** Largest departure of directions from unit length and from a right angle. */
const FRAME_TOLERANCE = 1e-6;

/**
 * Everything that keeps the program from being built, in the order of its features: an empty list for a sound program.
 * Lines and arcs are compared exactly, not as polygons, with a tolerance of 1e-9 of each sketch's size.
 */
export function validateProgram(program: Program): ProgramProblem[] {
  const unreal = nonFiniteNumbers(program);
  if (unreal.length > 0) return unreal;
  if (program.features.length === 0) return [problem('/features', 'a program needs at least one feature')];
  return [
    ...program.features.flatMap((feature, index) => checkFeature(feature, index, program.features)),
    ...checkParameters(program),
  ];
}

/** Throws `program-invalid` with the first problem, its place ("feature 2 at to"), and the number of others. */
export function assertValid(program: Program): void {
  const [first, ...others] = validateProgram(program);
  if (first === undefined) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new CadtraceError('program-invalid', first.message + more, {
    where: first.path.replace(/^\/features\/(\d+)\/?/, 'feature $1 at '),
    value: first.value,
  });
}

/** Geometry of numbers that are none cannot be judged: when there are any, they are the only problems reported. */
function nonFiniteNumbers(program: Program): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  mapNumbers(program, (value, path) => {
    if (!Number.isFinite(value)) problems.push(problem(path, 'this must be a finite number', value));
    return value;
  });
  return problems;
}

function checkFeature(feature: Feature, index: number, features: readonly Feature[]): ProgramProblem[] {
  return isSweep(feature) ? checkSweep(feature, index) : checkBlend(feature, index, features);
}

function checkSweep(feature: Sweep, index: number): ProgramProblem[] {
  const at = `/features/${index}`;
  const problems: ProgramProblem[] = [];
  if (index === 0 && feature.operation !== 'new') {
    problems.push(
      problem(
        `${at}/operation`,
        "the first feature has no body to work on: it must be 'new'",
        feature.operation,
      ),
    );
  }
  problems.push(...checkExtent(feature, at), ...checkFrame(feature.sketch.frame, `${at}/sketch/frame`));
  problems.push(...checkProfiles(feature.sketch.profiles, `${at}/sketch/profiles`));
  if (feature.kind === 'revolve' && problems.length === 0) problems.push(...checkAxis(feature, at));
  return problems;
}

function checkExtent({ kind, from, to }: Sweep, at: string): ProgramProblem[] {
  // A tiny difference of large numbers is rounding, not a height.
  if (!(to - from > 1e-12 * Math.max(Math.abs(from), Math.abs(to)))) {
    return [problem(`${at}/to`, `the ${kind} has no extent: 'to' must be above 'from' (${from})`, to)];
  }
  if (kind === 'revolve' && to - from > 2 * Math.PI + 1e-9) {
    return [problem(`${at}/to`, 'a revolve turns at most once: to - from must not exceed 2 pi', to)];
  }
  return [];
}

function checkFrame({ xAxis, normal }: Frame, at: string): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  for (const [name, axis] of Object.entries({ xAxis, normal })) {
    if (Math.abs(length(axis) - 1) <= FRAME_TOLERANCE) continue;
    problems.push(problem(`${at}/${name}`, 'this must be a unit vector', axis));
  }
  if (problems.length === 0 && Math.abs(dot(xAxis, normal)) > FRAME_TOLERANCE) {
    problems.push(problem(`${at}/xAxis`, 'xAxis and normal must be perpendicular', xAxis));
  }
  return problems;
}
