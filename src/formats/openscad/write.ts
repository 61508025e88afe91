import { type Frame, yAxisOf } from '../../geometry/frame.ts';
import { type Affine, constant, minus, plus, sameAffine, times } from '../../program/affine.ts';
import { sideOfAxis } from '../../program/axis-side.ts';
import { featureNames } from '../../program/feature-names.ts';
import { type Lifted, liftFeatures } from '../../program/lifted.ts';
import { sweptProgram } from '../../program/sweeps.ts';
import type { Program, Revolve, Sweep, SweptProgram } from '../../program/types.ts';
import { affineText, identifier, type Numerals, numberText, numeralsOf } from '../code/expressions.ts';
import { titleOf } from '../code/feature-title.ts';
import { DEGREES_ROUNDING, degreesText } from '../code/stamps.ts';
import { helperNames, helpersFor } from './helpers.ts';
import { block, indented, listText, sketchLines } from './sketch-text.ts';

/** OpenSCAD's own words, and the built-in modules and functions that the code calls. */
const RESERVED = (
  'module function if else for let each assert echo include use true false undef PI abs atan2 ceil circle cos cross ' +
  'difference hull intersection linear_extrude max multmatrix norm offset polygon rotate rotate_extrude sin square ' +
  'translate union'
).split(' ');

/** Facets of a full turn: a circle of 20 across is within 0.01 of round. */
const FACETS = 96;

/**
 * The program as OpenSCAD code: named parameters first, a module a feature, then the features put together in order.
 * Round faces have facets, `$fn` of them in a full turn, whose corners lie on the true surface; bodies that touch become
 * one. Numbers are shortened to 1e-12 of the part's size. Throws `format-unsupported` for fillets and chamfers.
 */
export function writeOpenScad(program: Program): string {
  const swept = sweptProgram(program, 'OpenSCAD');
  const taken = new Set([...RESERVED, ...helperNames]);
  const numerals = numeralsOf(swept, taken);
  const parameters = [...numerals.parameters.values()].map(({ name, value }) => `${name} = ${value};`);
  const features = moduleBlocks(swept, numerals, taken);
  const modules = features.map(({ code }) => code);
  const blocks = [
    `// Made by cadtrace. Lengths in ${program.unit}.`,
    ...(parameters.length > 0 ? [['// Parameters', ...parameters].join('\n')] : []),
    `// Facets of a full turn\n$fn = ${FACETS};`,
    ...helpersFor(modules),
    ...modules,
    ...bodyBlocks(
      swept,
      features.map(({ name }) => name),
      taken,
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** A module for each feature's solid. */
function moduleBlocks({ features, parameters }: SweptProgram, numerals: Numerals, taken: Set<string>) {
  const lifted = liftFeatures(features, parameters);
  return featureNames(features).map((wanted, i) => {
    const name = identifier(wanted, taken);
    const feature = features[i];
    const own = lifted[i];
    const sketch = sketchLines(feature.sketch, own.sketch, numerals);
    const sweep =
      own.kind === 'extrude' ? extrusion(own, numerals) : revolution(feature as Revolve, own, numerals);
    const steps = [...placement(feature.sketch.frame, own, numerals), ...sweep];
    const code = [`// ${titleOf(feature)}`, ...block(`module ${name}()`, [nested(steps, sketch)])].join('\n');
    return { name, code };
  });
}

/** Operations around a child, each on a line of its own. */
const nested = (operations: readonly string[], child: readonly string[]): string[] =>
  operations.reduceRight<string[]>(
    (inner, operation) => [...operation.split('\n'), ...indented(inner)],
    [...child],
  );

const OPERATIONS = { join: 'union()', cut: 'difference()', intersect: 'intersection()' } as const;

/** Each body's features put together in order; several bodies are modules, so that each can be shown alone. */
function bodyBlocks({ features }: SweptProgram, names: readonly string[], taken: Set<string>): string[] {
  const bodies: string[][] = [];
  let last: Sweep['operation'] = 'new';
  features.forEach(({ operation }, i) => {
    const child = `${names[i]}();`;
    const body = bodies[bodies.length - 1];
    if (operation === 'new') bodies.push([child]);
    // One more of the same: into the braces of the one before.
    else if (operation === last) body.splice(-1, 0, `  ${child}`);
    else bodies[bodies.length - 1] = block(OPERATIONS[operation], [body, [child]]);
    last = operation;
  });
  if (bodies.length === 1) return [bodies[0].join('\n')];
  const modules = bodies.map((lines, i) => ({ lines, name: identifier(`body_${i + 1}`, taken) }));
  return [
    ...modules.map(({ lines, name }) => block(`module ${name}()`, [lines]).join('\n')),
    modules.map(({ name }) => `${name}();`).join('\n'),
  ];
}

/** What takes the sketch's coordinates to the world's: nothing, a translation or a matrix. */
function placement(frame: Frame, { sketch }: Lifted<Sweep>, numerals: Numerals): string[] {
  const { origin } = sketch.frame;
  const y = yAxisOf(frame);
  const rows = [0, 1, 2].map((k) =>
    [
      ...[frame.xAxis[k], y[k], frame.normal[k]].map((x) => numberText(x, 1e-12)),
      affineText(origin[k], numerals),
    ].join(', '),
  );
  const isUpright = frame.xAxis[0] === 1 && frame.normal[2] === 1;
  const isAtOrigin = origin.every((x) => sameAffine(x, constant(0), numerals.tolerance));
  if (isUpright) return isAtOrigin ? [] : [`translate(${listText(origin, numerals)})`];
  return [['multmatrix([', ...rows.map((row) => `  [${row}],`), '])'].join('\n')];
}

function extrusion({ from, to }: Extract<Lifted<Sweep>, { kind: 'extrude' }>, numerals: Numerals): string[] {
  const zero = constant(0);
  const height = affineText(minus(to, from), numerals);
  if (sameAffine(plus(from, to), zero, numerals.tolerance))
    return [`linear_extrude(height = ${height}, center = true)`];
  const start = affineText(from, numerals);
  return [...(start === '0' ? [] : [`translate([0, 0, ${start}])`]), `linear_extrude(height = ${height})`];
}

/**
 * OpenSCAD turns what lies right of the y axis, and y becomes z: the sketch is moved there with its axis along y, and the
 * solid back.
 */
function revolution(
  feature: Revolve,
  { axis, from, to }: Extract<Lifted<Sweep>, { kind: 'revolve' }>,
  numerals: Numerals,
): string[] {
  // About the axis the other way where the sketch lies on its left.
  const sign = -sideOfAxis(feature);
  const [x, y] = feature.axis.direction;
  const tilt = Math.atan2(sign * y, sign * x) - Math.PI / 2;
  const degrees = (angle: Affine) =>
    affineText(times(angle, 180 / Math.PI), { ...numerals, tolerance: DEGREES_ROUNDING });
  const arc = degrees(minus(to, from));
  const start = degrees(sign === 1 ? from : times(to, -1));
  const point = listText(axis.point, numerals);
  const isCentered = point === '[0, 0]';
  const back = listText(
    axis.point.map((coordinate) => times(coordinate, -1)),
    numerals,
  );
  const angle = degreesText(tilt);
  return [
    ...(isCentered ? [] : [`translate(${point})`]),
    `rotate([-90, 0, ${angle}])`,
    ...(arc === '360' || start === '0' ? [] : [`rotate(${start})`]),
    arc === '360' ? 'rotate_extrude()' : `rotate_extrude(angle = ${arc})`,
    ...(angle === '0' ? [] : [`rotate(${degreesText(-tilt)})`]),
    ...(isCentered ? [] : [`translate(${back})`]),
  ];
}
