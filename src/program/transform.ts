import { type Frame, toLocal, yAxisOf } from '../geometry/frame.ts';
import { dot, type Vec3 } from '../geometry/vector.ts';
import { type Affine, constant, plus, times } from './affine.ts';
import { dimensionAt, mapNumbers } from './dimension.ts';
import { type Lifted, liftFeatures, liftPlain, lowerFeatures, plainValue } from './lifted.ts';
import type { Feature, LengthUnit, Parameter, Program } from './types.ts';
import { unitRatio } from './units.ts';

/**
 * The program moved rigidly: what it made in the world frame it now makes in `frame` (a point with world coordinates
 * p goes to the point with coordinates p in `frame`). Parameters keep driving what they drove.
 */
export function moveProgram<F extends Feature>(program: Program<F>, frame: Frame): Program<F> {
  const parameters = program.parameters ?? [];
  const moved = liftFeatures(program.features, parameters).map((feature): Lifted<F> => {
    if (!('sketch' in feature)) return feature;
    const old = feature.sketch.frame;
    const turned: Lifted<Frame> = {
      origin: affinePoint(frame, old.origin),
      xAxis: liftPlain(directionToWorld(frame, plainValue<Vec3>(old.xAxis))),
      normal: liftPlain(directionToWorld(frame, plainValue<Vec3>(old.normal))),
    };
    return { ...feature, sketch: { ...feature.sketch, frame: turned } };
  });
  const lowered = lowerFeatures(moved, new Map(parameters.map(({ name, value }) => [name, value])));
  return program.parameters === undefined
    ? { ...program, features: lowered.features }
    : { ...program, ...lowered };
}

/** The frame that undoes `frame`: moving by one and then by the other moves nothing. */
export function inverseFrame(frame: Frame): Frame {
  const origin = toLocal(frame, [0, 0, 0]);
  const y = yAxisOf(frame);
  return {
    origin,
    xAxis: [frame.xAxis[0], y[0], frame.normal[0]],
    normal: [frame.xAxis[2], y[2], frame.normal[2]],
  };
}

/** Coordinates in the world of a direction with the given coordinates in `frame`. */
function directionToWorld(frame: Frame, direction: Vec3): Vec3 {
  const y = yAxisOf(frame);
  return [0, 1, 2].map((k) => dot(direction, [frame.xAxis[k], y[k], frame.normal[k]])) as unknown as Vec3;
}

function affinePoint(frame: Frame, [u, v, w]: Lifted<Vec3>): Lifted<Vec3> {
  const y = yAxisOf(frame);
  const coordinate = (k: 0 | 1 | 2): Affine =>
    [times(u, frame.xAxis[k]), times(v, y[k]), times(w, frame.normal[k])].reduce(
      plus,
      constant(frame.origin[k]),
    );
  return [coordinate(0), coordinate(1), coordinate(2)];
}

/** The program with all lengths multiplied by `factor` > 0 about the world origin; angles stay. */
export function scaleProgram<F extends Feature>(program: Program<F>, factor: number): Program<F> {
  const scaleAt = (path: string) => (dimensionAt(program.features, path) === 'length' ? factor : 1);
  const features = mapNumbers(program.features, (value, path) => value * scaleAt(path));
  if (program.parameters === undefined) return { ...program, features };
  return {
    ...program,
    features,
    parameters: program.parameters.map((each) => scaleParameter(each, scaleAt)),
  };
}

/** A parameter is a length when the first number that it drives is one; how much it drives each number follows. */
function scaleParameter(parameter: Parameter, scaleAt: (path: string) => number): Parameter {
  const own = parameter.bindings.length === 0 ? 1 : scaleAt(parameter.bindings[0].path);
  const bindings = parameter.bindings.map(({ path, scale, offset }) => {
    const factor = scaleAt(path);
    const scaled = { path, scale: (scale * factor) / own };
    return offset === undefined ? scaled : { ...scaled, offset: offset * factor };
  });
  return { ...parameter, value: parameter.value * own, bindings };
}

/** The same part with its numbers in another unit. */
export const convertUnit = <F extends Feature>(program: Program<F>, unit: LengthUnit): Program<F> => ({
  ...scaleProgram(program, unitRatio(program.unit, unit)),
  unit,
});
