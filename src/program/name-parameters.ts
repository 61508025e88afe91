import type { Vec2 } from '../geometry/vector.ts';
import { type Affine, addMultiple, constant, minus, plus, times, variable } from './affine.ts';
import { featureNames, roleOf, type SweepRole } from './feature-names.ts';
import { type Lifted, liftFeatures, lowerFeatures } from './lifted.ts';
import { type LoopShape, shapeOf, sizeCoefficients } from './loop-shapes.ts';
import { greatestMagnitude, lengthsOf, shortestDecimal } from './numbers.ts';
import { type Pattern, patternOf, patternPosition } from './patterns.ts';
import { isSweep } from './sweeps.ts';
import type { Edge, Feature, Loop, Program, Sweep } from './types.ts';

/**
 * The same program with `parameters` for what a designer would change: depths, diameters, sizes of rectangles, slots
 * and rounded rectangles about their centers, and spacings of patterns. Features that stand on or go through an
 * earlier one follow its thickness. Numbers of the features stay as they are; earlier parameters are replaced.
 */
export function nameParameters<F extends Feature>(program: Program<F>): Program<F> {
  const names = startNames(program.features);
  const featureName = featureNames(program.features);
  const lifted = liftFeatures<Feature>(program.features);
  let levels: Level[] = [];
  const named = program.features.map((feature, i): Lifted<Feature> => {
    const own = lifted[i];
    if (!isSweep(feature) || own.kind === 'fillet' || own.kind === 'chamfer') return nameBlend(own, names);
    if (feature.operation === 'new') levels = [];
    const sized = nameSizes(own, feature, featureName[i], names);
    if (sized.kind !== 'extrude' || feature.kind !== 'extrude') return sized;
    return nameDepth(sized, feature, featureName[i], names, levels);
  });
  const { features, parameters } = lowerFeatures(named as Lifted<F>[], names.values);
  return { unit: program.unit, features, parameters };
}

/** Parameters named so far. */
type Names = {
  readonly values: Map<string, number>;
  readonly tolerance: number;
  /** The parameter for `value` under the wanted name: an equal one if there is one, else the next free number of it. */
  readonly name: (wanted: string, value: number) => Affine;
};

function startNames(features: readonly Feature[]): Names {
  const values = new Map<string, number>();
  const tolerance = 1e-9 * greatestMagnitude(features.map(lengthsOf));
  const name = (wanted: string, value: number) => {
    const rounded = shortestDecimal(value, tolerance / 1000);
    let free = wanted;
    for (let k = 2; values.has(free) && Math.abs(values.get(free)! - rounded) > tolerance; k++)
      free = `${wanted}_${k}`;
    if (!values.has(free)) values.set(free, rounded);
    return variable(free, rounded);
  };
  return { values, tolerance, name };
}

/** Equal radii are one choice, wherever the edges are. */
function nameBlend(blend: Lifted<Feature>, names: Names): Lifted<Feature> {
  const named = ({ value }: Affine, name: string) => drivenBy(value, names.name(name, value));
  switch (blend.kind) {
    case 'fillet':
      return { ...blend, radius: named(blend.radius, 'fillet_radius') };
    case 'chamfer':
      return { ...blend, distance: named(blend.distance, 'chamfer_distance') };
    default:
      return blend;
  }
}

function nameSizes(lifted: Lifted<Sweep>, feature: Sweep, featureName: string, names: Names): Lifted<Sweep> {
  // Holes of one diameter are one choice wherever they stand; other features have sizes of their own.
  const name = roleOf(feature) === 'hole' ? 'hole' : featureName;
  const { profiles } = feature.sketch;
  const outers = nameLoops(
    profiles.map(({ outer }) => outer),
    name,
    names,
  );
  const inners = nameLoops(
    profiles.flatMap(({ holes }) => holes),
    `${name}_hole`,
    names,
  );
  const named = profiles.map(({ holes }, i) => ({ outer: outers[i], holes: inners.splice(0, holes.length) }));
  return { ...lifted, sketch: { ...lifted.sketch, profiles: named } };
}

type Point = readonly [Affine, Affine];

/** Loops with their sizes named, and the spacing too where they are equal and form a pattern. */
function nameLoops(loops: readonly Loop[], name: string, names: Names): Lifted<Loop>[] {
  const sized = loops.map((loop) => sizedLoop(loop, name, names));
  const [first] = sized;
  const equal = sized.every(({ sizes }) => sizes.length > 0 && sizes.join() === first.sizes.join());
  const pattern = equal ? patternOf(sized.map(({ center }) => center)) : undefined;
  if (!pattern) return sized.map(({ at, center }) => at([constant(center[0]), constant(center[1])]));
  const spacing = nameSpacing(pattern, name, names);
  return sized.map(({ at, center }) => {
    const position = patternPosition(pattern, center);
    const along = (k: 0 | 1) => drivenBy(center[k], times(spacing[k], position[k]));
    return at([along(0), along(1)]);
  });
}

/** A loop about a center that is free to move, with the names of its sizes; none for a path without a shape. */
type SizedLoop = {
  readonly sizes: readonly string[];
  readonly center: Vec2;
  readonly at: (center: Point) => Lifted<Loop>;
};

function sizedLoop(loop: Loop, name: string, names: Names): SizedLoop {
  if (loop.kind === 'circle') {
    const diameter = names.name(`${name}_diameter`, 2 * loop.radius);
    const radius = drivenBy(loop.radius, times(diameter, 0.5));
    return {
      sizes: [...diameter.terms.keys()],
      center: loop.center,
      at: (center) => ({ kind: 'circle', center, radius }),
    };
  }
  const shape = shapeOf(loop);
  const sizes = shape
    ? shapeSizes(shape).map(({ size, suffix, value }) => ({
        size,
        parameter: names.name(name + suffix, value),
      }))
    : [];
  const at = (center: Point): Lifted<Loop> => {
    const point = (p: Vec2): Point => {
      const coefficients = shape ? sizeCoefficients(shape, p) : {};
      const along = (k: 0 | 1) =>
        drivenBy(
          p[k],
          sizes.reduce(
            (sum, { size, parameter }) => addMultiple(sum, parameter, coefficients[size][k]),
            center[k],
          ),
        );
      return [along(0), along(1)];
    };
    const edges = loop.edges.map((edge): Lifted<Edge> => {
      const to = point(edge.to);
      return edge.kind === 'line' ? { kind: 'line', to } : { kind: 'arc', through: point(edge.through), to };
    });
    return { kind: 'path', start: point(loop.start), edges };
  };
  return {
    sizes: sizes.flatMap(({ parameter }) => [...parameter.terms.keys()]),
    center: shape?.center ?? loop.start,
    at,
  };
}

function nameSpacing(pattern: Pattern, name: string, names: Names): Point {
  if (pattern.kind === 'ring') {
    const radius = times(names.name(`${name}_circle_diameter`, 2 * pattern.radius), 0.5);
    return [radius, radius];
  }
  const [x, y] = pattern.spacing;
  const suffixes = x > 0 && y > 0 ? ['_x', '_y'] : ['', ''];
  const along = (k: 0 | 1) =>
    pattern.spacing[k] > 0 ? names.name(`${name}_spacing${suffixes[k]}`, pattern.spacing[k]) : constant(0);
  return [along(0), along(1)];
}

function shapeSizes(shape: LoopShape) {
  if (shape.kind === 'slot') {
    return [
      { size: 'length', suffix: '_length', value: shape.length },
      { size: 'diameter', suffix: '_width', value: shape.diameter },
    ];
  }
  const sides = [
    { size: 'width', suffix: '_width', value: shape.width },
    { size: 'length', suffix: '_length', value: shape.length },
  ];
  return shape.kind === 'rectangle'
    ? sides
    : [...sides, { size: 'radius', suffix: '_corner_radius', value: shape.radius }];
}

/** The number `value` that follows the parameters of `part` and is otherwise constant. */
const drivenBy = (value: number, part: Affine): Affine => ({ value, terms: part.terms });

/** A plane across a world axis where an earlier feature of the body starts or ends. */
type Level = { readonly axis: 0 | 1 | 2; readonly at: Affine };

const DEPTH_NAMES: Record<SweepRole, string> = {
  plate: 'thickness',
  base: 'height',
  boss: 'height',
  shaft: 'height',
  trim: 'height',
  hole: 'depth',
  slot: 'depth',
  pocket: 'depth',
  cut: 'depth',
  groove: 'depth',
};

/**
 * Names an extrusion's depth. Where its sketch plane or an end lies on a level of an earlier feature, it follows
 * that level instead, so that a boss stays on its plate and a through hole goes through.
 */
function nameDepth(
  lifted: Extract<Lifted<Feature>, { kind: 'extrude' }>,
  feature: Extract<Feature, { kind: 'extrude' }>,
  name: string,
  names: Names,
  levels: Level[],
): Lifted<Feature> {
  const { from, to } = feature;
  const { frame } = feature.sketch;
  const axis = ([0, 1, 2] as const).find((k) => Math.abs(frame.normal[k]) === 1);
  const depth = () => names.name(`${name}_${DEPTH_NAMES[roleOf(feature)]}`, to - from);
  if (axis === undefined) return { ...lifted, ...ends(from, to, depth()) };

  const sign = frame.normal[axis];
  const levelAt = (position: number) =>
    levels.find((level) => level.axis === axis && Math.abs(level.at.value - position) <= names.tolerance)?.at;
  const plane = levelAt(frame.origin[axis]) ?? constant(frame.origin[axis]);
  const fromLevel = levelAt(frame.origin[axis] + sign * from);
  const toLevel = levelAt(frame.origin[axis] + sign * to);
  const distance = (value: number, level: Affine) => drivenBy(value, times(minus(level, plane), sign));

  let span: { from: Affine; to: Affine };
  if (fromLevel && toLevel) span = { from: distance(from, fromLevel), to: distance(to, toLevel) };
  else if (fromLevel) {
    const start = distance(from, fromLevel);
    span = { from: start, to: drivenBy(to, plus(start, depth())) };
  } else if (toLevel) {
    const end = distance(to, toLevel);
    span = { from: drivenBy(from, minus(end, depth())), to: end };
  } else span = ends(from, to, depth());

  for (const end of [span.from, span.to]) levels.push({ axis, at: addMultiple(plane, end, sign) });
  const origin = lifted.sketch.frame.origin.map((number, k) =>
    k === axis ? drivenBy(number.value, plane) : number,
  );
  const { xAxis, normal } = lifted.sketch.frame;
  return {
    ...lifted,
    ...span,
    sketch: { ...lifted.sketch, frame: { origin: [origin[0], origin[1], origin[2]], xAxis, normal } },
  };
}

/** The two ends by one depth: the end in the sketch plane stays, or the middle, or else the start. */
function ends(from: number, to: number, depth: Affine): { from: Affine; to: Affine } {
  const tiny = 1e-9 * (to - from);
  if (Math.abs(to) <= tiny) return { from: drivenBy(from, times(depth, -1)), to: constant(to) };
  if (Math.abs(from + to) <= tiny)
    return { from: drivenBy(from, times(depth, -0.5)), to: drivenBy(to, times(depth, 0.5)) };
  return { from: constant(from), to: drivenBy(to, depth) };
}
