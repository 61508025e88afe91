import { type Frame, planeToWorld, yAxisOf } from '../../geometry/frame.ts';
import { rotateFrame } from '../../geometry/rotation.ts';
import { addScaled, normalize, scale } from '../../geometry/vector.ts';
import { type Affine, constant, minus, plus, sameAffine } from '../../program/affine.ts';
import { featureNames, roleOf } from '../../program/feature-names.ts';
import { type Lifted, liftFeatures } from '../../program/lifted.ts';
import { greatestMagnitude, shortestDecimal } from '../../program/numbers.ts';
import { loopArea, loopBounds } from '../../program/region.ts';
import type { Feature, Profile, Program, Revolve } from '../../program/types.ts';
import { drawSketch } from './draw-sketch.ts';
import { drawWires } from './draw-wires.ts';
import { drawnOf } from './lifted-shapes.ts';
import { nameOfPlane } from './planes.ts';
import {
  affineText,
  assignment,
  type Call,
  call,
  identifier,
  type Numerals,
  numberText,
  pointText,
} from './python-text.ts';
import { degreesText } from './stamps.ts';

/**
 * The program as CadQuery code that reads like a person's: named parameters first, then one comment and one chain of
 * calls a feature. Numbers are shortened to 1e-12 of the part's size. A partial revolve that does not start in its
 * sketch plane is written with the plane turned there.
 */
export function writeReadableCadQuery(program: Program): string {
  const taken = new Set(['cq', 'result']);
  const numerals: Numerals = {
    tolerance: 1e-12 * greatestMagnitude(program.features),
    parameters: new Map(
      (program.parameters ?? []).map(({ name, value }) => [name, { name: identifier(name, taken), value }]),
    ),
  };
  const blocks = [`# Made by cadtrace. Lengths in ${program.unit}.\nimport cadquery as cq`];
  const parameters = [...numerals.parameters.values()].map(({ name, value }) => `${name} = ${value}`);
  if (parameters.length > 0) blocks.push(['# Parameters', ...parameters].join('\n'));
  blocks.push(...featureBlocks(program, numerals, taken));
  return `${blocks.join('\n\n')}\n`;
}

const OPERATIONS = { join: 'union', cut: 'cut', intersect: 'intersect' } as const;

function featureBlocks({ features, parameters }: Program, numerals: Numerals, taken: Set<string>): string[] {
  const lifted = liftFeatures(features, parameters);
  const names = featureNames(features);
  const single = features.filter(({ operation }) => operation === 'new').length === 1;
  const bodies: string[] = [];
  const blocks = features.map((feature, i) => {
    const chain = featureChain(feature, lifted[i], numerals);
    const comment = `# ${titleOf(feature)}`;
    if (feature.operation === 'new') {
      bodies.push(single ? 'result' : identifier(`body_${bodies.length + 1}`, taken));
      return `${comment}\n${assignment(bodies[bodies.length - 1], chain)}`;
    }
    const tool = identifier(names[i], taken);
    const body = bodies[bodies.length - 1];
    return `${comment}\n${assignment(tool, chain)}\n${body} = ${body}.${OPERATIONS[feature.operation]}(${tool})`;
  });
  if (single) return blocks;
  const parts = bodies.map((body) => `${body}.val()`).join(', ');
  return [
    ...blocks,
    `# All bodies, side by side\nresult = cq.Workplane(cq.Compound.makeCompound([${parts}]))`,
  ];
}

/** What the feature is, such as "4 holes". */
function titleOf(feature: Feature): string {
  const count = feature.sketch.profiles.length;
  const role = roleOf(feature);
  if (count === 1) return role[0].toUpperCase() + role.slice(1);
  return `${count} ${role === 'boss' ? 'bosses' : `${role}s`}`;
}

function featureChain(
  feature: Feature,
  lifted: Lifted<Feature>,
  numerals: Numerals,
): { head: string; calls: Call[] } {
  const { profiles } = feature.sketch;
  const drawing = drawProfiles(profiles, lifted.sketch.profiles, numerals);
  if (lifted.kind === 'extrude') {
    const { plane, sweep } = extrudeCalls(lifted, numerals);
    return {
      head: planeText(feature.sketch.frame, lifted.sketch.frame.origin, numerals),
      calls: [...plane, ...drawing, ...sweep],
    };
  }
  const revolve = feature as Revolve;
  const turned = Math.abs(revolve.from) < 1e-12 ? undefined : turnedFrame(revolve);
  const head = turned
    ? planeText(turned, turned.origin.map(constant), numerals)
    : planeText(feature.sketch.frame, lifted.sketch.frame.origin, numerals);
  return { head, calls: [...drawing, revolveCall(revolve, lifted, numerals)] };
}

function extrudeCalls({ from, to }: Extract<Lifted<Feature>, { kind: 'extrude' }>, numerals: Numerals) {
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
  revolve: Revolve,
  lifted: Extract<Lifted<Feature>, { kind: 'revolve' }>,
  numerals: Numerals,
): Call {
  const { point, direction } = lifted.axis;
  // Any second point on the axis will do; the axis itself fixes only the direction.
  const end = point.map((x, k) => plus(x, constant(shortestDecimal(direction[k].value, 1e-12))));
  const angle = degreesText(revolve.to - revolve.from);
  return call('revolve', angle, pointOn(point, numerals), pointOn(end, numerals));
}

const pointOn = (point: readonly Affine[], numerals: Numerals): string =>
  pointText(...point.map((x) => affineText(x, numerals)));

/** The frame of a revolve at its start angle. */
function turnedFrame({ sketch: { frame }, axis, from }: Revolve): Frame {
  const direction = normalize(
    addScaled(scale(frame.xAxis, axis.direction[0]), yAxisOf(frame), axis.direction[1]),
  );
  return rotateFrame(frame, planeToWorld(frame, axis.point), direction, from);
}

function planeText(frame: Frame, origin: readonly Affine[], numerals: Numerals): string {
  const at = pointOn(origin, numerals);
  const name = nameOfPlane(frame);
  if (name) return at === '(0, 0, 0)' ? `cq.Workplane("${name}")` : `cq.Workplane("${name}", origin=${at})`;
  const vector = (v: readonly number[]) => pointText(...v.map((x) => numberText(x, 1e-12)));
  return `cq.Workplane(cq.Plane(origin=${at}, xDir=${vector(frame.xAxis)}, normal=${vector(frame.normal)}))`;
}

/** Plain wires where nesting alone says what is a hole, else a Sketch with faces added and subtracted. */
function drawProfiles(
  profiles: readonly Profile[],
  lifted: readonly Lifted<Profile>[],
  numerals: Numerals,
): Call[] {
  const drawn = lifted.map(({ outer, holes }, i) => ({
    outer: drawnOf(outer, numerals.tolerance),
    holes: holes.map((hole) => drawnOf(hole, numerals.tolerance)),
    area: Math.abs(loopArea(profiles[i].outer)),
  }));
  const loops = [...drawn.map(({ outer }) => outer), ...drawn.flatMap(({ holes }) => holes)];
  if (loops.every(({ kind }) => kind !== 'rounded-rectangle') && areApart(profiles))
    return drawWires(loops, numerals);
  // A profile inside another's hole is smaller than that one.
  return drawSketch(
    drawn.sort((a, b) => b.area - a.area),
    numerals,
  );
}

/** True where the boxes around the profiles leave gaps, so that none can touch or surround another. */
function areApart(profiles: readonly Profile[]): boolean {
  const boxes = profiles.map(({ outer }) => loopBounds(outer));
  return boxes.every((a, i) =>
    boxes.slice(0, i).every((b) => {
      const gap = Math.max(a.minU - b.maxU, b.minU - a.maxU, a.minV - b.maxV, b.minV - a.maxV);
      return gap > 1e-6 * Math.max(a.maxU - a.minU, b.maxU - b.minU);
    }),
  );
}
