import type { Bounds } from '../geometry/mesh.ts';
import type { Vec2 } from '../geometry/vector.ts';
import { type Affine, addMultiple, constant, minus, plus, sameAffine, times } from './affine.ts';
import { type Axis, keepsItsPlace, type Level, levelAt, levelsNear, nearestLevel } from './levels.ts';
import type { Lifted } from './lifted.ts';
import { shapeOf, sizeCoefficients } from './loop-shapes.ts';
import type { Names } from './names.ts';
import { drivenBy, holdsPlace, type Span, type SpanContext, spanCandidates } from './spans.ts';
import type { Edge, Loop } from './types.ts';

export type Point = readonly [Affine, Affine];
type Path = Extract<Loop, { kind: 'path' }>;

/** How a sketch's two directions lie in the world: along which axis, which way, and where their zero is. */
export type SketchAxes = readonly [SketchAxis, SketchAxis];
type SketchAxis = { readonly axis: Axis; readonly sign: number; readonly origin: number };

/** Where a loop is named: in which directions, where they are those of the world, and among what. */
export type LoopContext = {
  readonly axes: SketchAxes | undefined;
  /** Of what the loop sweeps. */
  readonly boxOf: (loop: Loop) => Bounds;
  /** Faces, ends of curves: what nothing may pass. */
  readonly levels: Level[];
  /** Those of them that were there before the sketch: its loops follow these and not each other. */
  readonly anchors: readonly Level[];
  /** Corners, which others may follow and may pass. */
  readonly corners: Level[];
  readonly names: Names;
};

/** A loop with a shape: a point of it is the center plus each size times a coefficient. */
export type ShapedLoop = {
  readonly loop: Loop;
  readonly center: Vec2;
  readonly sizes: readonly {
    readonly size: string;
    readonly suffix: string;
    readonly value: number;
    /** How much of it lies on either side of the center along x and y. */
    readonly reach: Vec2;
  }[];
};

/** The shape that a loop has, or undefined for a path without one. */
export function shapedLoop(loop: Loop): ShapedLoop | undefined {
  if (loop.kind === 'circle') {
    const diameter = {
      size: 'diameter',
      suffix: '_diameter',
      value: 2 * loop.radius,
      reach: [0.5, 0.5],
    } as const;
    return { loop, center: loop.center, sizes: [diameter] };
  }
  const shape = shapeOf(loop);
  if (!shape) return undefined;
  const { center } = shape;
  if (shape.kind === 'slot') {
    const along: Vec2 = [Math.abs(shape.direction[0]) / 2, Math.abs(shape.direction[1]) / 2];
    return {
      loop,
      center,
      sizes: [
        { size: 'length', suffix: '_length', value: shape.length, reach: along },
        {
          size: 'diameter',
          suffix: '_width',
          value: shape.diameter,
          reach: [0.5 - along[0], 0.5 - along[1]],
        },
      ],
    };
  }
  const sides: ShapedLoop['sizes'] = [
    { size: 'width', suffix: '_width', value: shape.width, reach: [0.5, 0] },
    { size: 'length', suffix: '_length', value: shape.length, reach: [0, 0.5] },
  ];
  if (shape.kind === 'rectangle') return { loop, center, sizes: sides };
  const radius = { size: 'radius', suffix: '_corner_radius', value: shape.radius, reach: [0, 0] } as const;
  return { loop, center, sizes: [...sides, radius] };
}

/** Where a loop with a shape is, and how large. */
export type Placement = { readonly center: Point; readonly sizes: Readonly<Record<string, Affine>> };

/** The loop's numbers as its placement has them. */
export function placedLoop({ loop }: ShapedLoop, { center, sizes }: Placement): Lifted<Loop> {
  if (loop.kind === 'circle') {
    const at: Point = [drivenBy(loop.center[0], center[0]), drivenBy(loop.center[1], center[1])];
    return { kind: 'circle', center: at, radius: drivenBy(loop.radius, times(sizes.diameter, 0.5)) };
  }
  const shape = shapeOf(loop)!;
  return mapPath(loop, (p, k) => {
    const coefficients = Object.entries(sizeCoefficients(shape, p));
    return coefficients.reduce((sum, [size, c]) => addMultiple(sum, sizes[size], c[k]), center[k]);
  });
}

/** The path with each coordinate driven by what `part` says of it. */
export function mapPath(path: Path, part: (point: Vec2, k: 0 | 1) => Affine): Lifted<Loop> {
  const point = (p: Vec2): Point => [drivenBy(p[0], part(p, 0)), drivenBy(p[1], part(p, 1))];
  const edges = path.edges.map((edge): Lifted<Edge> => {
    const to = point(edge.to);
    return edge.kind === 'line' ? { kind: 'line', to } : { kind: 'arc', through: point(edge.through), to };
  });
  return { kind: 'path', start: point(path.start), edges };
}

/** How far a placed shape reaches along one direction of the sketch. */
export function spanOf({ sizes }: ShapedLoop, placement: Placement, k: 0 | 1): Span {
  const half = sizes.reduce(
    (sum, { size, reach }) => addMultiple(sum, placement.sizes[size], reach[k]),
    constant(0),
  );
  return { low: minus(placement.center[k], half), high: plus(placement.center[k], half) };
}

/** What is so placed in the sketch, placed in the world. */
const toWorld = ({ sign, origin }: SketchAxis, number: Affine): Affine =>
  addMultiple(constant(origin), number, sign);
const toSketch = ({ sign, origin }: SketchAxis, number: Affine): Affine =>
  times(addMultiple(number, constant(origin), -1), sign);
const worldSpan = (axis: SketchAxis, { low, high }: Span): Span => {
  const ends = [toWorld(axis, low), toWorld(axis, high)];
  return axis.sign > 0 ? { low: ends[0], high: ends[1] } : { low: ends[1], high: ends[0] };
};
const sketchSpan = (axis: SketchAxis, { low, high }: Span): Span => {
  const ends = [toSketch(axis, low), toSketch(axis, high)];
  return axis.sign > 0 ? { low: ends[0], high: ends[1] } : { low: ends[1], high: ends[0] };
};

/** Whether a placed shape keeps its place among the levels of both directions. */
export function holdsBoth(shaped: ShapedLoop, placement: Placement, context: LoopContext): boolean {
  const { axes, boxOf, levels, names } = context;
  if (!axes) return true;
  const box = boxOf(shaped.loop);
  return ([0, 1] as const).every((k) =>
    holdsPlace(worldSpan(axes[k], spanOf(shaped, placement, k)), { axis: axes[k].axis, box, levels, names }),
  );
}

/** About its center, which stays, with its sizes named. */
export function centered({ center, sizes }: ShapedLoop, name: string, names: Names): Placement {
  const named = sizes.map(({ size, suffix, value }) => [size, names.propose(name + suffix, value)]);
  return { center: [constant(center[0]), constant(center[1])], sizes: Object.fromEntries(named) };
}

/** Places a loop of its own among what is there, and names its sizes. */
export function placeAlone(shaped: ShapedLoop, name: string, context: LoopContext): Placement {
  const { axes, names } = context;
  if (axes) {
    const [alongX, alongY] = [
      waysAlong(shaped, 0, name, axes, context),
      waysAlong(shaped, 1, name, axes, context),
    ];
    // Of a size that both directions share the one says how large it is whose ends are on levels.
    const yFirst = alongY.length === 1 && alongX.length > 1;
    for (const first of yFirst ? alongY : alongX) {
      for (const second of yFirst ? alongX : alongY) {
        const start = centered(shaped, name, names);
        const one = first(start, false);
        const two = one && second(one, shaped.loop.kind === 'circle');
        const placement = two && withCorners(shaped, two, axes, context);
        if (placement && holdsBoth(shaped, placement, context)) return settled(placement, names);
        names.settle([]);
      }
    }
  }
  return settled(centered(shaped, name, names), names);
}

/** The placement with the parameters that it depends on named. */
function settled(placement: Placement, names: Names): Placement {
  names.settle([...Object.values(placement.sizes), ...placement.center]);
  return placement;
}

/** Places a shape along one direction too; undefined where its size, if that is `given`, does not allow it. */
type Way = (placement: Placement, given: boolean) => Placement | undefined;

/** Ways to place the shape along one direction, where one size alone says how far it reaches there. */
function waysAlong(
  shaped: ShapedLoop,
  k: 0 | 1,
  name: string,
  axes: SketchAxes,
  { boxOf, anchors, names }: LoopContext,
): Way[] {
  const spanning = shaped.sizes.filter(({ reach }) => reach[k] > 1e-12);
  if (spanning.length !== 1) return [(placement) => placement];
  const [{ size, value }] = spanning;
  const box = boxOf(shaped.loop);
  const near = levelsNear(anchors, box);
  const context: SpanContext = { axis: axes[k].axis, box, levels: near, names };
  const middle = toWorld(axes[k], constant(shaped.center[k])).value;
  const [low, high] = [middle - value / 2, middle + value / 2];
  const about =
    (center: Affine) =>
    (extent: () => Affine): Span => ({
      low: drivenBy(low, addMultiple(center, extent(), -0.5)),
      high: drivenBy(high, addMultiple(center, extent(), 0.5)),
    });
  const neighbour = nearestLevel(near, context.axis, middle, names);
  const free = [about(constant(middle)), ...(neighbour?.terms.size ? [about(neighbour)] : [])];
  const candidates = spanCandidates({ low, high }, free, `${name}_offset`, context);
  return candidates.map((candidate) => (placement, given) => {
    const span = sketchSpan(
      axes[k],
      candidate(() => placement.sizes[size]),
    );
    const extent = minus(span.high, span.low);
    if (given && !sameAffine(extent, placement.sizes[size], names.tolerance)) return undefined;
    const center = times(plus(span.low, span.high), 0.5);
    const centers: Point = k === 0 ? [center, placement.center[1]] : [placement.center[0], center];
    return { center: centers, sizes: { ...placement.sizes, [size]: extent } };
  });
}

/** The placement with corners that follow those of a shape above or below. */
function withCorners(
  { loop, sizes }: ShapedLoop,
  placement: Placement,
  axes: SketchAxes,
  { boxOf, corners, names }: LoopContext,
): Placement {
  const radius = sizes.find(({ size }) => size === 'radius');
  if (!radius) return placement;
  const left = addMultiple(placement.center[0], placement.sizes.width, -0.5);
  const at = toWorld(axes[0], constant(left.value + radius.value)).value;
  const box = boxOf(loop);
  const corner = levelAt(levelsNear(corners, box), axes[0].axis, at, box, names);
  if (!corner) return placement;
  const followed = minus(toSketch(axes[0], corner), left);
  // A corner of another side, which is there by chance, is no radius alone.
  const [term, ...others] = followed.terms;
  const alone =
    term !== undefined && Math.abs(term[1] * names.valueOf(term[0]) - radius.value) <= names.tolerance;
  if (!alone || others.length > 0) return placement;
  return { ...placement, sizes: { ...placement.sizes, radius: followed } };
}

/**
 * A path without a shape: coordinates on a level follow it, and those that a level would pass keep their distance to the
 * nearest. What an arc touches moves together, the whole path if it can: else tangents are lost.
 */
export function placePath(path: Path, context: LoopContext): Lifted<Loop> {
  const { axes } = context;
  if (!axes) return mapPath(path, () => constant(0));
  const curved = path.edges.some(({ kind }) => kind === 'arc');
  const parts = ([0, 1] as const).map((k) => {
    const groups = movingTogether(path, k);
    const whole = curved ? partsOf([groups.flat()], path, axes[k], context) : undefined;
    return whole?.holds ? whole.partAt : partsOf(groups, path, axes[k], context).partAt;
  });
  return mapPath(path, (point, k) => parts[k].get(point[k]) ?? constant(0));
}

/** What each coordinate of the groups follows, and whether all hold their places then. */
function partsOf(
  groups: readonly (readonly number[])[],
  path: Path,
  along: SketchAxis,
  { boxOf, levels, anchors, names }: LoopContext,
): { partAt: Map<number, Affine>; holds: boolean } {
  const { axis } = along;
  const box = boxOf(path);
  const near = levelsNear(levels, box);
  const followed = levelsNear(anchors, box);
  const partAt = new Map<number, Affine>();
  let all = true;
  for (const group of groups) {
    const places = group.map((value) => toWorld(along, constant(value)).value);
    const holds = (part: Affine): boolean =>
      places.every((place) => keepsItsPlace(drivenBy(place, part), axis, near, names));
    const on = places.flatMap((place) => levelAt(followed, axis, place, box, names) ?? []);
    const beside = places.flatMap((place) => nearestLevel(followed, axis, place, names) ?? []);
    const held = [...on.slice(0, 1), constant(0), ...on.slice(1), ...beside].find(holds);
    all &&= held !== undefined;
    for (const value of group) partAt.set(value, toSketch(along, held ?? on[0] ?? constant(0)));
  }
  return { partAt, holds: all };
}

/** The distinct coordinates of the path's points along x or y, in groups that arcs hold together. */
function movingTogether({ start, edges }: Path, k: 0 | 1): number[][] {
  let groups: number[][] = [];
  const join = (values: readonly number[]): void => {
    const met = groups.filter((group) => group.some((value) => values.includes(value)));
    groups = [...groups.filter((group) => !met.includes(group)), [...new Set([...met.flat(), ...values])]];
  };
  let from = start;
  for (const edge of edges) {
    if (edge.kind === 'arc') join([from[k], edge.through[k], edge.to[k]]);
    else join([edge.to[k]]);
    from = edge.to;
  }
  return groups;
}

/** Adds what a named loop adds: its faces across the sketch's directions, how far it reaches, and its corners. */
export function addLevels(
  lifted: Lifted<Loop>,
  loop: Loop,
  { axes, boxOf, levels, corners }: LoopContext,
): void {
  if (!axes) return;
  const box = boxOf(loop);
  for (const k of [0, 1] as const) {
    const level = (place: Affine): Level => ({ axis: axes[k].axis, at: toWorld(axes[k], place), box });
    if (lifted.kind === 'circle') {
      levels.push(
        level(minus(lifted.center[k], lifted.radius)),
        level(plus(lifted.center[k], lifted.radius)),
      );
      continue;
    }
    const places = new Map(pointsOf(lifted).map((point) => [point[k].value, point[k]]));
    const [low, high] = [Math.min(...places.keys()), Math.max(...places.keys())];
    const faces = facesAcross(lifted, k);
    for (const [value, place] of places)
      (value === low || value === high || faces.has(value) ? levels : corners).push(level(place));
  }
}

type LiftedPath = Extract<Lifted<Loop>, { readonly kind: 'path' }>;

/** Where along x or y the path has lines across. */
function facesAcross(path: LiftedPath, k: 0 | 1): Set<number> {
  const faces = new Set<number>();
  let from = path.start;
  for (const edge of path.edges) {
    if (edge.kind === 'line' && edge.to[k].value === from[k].value) faces.add(from[k].value);
    from = edge.to;
  }
  return faces;
}

/** Where edges end, and the middle of arcs, which may reach further. */
const pointsOf = (path: LiftedPath): Point[] =>
  path.edges.flatMap((edge): Point[] => {
    const to: Point = [edge.to[0], edge.to[1]];
    return edge.kind === 'arc' ? [[edge.through[0], edge.through[1]], to] : [to];
  });
