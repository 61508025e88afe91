import type { Lifted } from '../../program/lifted.ts';
import type { Edge, Loop } from '../../program/types.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { gridLocations, locationsAt, MAX_PLACES, ringLocations } from './arrays.ts';
import {
  gap,
  ORIGIN,
  placed,
  placedProfile,
  polygonLoop,
  rectangleLoop,
  roundedCorners,
  SAME_POINT,
  slotLoop,
} from './lifted-loops.ts';
import { combineFaces, nestedRegion, outlineCount, placedRegion } from './sketch-region.ts';
import { type Position, refuse } from './tokens.ts';
import {
  type Arguments,
  type Budget,
  choiceOf,
  type Location,
  pointOf,
  pointsOf,
  positiveOf,
  type Region,
  radiansOf,
  type Sketch,
  spend,
  type Workplane,
} from './values.ts';
import { checkEdge, closedPath, locationsOf } from './workplane-drawing.ts';

type Method = {
  readonly signature: string;
  readonly run: (sketch: Sketch, args: Arguments) => Sketch | Workplane;
};

/** The calls of a Sketch. They change the sketch they are called on, as in CadQuery. */
export const SKETCH_METHODS: Readonly<Record<string, Method>> = {
  segment: { signature: 'p1 p2?', run: segment },
  arc: { signature: 'p1 p2 p3?', run: arc },
  close: {
    signature: '',
    run: (s, args) =>
      addEdge(s, undefined, { kind: 'line', to: endPoint(s, args.at) && s.paths[0].start }, args.at),
  },
  assemble: { signature: 'mode?', run: (s, args) => stamp(s, assembled(s, args.at), args) },
  face: { signature: 'b angle? mode?', run: face },
  rect: {
    signature: 'w h angle? mode?',
    run: (s, args) =>
      stamp(s, turned(rectangleLoop(ORIGIN, positiveOf(args, 'w'), positiveOf(args, 'h')), args), args),
  },
  circle: {
    signature: 'r mode?',
    run: (s, args) =>
      stamp(s, faceOf({ kind: 'circle', center: ORIGIN, radius: positiveOf(args, 'r') }), args),
  },
  slot: {
    signature: 'w h angle? mode?',
    run: (s, args) => stamp(s, turned(slotLoop(positiveOf(args, 'w'), positiveOf(args, 'h')), args), args),
  },
  polygon: { signature: 'pts angle? mode?', run: polygon },
  push: {
    signature: 'locs',
    run: (s, args) => select(s, locationsAt(pointsOf(args, 'locs', MAX_PLACES)), args.at),
  },
  rarray: {
    signature: 'xs ys nx ny',
    run: (s, args) => {
      const names = { spacing: ['xs', 'ys'], counts: ['nx', 'ny'] } as const;
      return selectArray(s, gridLocations(args, names, [true, true]), args.at);
    },
  },
  parray: {
    signature: 'r a1 da n rotate?',
    run: (s, args) =>
      selectArray(s, ringLocations(args, { radius: 'r', start: 'a1', angle: 'da', count: 'n' }), args.at),
  },
  reset: {
    signature: '',
    run: (s) => {
      s.selection = undefined;
      return s;
    },
  },
  vertices: { signature: '', run: selectVertices },
  fillet: { signature: 'd', run: fillet },
  clean: { signature: '', run: (s) => s },
  finalize: { signature: '', run: (s, args) => finalize(s, args.at) },
};

export const newSketch = (parent: Workplane | undefined, budget: Budget): Sketch => ({
  type: 'sketch',
  parent,
  budget,
  region: [],
  paths: [],
  selection: undefined,
});

/** The workplane with the sketch on its stack, at each of the places that were there. */
export function withSketch(w: Workplane, { region }: Pick<Sketch, 'region'>, position: Position): Workplane {
  const locations = locationsOf(w, position);
  if (locations.some(({ angle }) => angle !== 0))
    refuse(position, 'a sketch cannot be placed by polarArray(): use parray() inside the sketch');
  return { ...w, stack: [{ kind: 'sketch', sketch: { region }, locations }] };
}

function finalize(s: Sketch, position: Position): Workplane {
  if (!s.parent)
    return refuse(
      position,
      'finalize() needs a sketch that a workplane began: use .sketch() or .placeSketch(...)',
    );
  return withSketch(s.parent, s, position);
}

const faceOf = (outer: Lifted<Loop>): Region => [{ outer, holes: [] }];

const turned = (outer: Lifted<Loop>, args: Arguments): Region => turnedRegion(faceOf(outer), args);

const turnedRegion = (region: Region, args: Arguments): Region =>
  region.map((profile) => placedProfile(profile, { at: ORIGIN, angle: radiansOf(args, 'angle') }));

/** Adds the face at every selected place, or subtracts it, by the call's mode. */
function stamp(s: Sketch, region: Region, args: Arguments): Sketch {
  const mode = choiceOf(args, 'mode', ['a', 's', 'i', 'r'], 'a');
  const locations =
    s.selection && s.selection.locations.length > 0 ? s.selection.locations : [{ at: ORIGIN, angle: 0 }];
  if (outlineCount(s.region) + locations.length * outlineCount(region) > MAX_PLACES) {
    refuse(args.at, `at most ${MAX_PLACES} outlines are read in one sketch`);
  }
  const work = (steps: number) => spend(s.budget, steps, args.at);
  const faces = locations.flatMap((location) => placedRegion(region, location, work));
  s.region = combineFaces(s.region, faces, mode, work);
  return s;
}

function face(s: Sketch, args: Arguments): Sketch {
  const argument = args.get('b')!;
  if (argument.value.type !== 'sketch') return refuse(argument.at, 'face() is read with another sketch only');
  return stamp(s, turnedRegion(argument.value.region, args), args);
}

function polygon(s: Sketch, args: Arguments): Sketch {
  const points = pointsOf(args, 'pts', MAX_PLACES);
  if (points.length > 1 && gap(points[0], points[points.length - 1]) <= SAME_POINT) points.pop();
  if (points.length < 3) refuse(args.at, 'a polygon needs three points or more');
  return stamp(s, turned(polygonLoop(points), args), args);
}

function segment(s: Sketch, args: Arguments): Sketch {
  const [from, to] = args.get('p2')
    ? [pointOf(args, 'p1'), pointOf(args, 'p2')]
    : [undefined, pointOf(args, 'p1')];
  return addEdge(s, from, { kind: 'line', to }, args.at);
}

function arc(s: Sketch, args: Arguments): Sketch {
  const points = ['p1', 'p2', 'p3'].flatMap((name) => (args.get(name) ? [pointOf(args, name)] : []));
  const [through, to] = points.slice(-2);
  return addEdge(s, points.length === 3 ? points[0] : undefined, { kind: 'arc', through, to }, args.at);
}

function addEdge(s: Sketch, start: Point | undefined, edge: Lifted<Edge>, position: Position): Sketch {
  const from = start ?? endPoint(s, position);
  checkEdge(from, edge, position);
  const path = s.paths.at(-1);
  if (path && gap(endOf(path), path.start) > SAME_POINT) {
    if (gap(endOf(path), from) > SAME_POINT)
      refuse(position, 'this edge does not start where the one before ended');
    (path.edges as Lifted<Edge>[]).push(edge);
  } else s.paths.push({ kind: 'path', start: from, edges: [edge] });
  return s;
}

const endOf = (path: Sketch['paths'][number]): Point => path.edges[path.edges.length - 1].to;

function endPoint(s: Sketch, position: Position): Point {
  const path = s.paths.at(-1);
  return path ? endOf(path) : refuse(position, 'the first edge of a sketch needs a start point');
}

function assembled(s: Sketch, position: Position): Region {
  if (s.paths.length === 0) refuse(position, 'there are no edges to assemble');
  for (const path of s.paths) {
    if (gap(endOf(path), path.start) > SAME_POINT)
      refuse(position, 'the outline is not closed: add .close()', 'program-invalid');
  }
  const loops = s.paths.map(({ start, edges }) => closedPath(start, edges));
  return nestedRegion(loops, (steps) => spend(s.budget, steps, position));
}

function select(s: Sketch, locations: readonly Location[], position: Position, areVertices = false): Sketch {
  if (locations.length > MAX_PLACES) refuse(position, `at most ${MAX_PLACES} places are read`);
  spend(s.budget, 100 * locations.length, position);
  s.selection = { locations, areVertices };
  return s;
}

/** The places of an array about each place selected before. */
function selectArray(s: Sketch, array: readonly Location[], position: Position): Sketch {
  const bases = s.selection?.locations ?? [];
  if (bases.length === 0) return select(s, array, position);
  if (bases.length * array.length > MAX_PLACES) refuse(position, `at most ${MAX_PLACES} places are read`);
  const places = array.flatMap(({ at, angle }) =>
    bases.map((base) => ({ at: placed(base.at, { at, angle: 0 }), angle: base.angle + angle })),
  );
  return select(s, places, position);
}

function selectVertices(s: Sketch, args: Arguments): Sketch {
  if (s.selection) refuse(args.at, 'vertices() is read for the whole sketch only: add .reset() before it');
  const loops = s.region.flatMap(({ outer, holes }) => [outer, ...holes]);
  const points = loops.flatMap((loop) =>
    loop.kind === 'path'
      ? loop.edges.map((edge) => edge.to)
      : refuse(args.at, 'vertices() is read for outlines without circles only'),
  );
  return select(s, locationsAt(points), args.at, true);
}

function fillet(s: Sketch, args: Arguments): Sketch {
  if (!s.selection?.areVertices) refuse(args.at, 'fillet() is read after vertices() only');
  const radius = positiveOf(args, 'd');
  const rounded = (loop: Lifted<Loop>): Lifted<Loop> =>
    (loop.kind === 'path' && roundedCorners(loop, radius)) ||
    refuse(args.at, 'fillet() is read for rectangles with sides longer than twice its radius');
  s.region = s.region.map(({ outer, holes }) => ({ outer: rounded(outer), holes: holes.map(rounded) }));
  return s;
}
