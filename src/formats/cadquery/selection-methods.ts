import type { Vec3 } from '../../geometry/vector.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import type { Sweep } from '../../program/types.ts';
import { MAX_PLACES } from './arrays.ts';
import { placeSelected, selectsEdgesAlong } from './direction-selectors.ts';
import { arePicked, type PrismEdges, prismEdges } from './prism-edges.ts';
import { edgeCount } from './sketch-region.ts';
import { MAX_FEATURES } from './solids.ts';
import { sidesThrough } from './swept-sides.ts';
import { type Position, refuse } from './tokens.ts';
import {
  type Argument,
  type Arguments,
  type BlendStep,
  type Body,
  bindArguments,
  type Edges,
  type EdgesBetween,
  type Faces,
  isBlendStep,
  positiveOf,
  spend,
  textOf,
  type Value,
  vectorIn,
  type Workplane,
} from './values.ts';

type Method<T, R> = { readonly signature: string; readonly run: (self: T, args: Arguments) => R };

/** The calls of a Workplane that select faces and edges of what it has made. */
export const WORKPLANE_SELECTIONS: Readonly<Record<string, Method<Workplane, Faces | Edges>>> = {
  faces: { signature: 'selector?', run: selectFaces },
  edges: { signature: 'selector', run: selectCorners },
};

/** The calls of a Workplane with faces selected. */
export const FACES_METHODS: Readonly<Record<string, Method<Faces, Edges>>> = {
  edges: { signature: '', run: selectRim },
};

/** The calls of a Workplane with edges selected. */
export const EDGES_METHODS: Readonly<Record<string, Method<Edges, Edges | Workplane>>> = {
  add: { signature: 'obj', run: addEdges },
  fillet: { signature: 'radius', run: (edges, args) => blend(edges, 'fillet', 'radius', args) },
  chamfer: { signature: 'length', run: (edges, args) => blend(edges, 'chamfer', 'length', args) },
};

/** Steps of work, as the budget counts them, that a pair of faces or an edge of an outline takes. */
const WORK_EACH = 20;

/** The first solid of the one body that a Workplane has made, and all that was done to it. */
function bodyOf({ bodies, stack }: Workplane, at: Position): { first: Lifted<Sweep>; body: Body } {
  const [body] = bodies;
  const first = body?.[0];
  if (bodies.length !== 1 || stack.length !== 1 || stack[0].kind !== 'solid' || isBlendStep(first))
    return refuse(at, 'faces and edges are selected of one solid only');
  return { first, body };
}

function selectFaces(of: Workplane, args: Arguments): Faces {
  const { first, body } = bodyOf(of, args.at);
  if (!body.slice(1).every(isBlendStep))
    refuse(args.at, 'faces are selected of a solid before others are joined to it or cut off');
  const place = args.get('selector')
    ? first.kind === 'extrude' && placeSelected(textOf(args, 'selector'), normalOf(first))
    : first.kind === 'revolve' && first.to.value - first.from.value > 2 * Math.PI - 1e-9 && 'sketch';
  if (!place) {
    return refuse(
      args.at,
      'faces are read where they are the ends of an extrusion, such as ">Z" and "<Z" along Z, ' +
        'all its sides, "not(<Z or >Z)", or all of a whole revolve, without a selector',
    );
  }
  return { type: 'faces', of, faces: [{ sketch: first.sketch, place }] };
}

function selectCorners(of: Workplane, args: Arguments): Edges {
  const { first, body } = bodyOf(of, args.at);
  if (first.kind === 'extrude' && selectsEdgesAlong(textOf(args, 'selector'), normalOf(first)))
    return pickedEdges(of, 'corners', body, args.at);
  return refuse(
    args.at,
    'edges are read where they are all corners along an extrusion, such as "|Z", or by edges_between()',
  );
}

function selectRim({ of, faces }: Faces, args: Arguments): Edges {
  const { body } = bodyOf(of, args.at);
  const [{ place }] = faces;
  if (place === 'from' || place === 'to') return pickedEdges(of, place, body, args.at);
  return refuse(args.at, 'edges() is read of the faces at one end of an extrusion');
}

/** These edges of a prism, of which blends may have rounded others. */
function pickedEdges(of: Workplane, edges: PrismEdges, [prism, ...later]: Body, at: Position): Edges {
  const { sketch } = prism as Lifted<Sweep>;
  spend(of.budget, WORK_EACH * (edgeCount(sketch.profiles) + later.length), at);
  const selected = ([one, other]: EdgesBetween) =>
    one.sketch === sketch && other.sketch === sketch ? prismEdges(one.place, other.place) : undefined;
  const blends = later.flatMap((step) =>
    isBlendStep(step) ? [{ kind: step.kind, edges: step.edges.map(selected) }] : [],
  );
  const profiles = plainValue<Sweep['sketch']['profiles']>(sketch.profiles);
  if (blends.length < later.length || !arePicked(edges, profiles, blends)) {
    refuse(
      at,
      'CadQuery selects more here than the edges in which faces of one extrusion meet: use edges_between() as cadtrace does',
    );
  }
  const places = edges === 'corners' ? (['sketch', 'sketch'] as const) : ([edges, 'sketch'] as const);
  const [one, other] = places.map((place) => ({ sketch, place }));
  return { type: 'edges', of, edges: [[one, other]] };
}

const normalOf = ({ sketch }: Lifted<Sweep>): Vec3 => plainValue<Vec3>(sketch.frame.normal);

function addEdges(self: Edges, args: Arguments): Edges {
  const { value, at } = args.get('obj')!;
  if (value.type !== 'edges') return refuse(at, 'add() is read with edges');
  if (value.of !== self.of) refuse(at, 'the edges added must be of the same solid');
  if (self.edges.length + value.edges.length > MAX_PLACES)
    refuse(at, `at most ${MAX_PLACES} kinds of edges are read in one blend`);
  spend(self.of.budget, WORK_EACH * value.edges.length, at);
  self.edges.push(...value.edges);
  return self;
}

function blend({ of, edges }: Edges, kind: BlendStep['kind'], sizeName: string, args: Arguments): Workplane {
  const [body] = of.bodies;
  if (body.length >= MAX_FEATURES) refuse(args.at, `the script makes more than ${MAX_FEATURES} features`);
  spend(of.budget, WORK_EACH * edges.length + body.length, args.at);
  const step = { kind, size: positiveOf(args, sizeName), edges: [...edges], at: args.at };
  return { ...of, bodies: [[...body, step]], stack: [{ kind: 'solid' }] };
}

/** Calls a function that the script has defined. */
export function callHelper(
  { name, budget }: Extract<Value, { type: 'function' }>,
  written: readonly Argument[],
  at: Position,
): Edges | Faces {
  if (name === 'edges_between') return edgesBetween(bindArguments(name, at, written, 'body some others'));
  const [solid, ...points] = written;
  if (solid?.value.type !== 'workplane' || points.length === 0 || written.some(({ keyword }) => keyword))
    return refuse(solid?.at ?? at, `${name}() needs a solid and points`);
  const { first, body } = bodyOf(solid.value, solid.at);
  if (body.length > 1 || first.kind !== 'extrude')
    return refuse(solid.at, `${name}() is read with an extrusion to which nothing was done`);
  const places = points.map(({ value, at }) => ({
    point: plainValue<Vec3>(vectorIn(value, at, 'each point')),
    at,
  }));
  const work = (steps: number) => spend(budget, steps, at);
  const faces = sidesThrough(first, places, work).map((place) => ({ sketch: first.sketch, place }));
  return { type: 'faces', of: solid.value, faces };
}

function edgesBetween(args: Arguments): Edges {
  const of = args.get('body')!;
  if (of.value.type !== 'workplane') return refuse(of.at, 'body must be a solid');
  bodyOf(of.value, of.at);
  const [some, others] = [sweptOf(args, 'some'), sweptOf(args, 'others')];
  const count = some.length * others.length;
  if (count > MAX_PLACES) refuse(args.at, `at most ${MAX_PLACES} kinds of edges are read in one blend`);
  spend(of.value.budget, WORK_EACH * count, args.at);
  const edges = some.flatMap((one) => others.map((other): EdgesBetween => [one, other]));
  return { type: 'edges', of: of.value, edges };
}

/** Faces as they were swept. */
function sweptOf(args: Arguments, name: string): Faces['faces'] {
  const { value, at } = args.get(name)!;
  if (value.type !== 'faces') return refuse(at, `${name} must be faces of a solid`);
  if (value.of.bodies[0].length > 1) refuse(at, `${name} must be faces of a solid to which nothing was done`);
  return value.faces;
}
