import { type Affine, constant, minus, plus, sameAffine, times } from '../../program/affine.ts';
import { featureNames } from '../../program/feature-names.ts';
import { type Lifted, liftFeatures } from '../../program/lifted.ts';
import { isSweep } from '../../program/sweeps.ts';
import type { Blend, Program, Sweep } from '../../program/types.ts';
import { blendedFeatures } from '../code/blended-sweeps.ts';
import { affineText, identifier, type Numerals, numeralsOf } from '../code/expressions.ts';
import { titleOf } from '../code/feature-title.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { callLines, PYTHON_KEYWORDS } from '../code/python-text.ts';
import { DEGREES_ROUNDING, pointTextOf } from '../code/stamps.ts';
import { blendLines, helpersFor, type NamedSweep } from './blend-text.ts';
import { planeText } from './plane-text.ts';
import { sketchText } from './sketch-text.ts';

/** What the code calls, which must not be hidden by a parameter of that name. */
const CALLED = (
  'Axis Circle Compound GridLocations Line Locations Plane PolarLocations Polyline Pos Rectangle RectangleRounded ' +
  'Sketch SlotOverall ThreePointArc all any chamfer edges_between extrude faces_at fillet filter make_face part revolve'
).split(' ');

/**
 * The program as build123d code in its algebra mode: named parameters first, then a comment and a few lines a feature.
 * Numbers are shortened to 1e-12 of the part's size. The result is `part`; several bodies lie in it side by side.
 * Throws `format-unsupported` for a blend along the end of a revolve.
 */
export function writeBuild123d(program: Program): string {
  const taken = new Set([...PYTHON_KEYWORDS, ...CALLED]);
  const numerals = numeralsOf(program, taken);
  const blocks = [`# Made by cadtrace. Lengths in ${program.unit}.\nfrom build123d import *`];
  const parameters = [...numerals.parameters.values()].map(({ name, value }) => `${name} = ${value}`);
  if (parameters.length > 0) blocks.push(['# Parameters', ...parameters].join('\n'));
  const features = featureBlocks(program, numerals, taken);
  // Python has two lines around functions.
  const helpers = helpersFor(features).map((helper) => `\n${helper}\n`);
  return `${[...blocks, ...helpers, ...features].join('\n\n')}\n`;
}

const OPERATORS = { join: '+=', cut: '-=', intersect: '&=' } as const;

function featureBlocks({ features, parameters }: Program, numerals: Numerals, taken: Set<string>): string[] {
  const lifted = liftFeatures(features, parameters);
  const names = featureNames(features);
  const single = features.filter((feature) => isSweep(feature) && feature.operation === 'new').length === 1;
  const blended = blendedFeatures(features);
  const sweeps = new Map<number, NamedSweep>();
  const bodies: string[] = [];
  const blocks = features.map((feature, i) => {
    const title = `# ${titleOf(feature)}`;
    if (!isSweep(feature)) {
      const body = bodies[bodies.length - 1];
      return [title, ...blendLines(lifted[i] as Lifted<Blend>, body, sweeps, numerals)].join('\n');
    }
    const isNew = feature.operation === 'new';
    if (isNew) bodies.push(single ? 'part' : identifier(`body_${bodies.length + 1}`, taken));
    const body = bodies[bodies.length - 1];
    const swept = sweptText(feature, lifted[i] as Lifted<Sweep>, names[i], numerals, taken);
    const operator = feature.operation === 'new' ? '=' : OPERATORS[feature.operation];
    if (!blended.has(i))
      return [title, ...swept.lines, ...statement(`${body} ${operator}`, swept.solid)].join('\n');
    // A solid that edges are told by stays as it was swept, beside the body that goes on from it.
    const variable = identifier(names[i], taken);
    sweeps.set(i, {
      feature,
      lifted: lifted[i] as Lifted<Sweep>,
      variable,
      plane: swept.plane,
      offset: swept.offset,
      shift: swept.shift,
    });
    const lines = [...statement(`${variable} =`, swept.solid), `${body} ${operator} ${variable}`];
    return [title, ...swept.lines, ...lines].join('\n');
  });
  if (single) return blocks;
  return [...blocks, `# All bodies, side by side\npart = Compound([${bodies.join(', ')}])`];
}

/** A product of a plane and a call, with the call broken over lines where it is long. */
type SolidText = {
  readonly factor: string;
  readonly name: string;
  readonly args: readonly string[];
  readonly after: string;
};

const statement = (start: string, { factor, name, args, after }: SolidText): string[] =>
  callLines(`${start} ${factor}${name}`, args, after);

/** The solid of a sweep: lines that draw its plane and sketch, and the expression that sweeps and places it. */
function sweptText(
  feature: Sweep,
  lifted: Lifted<Sweep>,
  name: string,
  numerals: Numerals,
  taken: Set<string>,
): { lines: string[]; solid: SolidText; plane: string; offset: Affine; shift: Point } {
  const { offset, ...sweep } =
    lifted.kind === 'extrude' ? extrusion(lifted, numerals) : revolution(lifted, numerals);
  const placed = planeText(lifted.sketch, offset, identifier(`${name}_plane`, taken), numerals);
  const drawn = sketchText(feature, lifted.sketch, identifier(`${name}_sketch`, taken), numerals);
  const shift = pointTextOf(placed.shift, numerals);
  const factors = [
    ...(placed.plane === 'Plane.XY' ? [] : [placed.plane]),
    ...(shift === '(0, 0)' ? [] : [`Pos${shift}`]),
  ];
  return {
    lines: [...placed.lines, ...drawn.lines],
    solid: {
      ...sweep,
      factor: factors.map((factor) => `${factor} * `).join(''),
      args: [drawn.sketch, ...sweep.args],
    },
    plane: placed.plane,
    shift: placed.shift,
    offset,
  };
}

/** The sweep of a sketch that lies `offset` above its plane. */
type SweepText = Omit<SolidText, 'factor'> & { readonly offset: Affine };

function extrusion({ from, to }: Extract<Lifted<Sweep>, { kind: 'extrude' }>, numerals: Numerals): SweepText {
  const zero = constant(0);
  const isZero = (x: Affine) => sameAffine(x, zero, numerals.tolerance);
  const extruded = (offset: Affine, amount: Affine, ...options: string[]): SweepText => ({
    name: 'extrude',
    args: [`amount=${affineText(amount, numerals)}`, ...options],
    after: '',
    offset,
  });
  if (isZero(to)) return extruded(zero, from);
  if (isZero(plus(from, to))) return extruded(zero, to, 'both=True');
  return extruded(from, minus(to, from));
}

function revolution(
  { axis, from, to }: Extract<Lifted<Sweep>, { kind: 'revolve' }>,
  numerals: Numerals,
): SweepText {
  const degrees = (angle: Affine) =>
    affineText(times(angle, 180 / Math.PI), { ...numerals, tolerance: DEGREES_ROUNDING });
  const line = axisText(axis, numerals);
  const arc = degrees(minus(to, from));
  const start = degrees(from);
  return {
    name: 'revolve',
    args: [`axis=${line}`, ...(arc === '360' ? [] : [`revolution_arc=${arc}`])],
    after: start === '0' || arc === '360' ? '' : `.rotate(${line}, ${start})`,
    offset: constant(0),
  };
}

/** The axis in the sketch's own coordinates. */
function axisText(
  { point, direction }: { readonly point: Point; readonly direction: Point },
  numerals: Numerals,
): string {
  const through = pointTextOf(point, numerals);
  const along = pointTextOf(direction, { ...numerals, tolerance: 1e-12 });
  if (through === '(0, 0)' && along === '(1, 0)') return 'Axis.X';
  if (through === '(0, 0)' && along === '(0, 1)') return 'Axis.Y';
  return `Axis(${through}, ${along})`;
}
