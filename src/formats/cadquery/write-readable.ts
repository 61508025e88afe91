import type { Vec3 } from '../../geometry/vector.ts';
import { type Affine, constant, minus, plus, sameAffine, times } from '../../program/affine.ts';
import { featureNames } from '../../program/feature-names.ts';
import { type Lifted, liftFeatures, liftPlain } from '../../program/lifted.ts';
import { shortestDecimal } from '../../program/numbers.ts';
import { isSweep } from '../../program/sweeps.ts';
import type { Blend, Profile, Program, Sweep } from '../../program/types.ts';
import { areApart, drawnProfiles } from '../code/drawn-profiles.ts';
import {
  affineText,
  identifier,
  type Numerals,
  numberText,
  numeralsOf,
  pointText,
} from '../code/expressions.ts';
import { titleOf } from '../code/feature-title.ts';
import { drawnOf } from '../code/lifted-shapes.ts';
import { assignment, type Call, call, PYTHON_KEYWORDS } from '../code/python-text.ts';
import { DEGREES_ROUNDING } from '../code/stamps.ts';
import { helperNames, helpersFor } from './blend-helpers.ts';
import { blendText, type NamedSweep, namedByBlends } from './blend-text.ts';
import { drawSketch } from './draw-sketch.ts';
import { drawWires } from './draw-wires.ts';
import { nameOfPlane } from './planes.ts';
import { startedInPlane } from './revolve-start.ts';

/**
 * The program as CadQuery code that reads like a person's: named parameters first, then one comment and one chain of
 * calls a feature. Numbers are shortened to 1e-12 of the part's size. A partial revolve that does not start in its
 * sketch plane is written with the plane turned there.
 */
export function writeReadableCadQuery(program: Program): string {
  const taken = new Set<string>([...PYTHON_KEYWORDS, 'cq', 'result', ...helperNames]);
  const numerals = numeralsOf(program, taken);
  const blocks = [`# Made by cadtrace. Lengths in ${program.unit}.\nimport cadquery as cq`];
  const parameters = [...numerals.parameters.values()].map(({ name, value }) => `${name} = ${value}`);
  if (parameters.length > 0) blocks.push(['# Parameters', ...parameters].join('\n'));
  const features = featureBlocks(program, numerals, taken);
  const helpers = helpersFor(features);
  // Python has two lines around functions.
  if (helpers.length > 0) blocks.push(`\n${helpers.join('\n\n\n')}\n`);
  blocks.push(...features);
  return `${blocks.join('\n\n')}\n`;
}

const OPERATIONS = { join: 'union', cut: 'cut', intersect: 'intersect' } as const;

function featureBlocks({ features, parameters }: Program, numerals: Numerals, taken: Set<string>): string[] {
  const lifted = liftFeatures(features, parameters);
  const names = featureNames(features);
  const single = features.filter((feature) => isSweep(feature) && feature.operation === 'new').length === 1;
  const blended = namedByBlends(features);
  const sweeps = new Map<number, NamedSweep>();
  const bodies: string[] = [];
  const blocks = features.map((feature, i) => {
    if (!isSweep(feature)) {
      const own = lifted[i] as Lifted<Blend>;
      const text = blendText(feature, own, features.slice(0, i), bodies[bodies.length - 1], sweeps, numerals);
      return `# ${titleOf(feature)}\n${text}`;
    }
    const own = lifted[i] as Lifted<Sweep>;
    const isNew = feature.operation === 'new';
    if (isNew) bodies.push(single ? 'result' : identifier(`body_${bodies.length + 1}`, taken));
    const body = bodies[bodies.length - 1];
    // A solid that edges are told by stays as it was swept, beside the body that goes on from it.
    const target = isNew && !blended.has(i) ? body : identifier(names[i], taken);
    sweeps.set(i, { feature, lifted: own, variable: target });
    const { plane, head } = workplane(feature, own, identifier(`${names[i]}_plane`, taken), numerals);
    const lines = [
      `# ${titleOf(feature)}`,
      ...plane,
      assignment(target, { head, calls: featureCalls(feature, own, numerals) }),
    ];
    if (feature.operation !== 'new')
      lines.push(`${body} = ${body}.${OPERATIONS[feature.operation]}(${target})`);
    else if (target !== body) lines.push(`${body} = ${target}`);
    return lines.join('\n');
  });
  if (single) return blocks;
  const parts = bodies.map((body) => `${body}.val()`).join(', ');
  return [
    ...blocks,
    `# All bodies, side by side\nresult = cq.Workplane(cq.Compound.makeCompound([${parts}]))`,
  ];
}

function featureCalls(feature: Sweep, lifted: Lifted<Sweep>, numerals: Numerals): Call[] {
  const drawing = drawProfiles(feature.sketch.profiles, lifted.sketch.profiles, numerals);
  if (lifted.kind === 'revolve') return [...drawing, revolveCall(lifted, numerals)];
  const { plane, sweep } = extrudeCalls(lifted, numerals);
  return [...plane, ...drawing, ...sweep];
}

function extrudeCalls({ from, to }: Extract<Lifted<Sweep>, { kind: 'extrude' }>, numerals: Numerals) {
  const zero = constant(0);
  const { tolerance } = numerals;
  if (sameAffine(from, zero, tolerance))
    return { plane: [], sweep: [call('extrude', affineText(to, numerals))] };
  if (sameAffine(to, zero, tolerance))
    return { plane: [], sweep: [call('extrude', affineText(from, numerals))] };
  if (sameAffine(plus(from, to), zero, tolerance)) {
    return { plane: [], sweep: [call('extrude', affineText(to, numerals), 'both=True')] };
  }
  return {
    plane: [call('workplane', `offset=${affineText(from, numerals)}`)],
    sweep: [call('extrude', affineText(minus(to, from), numerals))],
  };
}

function revolveCall(
  { axis, from, to }: Extract<Lifted<Sweep>, { kind: 'revolve' }>,
  numerals: Numerals,
): Call {
  // Any second point on the axis will do; the axis itself fixes only the direction.
  const end = axis.point.map((x, k) => plus(x, constant(shortestDecimal(axis.direction[k].value, 1e-12))));
  const angle = affineText(times(minus(to, from), 180 / Math.PI), {
    ...numerals,
    tolerance: DEGREES_ROUNDING,
  });
  return call('revolve', angle, pointOn(axis.point, numerals), pointOn(end, numerals));
}

const pointOn = (point: readonly Affine[], numerals: Numerals): string =>
  pointText(...point.map((x) => affineText(x, numerals)));

/** The expression for the feature's workplane, and lines before it that define a plane without a name. */
function workplane(
  feature: Sweep,
  lifted: Lifted<Sweep>,
  planeName: string,
  numerals: Numerals,
): { plane: string[]; head: string } {
  const started = startedInPlane(feature);
  const { frame } = started.sketch;
  const origin = pointOn(
    started === feature ? lifted.sketch.frame.origin : liftPlain<Vec3>(frame.origin),
    numerals,
  );
  const name = nameOfPlane(frame);
  if (name)
    return {
      plane: [],
      head: `cq.Workplane("${name}"${origin === '(0, 0, 0)' ? '' : `, origin=${origin}`})`,
    };
  const vector = (v: Vec3) => pointText(...v.map((x) => numberText(x, 1e-12)));
  const rows = [`origin=${origin}`, `xDir=${vector(frame.xAxis)}`, `normal=${vector(frame.normal)}`];
  return {
    plane: [`${planeName} = cq.Plane(`, ...rows.map((row) => `    ${row},`), ')'],
    head: `cq.Workplane(${planeName})`,
  };
}

/** Plain wires where nesting alone says what is a hole, else a Sketch with faces added and subtracted. */
function drawProfiles(
  profiles: readonly Profile[],
  lifted: readonly Lifted<Profile>[],
  numerals: Numerals,
): Call[] {
  const drawn = drawnProfiles(profiles, lifted, (loop) => drawnOf(loop, numerals.tolerance));
  const loops = [...drawn.map(({ outer }) => outer), ...drawn.flatMap(({ holes }) => holes)];
  return loops.every(({ kind }) => kind !== 'rounded-rectangle') && areApart(profiles)
    ? drawWires(loops, numerals)
    : drawSketch(drawn, numerals);
}
