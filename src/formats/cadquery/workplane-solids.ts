import { cross, type Vec3 } from '../../geometry/vector.ts';
import { type Affine, addMultiple, constant, minus, plus, times } from '../../program/affine.ts';
import { type Lifted, liftPlain } from '../../program/lifted.ts';
import type { Sweep } from '../../program/types.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { MAX_PLACES } from './arrays.ts';
import { ORIGIN, placedLoop, rectangleLoop } from './lifted-loops.ts';
import { combineFaces, nestedRegion, outlineCount, placedRegion } from './sketch-region.ts';
import { combineBodies } from './solids.ts';
import { type Position, refuse } from './tokens.ts';
import {
  type Arguments,
  numberOf,
  numberOr,
  pointOf,
  positiveOf,
  type Region,
  spend,
  truthOf,
  truthsOf,
  type Workplane,
} from './values.ts';
import { local, locationsOf } from './workplane-drawing.ts';

type Method = { readonly signature: string; readonly run: (plane: Workplane, args: Arguments) => Workplane };

/** The calls of a Workplane that make or combine solids. */
export const SOLID_METHODS: Readonly<Record<string, Method>> = {
  workplane: { signature: 'offset?', run: offsetPlane },
  extrude: { signature: 'until combine? clean? both?', run: extrude },
  cutBlind: {
    signature: 'until clean? both?',
    run: (w, args) => combine(w, [extrusion(w, args)], 'cut', args.at),
  },
  revolve: { signature: 'angleDegrees? axisStart? axisEnd? combine? clean?', run: revolve },
  box: { signature: 'length width height centered? combine? clean?', run: box },
  cylinder: { signature: 'height radius centered? combine? clean?', run: cylinder },
  union: { signature: 'toUnion clean? glue? tol?', run: (w, args) => boolean(w, args, 'join', 'toUnion') },
  cut: { signature: 'toCut clean? tol?', run: (w, args) => boolean(w, args, 'cut', 'toCut') },
  intersect: {
    signature: 'toIntersect clean? tol?',
    run: (w, args) => boolean(w, args, 'intersect', 'toIntersect'),
  },
};

function offsetPlane(w: Workplane, args: Arguments): Workplane {
  if (w.stack.length > 1 || w.stack.some(({ kind }) => kind === 'solid' || kind === 'sketch')) {
    refuse(
      args.at,
      'it takes the kernel to place a workplane on what was selected: start a new cq.Workplane(..., origin=...)',
    );
  }
  if (w.drawing.wires.length > 0 || w.drawing.path)
    refuse(args.at, 'what was drawn must be extruded or revolved before the next workplane()');
  return { ...w, offset: plus(w.offset, numberOr(args, 'offset', constant(0))), stack: [] };
}

function boolean(
  w: Workplane,
  args: Arguments,
  operation: 'join' | 'cut' | 'intersect',
  name: string,
): Workplane {
  const other = args.get(name)!;
  if (other.value.type !== 'workplane' && other.value.type !== 'shape')
    return refuse(other.at, `${name} must be a solid`);
  if (other.value.bodies.length === 0) refuse(other.at, `${name} has no solid`);
  return withBodies(
    w,
    w.bodies.length === 0 && operation === 'join'
      ? other.value.bodies
      : [combineBodies(operation, w.bodies, other.value.bodies, args.at)],
  );
}

const withBodies = (w: Workplane, bodies: Workplane['bodies']): Workplane => ({
  ...w,
  bodies,
  stack: [{ kind: 'solid' }],
});

/** How a new solid goes with what the chain has made: joined unless told otherwise. */
function combineMode(args: Arguments): 'join' | 'cut' | 'apart' {
  const argument = args.get('combine');
  if (argument === undefined) return 'join';
  const { value } = argument;
  if (value.type === 'boolean') return value.truth ? 'join' : 'apart';
  if (value.type === 'string' && value.text === 'a') return 'join';
  if (value.type === 'string' && ['s', 'cut'].includes(value.text)) return 'cut';
  return refuse(argument.at, 'combine must be True, False, "a", "s" or "cut"');
}

function combine(
  w: Workplane,
  body: readonly Lifted<Sweep>[],
  mode: 'join' | 'cut' | 'apart',
  at: Position,
): Workplane {
  if (mode === 'apart' || (mode === 'join' && w.bodies.length === 0)) return withBodies(w, [body]);
  if (w.bodies.length === 0) refuse(at, 'there is no solid to cut from');
  return withBodies(w, [combineBodies(mode, w.bodies, [body], at)]);
}

function extrude(w: Workplane, args: Arguments): Workplane {
  return combine(w, [extrusion(w, args)], combineMode(args), args.at);
}

function extrusion(w: Workplane, args: Arguments): Lifted<Sweep> {
  const distance = numberOf(args, 'until');
  const profiles = takeRegion(w, args.at);
  if (distance.value === 0) refuse(args.at, 'an extrusion by 0 has no volume', 'program-invalid');
  const opposite = truthOf(args, 'both', false) ? times(distance, -1) : constant(0);
  return prism(w, profiles, plus(w.offset, opposite), plus(w.offset, distance));
}

/** The extrusion of a region between two distances from the plane, in whichever order. */
function prism({ plane }: Workplane, profiles: Region, a: Affine, b: Affine): Lifted<Sweep> {
  const [from, to] = a.value < b.value ? [a, b] : [b, a];
  const frame = { origin: plane.origin, ...liftPlain({ xAxis: plane.xAxis, normal: plane.normal }) };
  return { kind: 'extrude', operation: 'new', sketch: { frame, profiles }, from, to };
}

/** The region drawn: sketches on the stack, or else the pending wires, which are then used up. */
function takeRegion(w: Workplane, at: Position): Region {
  if (w.drawing.path) refuse(at, 'the outline is not closed: add .close()');
  const work = (steps: number) => spend(w.budget, steps, at);
  const sketches = w.stack.flatMap((item) => (item.kind === 'sketch' ? [item] : []));
  const outlines = sketches.reduce(
    (sum, { sketch, locations }) => sum + locations.length * outlineCount(sketch.region),
    0,
  );
  if (outlines > MAX_PLACES) refuse(at, `at most ${MAX_PLACES} outlines are read in one sketch`);
  const region =
    sketches.length > 0
      ? sketches
          .flatMap(({ sketch, locations }) =>
            locations.map((location) => placedRegion(sketch.region, location, work)),
          )
          .reduce((sum, face) => combineFaces(sum, face, 'a', work))
      : nestedRegion(w.drawing.wires.splice(0), work);
  return region.length > 0 ? region : refuse(at, 'nothing is drawn to make a solid of');
}

function revolve(w: Workplane, args: Arguments): Workplane {
  const { plane } = w;
  const origin = [0, 1, 2].map((k) => addMultiple(plane.origin[k], w.offset, plane.normal[k]));
  const frame = {
    origin: [origin[0], origin[1], origin[2]] as const,
    ...liftPlain({ xAxis: plane.xAxis, normal: plane.normal }),
  };
  const feature: Lifted<Sweep> = {
    kind: 'revolve',
    operation: 'new',
    sketch: { frame, profiles: takeRegion(w, args.at) },
    axis: revolveAxis(w, args, frame.origin),
    from: constant(0),
    to: revolveAngle(numberOr(args, 'angleDegrees', constant(360))),
  };
  return combine(w, [feature], combineMode(args), args.at);
}

/** Degrees to radians in (0, 2 pi], as Python's modulo brings them there. */
function revolveAngle(degrees: Affine): Affine {
  const turns = Math.ceil(degrees.value / 360) - 1;
  return turns === 0
    ? times(degrees, Math.PI / 180)
    : times(plus(degrees, constant(-360 * turns)), Math.PI / 180);
}

function revolveAxis(w: Workplane, args: Arguments, origin: Lifted<Vec3>) {
  if (args.get('axisStart') === undefined && args.get('axisEnd') === undefined) {
    // CadQuery takes the local y axis, and by an accident of its defaults turns it round where the world y is negative.
    const yAxis = cross(w.plane.normal, w.plane.xAxis);
    const centerY = origin[1].value + w.shift[0].value * w.plane.xAxis[1] + w.shift[1].value * yAxis[1];
    return { point: w.shift, direction: [constant(0), constant(centerY < 0 ? -1 : 1)] as const };
  }
  if (!args.get('axisStart') || !args.get('axisEnd'))
    refuse(args.at, 'give axisStart and axisEnd both, or neither');
  const [start, end] = [pointOf(args, 'axisStart'), pointOf(args, 'axisEnd')];
  const [x, y] = [end[0].value - start[0].value, end[1].value - start[1].value];
  const length = Math.hypot(x, y);
  if (length === 0)
    refuse(args.at, 'the axis has no direction: axisStart and axisEnd are the same point', 'program-invalid');
  return { point: local(w, start), direction: [constant(x / length), constant(y / length)] as const };
}

function box(w: Workplane, args: Arguments): Workplane {
  const [length, width] = [positiveOf(args, 'length'), positiveOf(args, 'width')];
  const [x, y, z] = truthsOf(args, 'centered', 3);
  const center: Point = [x ? constant(0) : times(length, 0.5), y ? constant(0) : times(width, 0.5)];
  return primitive(w, args, rectangleLoop(center, length, width), z);
}

function cylinder(w: Workplane, args: Arguments): Workplane {
  const radius = positiveOf(args, 'radius');
  const [x, y, z] = truthsOf(args, 'centered', 3);
  const center: Point = [x ? ORIGIN[0] : radius, y ? ORIGIN[1] : radius];
  return primitive(w, args, { kind: 'circle', center, radius }, z);
}

/** A prism over `base` at every place on the stack, its middle or its bottom in the workplane. */
function primitive(
  w: Workplane,
  args: Arguments,
  base: Lifted<Sweep>['sketch']['profiles'][number]['outer'],
  centered: boolean,
): Workplane {
  const height = positiveOf(args, 'height');
  const profiles = locationsOf(w, args.at)
    .map((location): Region => [{ outer: placedLoop(base, location), holes: [] }])
    .reduce((sum, face) => combineFaces(sum, face, 'a', (steps) => spend(w.budget, steps, args.at)));
  const from = centered ? minus(w.offset, times(height, 0.5)) : w.offset;
  return combine(w, [prism(w, profiles, from, plus(from, height))], combineMode(args), args.at);
}
