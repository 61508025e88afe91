import { addScaled, dot, length, normalize, type Vec3 } from '../../geometry/vector.ts';
import { constant } from '../../program/affine.ts';
import { type Lifted, liftPlain, plainValue } from '../../program/lifted.ts';
import { MAX_PLACES } from './arrays.ts';
import { ORIGIN } from './lifted-loops.ts';
import { namedPlane, planeNames } from './planes.ts';
import { EDGES_METHODS, FACES_METHODS, WORKPLANE_SELECTIONS } from './selection-methods.ts';
import { newSketch, SKETCH_METHODS, withSketch } from './sketch-methods.ts';
import { type Position, refuse } from './tokens.ts';
import {
  type Argument,
  type Arguments,
  type Budget,
  bindArguments,
  itemsOf,
  type Plane,
  type Shape,
  type Value,
  vectorOf,
  type Workplane,
} from './values.ts';
import { DRAWING_METHODS } from './workplane-drawing.ts';
import { SOLID_METHODS } from './workplane-solids.ts';

/** Calls a method of a value. Throws `program-syntax` for methods that are not read. */
export function callMethod(self: Value, name: string, written: readonly Argument[], at: Position): Value {
  const call = <T>(self: T, methods: Methods<T>, type: string): Value => {
    const method = ownMethod(methods, name) ?? refuseMethod(type, name, Object.keys(methods), at);
    return method.run(self, bindArguments(name, at, written, method.signature));
  };
  switch (self.type) {
    case 'workplane':
      return callWorkplane(self, name, written, at);
    case 'sketch':
      return call(self, SKETCH_METHODS, 'Sketch');
    case 'faces':
      return call(self, FACES_METHODS, 'Workplane with faces');
    case 'edges':
      return call(self, EDGES_METHODS, 'Workplane with edges');
    default:
      return refuse(at, `there is no ${name}() on ${describe(self)}`);
  }
}

type Methods<T> = Readonly<
  Record<string, { readonly signature: string; readonly run: (self: T, args: Arguments) => Value }>
>;

function callWorkplane(self: Workplane, name: string, written: readonly Argument[], at: Position): Value {
  if (name === 'sketch') {
    bindArguments(name, at, written, '');
    return newSketch(self, self.budget);
  }
  if (name === 'placeSketch') {
    const argument = bindArguments(name, at, written, 'sketch').get('sketch')!;
    if (argument.value.type !== 'sketch') return refuse(argument.at, 'placeSketch() needs a sketch');
    return withSketch(self, argument.value, at);
  }
  if (name === 'val') {
    bindArguments(name, at, written, '');
    return { type: 'shape', bodies: self.bodies };
  }
  const method =
    ownMethod(WORKPLANE_METHODS, name) ??
    refuseMethod('Workplane', name, [...Object.keys(WORKPLANE_METHODS), 'sketch', 'placeSketch', 'val'], at);
  return method.run(self, bindArguments(name, at, written, method.signature));
}

const WORKPLANE_METHODS: Methods<Workplane> = {
  ...DRAWING_METHODS,
  ...SOLID_METHODS,
  ...WORKPLANE_SELECTIONS,
};

const ownMethod = <T>(methods: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(methods, name) ? methods[name] : undefined;

function refuseMethod(type: string, name: string, known: readonly string[], at: Position): never {
  return refuse(at, `${type}.${name}() is not among the calls that are read: ${known.join(', ')}`);
}

/** Calls a name inside the cadquery module. */
export function callModule(
  { name, budget }: Extract<Value, { type: 'module' }>,
  written: readonly Argument[],
  at: Position,
): Value {
  switch (name) {
    case 'Workplane':
      return newWorkplane(bindArguments(name, at, written, 'inPlane? origin?'), budget);
    case 'Plane':
      return newPlane(bindArguments(name, at, written, 'origin xDir? normal?'));
    case 'Sketch':
      bindArguments(name, at, written, '');
      return newSketch(undefined, budget);
    case 'Compound.makeCompound':
      return newCompound(bindArguments(name, at, written, 'listOfShapes'));
    default:
      return refuse(
        at,
        `cadquery.${name} is not read; Workplane, Plane, Sketch and Compound.makeCompound are`,
      );
  }
}

function newWorkplane(args: Arguments, budget: Budget): Workplane {
  const inPlane = args.get('inPlane');
  const value = inPlane?.value ?? { type: 'string', text: 'XY' };
  if (value.type === 'shape')
    return {
      ...workplaneOn(planeNamed('XY', args), budget),
      bodies: value.bodies,
      stack: [{ kind: 'solid' }],
    };
  if (value.type === 'plane' && !args.get('origin')) return workplaneOn(value, budget);
  if (value.type === 'string') return workplaneOn(planeNamed(value.text, args), budget);
  return refuse(
    inPlane?.at ?? args.at,
    'a Workplane is read from the name of a plane and an origin, from a Plane, or from a shape',
  );
}

const workplaneOn = (plane: Plane, budget: Budget): Workplane => ({
  type: 'workplane',
  plane,
  shift: ORIGIN,
  offset: constant(0),
  stack: [],
  drawing: { path: undefined, wires: [] },
  bodies: [],
  budget,
});

function planeNamed(name: string, args: Arguments): Plane {
  const axes =
    namedPlane(name) ??
    refuse(
      args.get('inPlane')?.at ?? args.at,
      `there is no plane "${name}"; the planes are ${planeNames.join(', ')}`,
    );
  return {
    type: 'plane',
    origin: args.get('origin') ? vectorOf(args, 'origin') : liftPlain<Vec3>([0, 0, 0]),
    ...axes,
  };
}

function newPlane(args: Arguments): Plane {
  const direction = (name: string, fallback: Vec3): Vec3 => {
    const vector = args.get(name) ? plainValue<Vec3>(vectorOf(args, name) as Lifted<Vec3>) : fallback;
    return length(vector) > 0
      ? normalize(vector)
      : refuse(args.get(name)?.at ?? args.at, `${name} must not be zero`, 'program-invalid');
  };
  const normal = direction('normal', [0, 0, 1]);
  const wanted = args.get('xDir') ? direction('xDir', [1, 0, 0]) : defaultX(normal);
  const xAxis = addScaled(wanted, normal, -dot(wanted, normal));
  if (length(xAxis) < 1e-9) refuse(args.at, 'xDir must not run along the normal', 'program-invalid');
  return { type: 'plane', origin: vectorOf(args, 'origin'), xAxis: normalize(xAxis), normal };
}

/** The x axis that OpenCascade's gp_Ax3 gives a normal. */
function defaultX([x, y, z]: Vec3): Vec3 {
  const [a, b, c] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  if (b <= a && b <= c) return normalize(a > c ? [-z, 0, x] : [z, 0, -x]);
  if (a <= b && a <= c) return normalize(b > c ? [0, -z, y] : [0, z, -y]);
  return normalize(a > b ? [-y, x, 0] : [y, -x, 0]);
}

function newCompound(args: Arguments): Shape {
  const { items, at } = itemsOf(args, 'listOfShapes', MAX_PLACES);
  const bodies = items.flatMap((item) =>
    item.type === 'shape'
      ? item.bodies
      : refuse(at, 'makeCompound() is read with a list of .val() of workplanes'),
  );
  return { type: 'shape', bodies };
}

const describe = (value: Value): string => (value.type === 'none' ? 'None' : `a ${value.type}`);
