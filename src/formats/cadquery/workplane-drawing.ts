import { constant, minus, times } from '../../program/affine.ts';
import type { Lifted } from '../../program/lifted.ts';
import type { Edge, Loop } from '../../program/types.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { gridLocations, locationsAt, MAX_PLACES, ringLocations } from './arrays.ts';
import {
  addPoints,
  collinear,
  gap,
  ORIGIN,
  placed,
  placedLoop,
  rectangleLoop,
  SAME_POINT,
  slotLoop,
} from './lifted-loops.ts';
import { type Position, refuse } from './tokens.ts';
import {
  type Arguments,
  type Location,
  numberOf,
  numberOr,
  pointOf,
  pointsOf,
  positiveOf,
  radiansOf,
  spend,
  truthOf,
  truthsOf,
  type Workplane,
} from './values.ts';

/** Most points of one polyline. */
const MAX_POINTS = 100_000;

type Method = { readonly signature: string; readonly run: (plane: Workplane, args: Arguments) => Workplane };

/** The 2D calls of a Workplane: moving the current point and drawing wires. */
export const DRAWING_METHODS: Readonly<Record<string, Method>> = {
  moveTo: {
    signature: 'x? y?',
    run: (w, args) => movedTo(w, local(w, [numberOr(args, 'x', ZERO), numberOr(args, 'y', ZERO)])),
  },
  move: {
    signature: 'xDist? yDist?',
    run: (w, args) => {
      const step: Point = [numberOr(args, 'xDist', ZERO), numberOr(args, 'yDist', ZERO)];
      return movedTo(w, addPoints(currentPoint(w, args.at), step));
    },
  },
  center: {
    signature: 'x y',
    run: (w, args) => {
      const shift = local(w, [numberOf(args, 'x'), numberOf(args, 'y')]);
      return movedTo({ ...w, shift }, shift);
    },
  },
  pushPoints: {
    signature: 'pntList',
    run: (w, args) => select(w, locationsAt(pointsOf(args, 'pntList', MAX_PLACES)), args.at),
  },
  rarray: {
    signature: 'xSpacing ySpacing xCount yCount center?',
    run: (w, args) => {
      const names = { spacing: ['xSpacing', 'ySpacing'], counts: ['xCount', 'yCount'] } as const;
      return select(w, gridLocations(args, names, truthsOf(args, 'center', 2)), args.at);
    },
  },
  polarArray: {
    signature: 'radius startAngle angle count fill? rotate?',
    run: (w, args) => {
      const names = { radius: 'radius', start: 'startAngle', angle: 'angle', count: 'count' };
      return select(w, ringLocations(args, names), args.at);
    },
  },
  lineTo: {
    signature: 'x y',
    run: (w, args) => lineTo(w, local(w, [numberOf(args, 'x'), numberOf(args, 'y')]), args.at),
  },
  line: {
    signature: 'xDist yDist',
    run: (w, args) => lineBy(w, [numberOf(args, 'xDist'), numberOf(args, 'yDist')], args.at),
  },
  hLine: { signature: 'distance', run: (w, args) => lineBy(w, [numberOf(args, 'distance'), ZERO], args.at) },
  vLine: { signature: 'distance', run: (w, args) => lineBy(w, [ZERO, numberOf(args, 'distance')], args.at) },
  hLineTo: {
    signature: 'xCoord',
    run: (w, args) =>
      lineTo(w, [local(w, [numberOf(args, 'xCoord'), ZERO])[0], currentPoint(w, args.at)[1]], args.at),
  },
  vLineTo: {
    signature: 'yCoord',
    run: (w, args) =>
      lineTo(w, [currentPoint(w, args.at)[0], local(w, [ZERO, numberOf(args, 'yCoord')])[1]], args.at),
  },
  polyline: { signature: 'listOfXYTuple includeCurrent?', run: polyline },
  threePointArc: { signature: 'point1 point2', run: threePointArc },
  close: { signature: '', run: close },
  rect: {
    signature: 'xLen yLen centered?',
    run: (w, args) => {
      const [width, length] = [positiveOf(args, 'xLen'), positiveOf(args, 'yLen')];
      const [x, y] = truthsOf(args, 'centered', 2);
      const center: Point = [x ? ZERO : times(width, 0.5), y ? ZERO : times(length, 0.5)];
      return drawEverywhere(w, rectangleLoop(center, width, length), center, args.at);
    },
  },
  circle: {
    signature: 'radius',
    run: (w, args) =>
      drawEverywhere(
        w,
        { kind: 'circle', center: ORIGIN, radius: positiveOf(args, 'radius') },
        ORIGIN,
        args.at,
      ),
  },
  slot2D: {
    signature: 'length diameter angle?',
    run: (w, args) => {
      const [length, diameter] = [positiveOf(args, 'length'), positiveOf(args, 'diameter')];
      const straight = minus(length, diameter);
      if (!(straight.value > 0))
        refuse(args.at, 'a slot must be longer than its diameter', 'program-invalid');
      const location = { at: ORIGIN, angle: radiansOf(args, 'angle') };
      return drawEverywhere(w, placedLoop(slotLoop(straight, diameter), location), ORIGIN, args.at);
    },
  },
};

const ZERO = constant(0);

/** Where the next shapes go: what is on the stack, or the workplane's center. */
export function locationsOf(w: Workplane, position: Position): Location[] {
  if (w.stack.length === 0) return [{ at: w.shift, angle: 0 }];
  return w.stack.map((item) => {
    if (item.kind === 'location') return item;
    if (item.kind === 'wire' && item.center) return { at: item.center, angle: 0 };
    return refuse(
      position,
      `it takes the kernel to find the center of the ${item.kind} before: add .moveTo(x, y)`,
    );
  });
}

/** Coordinates in the plane of a point given relative to the workplane's center. */
export const local = (w: Workplane, point: Point): Point => addPoints(w.shift, point);

const movedTo = (w: Workplane, point: Point): Workplane => ({
  ...w,
  stack: [{ kind: 'location', at: point, angle: 0 }],
});

const select = (w: Workplane, locations: readonly Location[], position: Position): Workplane => {
  spend(w.budget, 100 * locations.length, position);
  return {
    ...w,
    stack: locations.map(({ at, angle }) => ({ kind: 'location', at: local(w, at), angle })),
  };
};

function currentPoint(w: Workplane, position: Position): Point {
  const item = w.stack.at(-1);
  if (item === undefined) return w.shift;
  if (item.kind === 'location') return item.at;
  if (item.kind === 'edge') return item.end;
  return refuse(position, `no line can start at a ${item.kind}: add .moveTo(x, y)`);
}

const lineBy = (w: Workplane, step: Point, position: Position): Workplane =>
  lineTo(w, addPoints(currentPoint(w, position), step), position);

const lineTo = (w: Workplane, to: Point, position: Position): Workplane =>
  addEdge(w, currentPoint(w, position), { kind: 'line', to }, position);

function polyline(w: Workplane, args: Arguments): Workplane {
  const points = pointsOf(args, 'listOfXYTuple', MAX_POINTS).map((point) => local(w, point));
  const start = truthOf(args, 'includeCurrent', false) ? currentPoint(w, args.at) : points.shift();
  if (start === undefined || points.length === 0)
    return refuse(args.at, 'a polyline needs two points or more');
  return points.reduce(
    (plane, to) => addEdge(plane, currentPoint(plane, args.at), { kind: 'line', to }, args.at),
    movedTo(w, start),
  );
}

function threePointArc(w: Workplane, args: Arguments): Workplane {
  const [through, to] = [local(w, pointOf(args, 'point1')), local(w, pointOf(args, 'point2'))];
  return addEdge(w, currentPoint(w, args.at), { kind: 'arc', through, to }, args.at);
}

function addEdge(w: Workplane, from: Point, edge: Lifted<Edge>, position: Position): Workplane {
  checkEdge(from, edge, position);
  const path = w.drawing.path ?? { kind: 'path', start: from, edges: [] };
  const end = path.edges.at(-1)?.to ?? path.start;
  if (gap(end, from) > SAME_POINT)
    refuse(position, 'this edge does not start where the one before ended: close() the outline first');
  // Shared with every copy of the chain; edges are appended in place, as long outlines would cost their square.
  if (w.drawing.path) (w.drawing.path.edges as Lifted<Edge>[]).push(edge);
  else w.drawing.path = { ...path, edges: [edge] };
  return { ...w, stack: [{ kind: 'edge', end: edge.to }] };
}

/** Throws `program-invalid` for an edge without length and for an arc on a line. */
export function checkEdge(from: Point, edge: Lifted<Edge>, position: Position): void {
  if (edge.kind === 'arc' ? collinear(from, edge.through, edge.to) : gap(from, edge.to) <= SAME_POINT) {
    refuse(
      position,
      edge.kind === 'arc' ? 'the three points of this arc lie on a line' : 'this line has no length',
      'program-invalid',
    );
  }
}

function close(w: Workplane, args: Arguments): Workplane {
  const { path } = w.drawing;
  if (!path) return refuse(args.at, 'there is no outline to close');
  w.drawing.path = undefined;
  addWires(w, [closedPath(path.start, path.edges)], args.at);
  return { ...w, stack: [{ kind: 'wire', center: undefined }] };
}

/** The edges as a closed loop: a last line is added unless they end at the start already. */
export function closedPath(
  start: Point,
  edges: readonly Lifted<Edge>[],
): Lifted<Extract<Loop, { kind: 'path' }>> {
  const last = edges[edges.length - 1];
  return gap(last.to, start) > SAME_POINT
    ? { kind: 'path', start, edges: [...edges, { kind: 'line', to: start }] }
    : { kind: 'path', start, edges: [...edges.slice(0, -1), { ...last, to: start }] };
}

function drawEverywhere(w: Workplane, loop: Lifted<Loop>, center: Point, position: Position): Workplane {
  const locations = locationsOf(w, position);
  spend(w.budget, 20 * locations.length * (loop.kind === 'circle' ? 1 : loop.edges.length), position);
  addWires(
    w,
    locations.map((location) => placedLoop(loop, location)),
    position,
  );
  return { ...w, stack: locations.map((location) => ({ kind: 'wire', center: placed(center, location) })) };
}

function addWires(w: Workplane, wires: readonly Lifted<Loop>[], position: Position): void {
  if (w.drawing.wires.length + wires.length > MAX_PLACES)
    refuse(position, `at most ${MAX_PLACES} outlines are read in one drawing`);
  w.drawing.wires.push(...wires);
}
