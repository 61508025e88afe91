import { cross } from '../geometry/vector.ts';
import { type Affine, addMultiple, constant, minus, times } from './affine.ts';
import { featureBounds } from './bounds.ts';
import { featureNames, roleOf, type SweepRole } from './feature-names.ts';
import { type Level, levelAt } from './levels.ts';
import { type Lifted, liftFeatures, lowerFeatures } from './lifted.ts';
import { type Names, startNames } from './names.ts';
import { type Pattern, patternOf, patternPosition } from './patterns.ts';
import {
  addLevels,
  centered,
  holdsBoth,
  type LoopContext,
  type Placement,
  type Point,
  placeAlone,
  placedLoop,
  placePath,
  type ShapedLoop,
  type SketchAxes,
  shapedLoop,
} from './place-loops.ts';
import { chooseSpan, drivenBy, type SpanContext, spanCandidates } from './spans.ts';
import { isSweep } from './sweeps.ts';
import type { Feature, Loop, Program, Sweep } from './types.ts';

/**
 * The same program with `parameters` for what a designer would change: depths, diameters, sizes of rectangles, slots
 * and rounded rectangles about their centers, and spacings of patterns. Features that stand on or go through an
 * earlier one follow its thickness. Numbers of the features stay as they are; earlier parameters are replaced.
 */
export function nameParameters<F extends Feature>(program: Program<F>): Program<F> {
  const names = startNames(program.features);
  const featureName = featureNames(program.features);
  const lifted = liftFeatures<Feature>(program.features);
  let body: Body = { levels: [], corners: [] };
  const named = program.features.map((feature, i): Lifted<Feature> => {
    const own = lifted[i];
    if (!isSweep(feature) || own.kind === 'fillet' || own.kind === 'chamfer') return nameBlend(own, names);
    if (feature.operation === 'new') body = { levels: [], corners: [] };
    const sized = nameSizes(own, feature, featureName[i], names, body);
    if (sized.kind !== 'extrude' || feature.kind !== 'extrude') return sized;
    return nameDepth(sized, feature, featureName[i], names, body.levels);
  });
  const { features, parameters } = lowerFeatures(named as Lifted<F>[], names.values);
  return { unit: program.unit, features, parameters };
}

/** What there is so far of the body that features work on. */
type Body = Pick<LoopContext, 'levels' | 'corners'>;

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

function nameSizes(
  lifted: Lifted<Sweep>,
  feature: Sweep,
  featureName: string,
  names: Names,
  { levels, corners }: Body,
): Lifted<Sweep> {
  // Holes of one diameter are one choice wherever they stand; other features have sizes of their own.
  const name = roleOf(feature) === 'hole' ? 'hole' : featureName;
  const { profiles } = feature.sketch;
  const boxOf = (loop: Loop) =>
    featureBounds({ ...feature, sketch: { ...feature.sketch, profiles: [{ outer: loop, holes: [] }] } });
  const context: LoopContext = { axes: sketchAxes(feature), boxOf, levels, anchors: [], corners, names };
  levels.push(...levelOfAxis(feature, context.axes));
  const outers = nameLoops(
    profiles.map(({ outer }) => outer),
    name,
    context,
  );
  const inners = nameLoops(
    profiles.flatMap(({ holes }) => holes),
    `${name}_hole`,
    context,
  );
  const named = profiles.map(({ holes }, i) => ({ outer: outers[i], holes: inners.splice(0, holes.length) }));
  return { ...lifted, sketch: { ...lifted.sketch, profiles: named } };
}

/** The sketch's directions as those of the world, where they are. */
function sketchAxes({ sketch: { frame } }: Sweep): SketchAxes | undefined {
  const along = [frame.xAxis, cross(frame.normal, frame.xAxis)].flatMap((direction) => {
    const axis = ([0, 1, 2] as const).find((k) => Math.abs(direction[k]) === 1);
    return axis === undefined ? [] : [{ axis, sign: direction[axis], origin: frame.origin[axis] }];
  });
  return along.length === 2 ? [along[0], along[1]] : undefined;
}

/** A revolve's profile may end on its axis and must not pass it. */
function levelOfAxis(feature: Sweep, axes: SketchAxes | undefined): Level[] {
  if (feature.kind !== 'revolve' || !axes) return [];
  const { point, direction } = feature.axis;
  const across = ([0, 1] as const).find((k) => Math.abs(direction[1 - k]) === 1);
  if (across === undefined) return [];
  const { axis, sign, origin } = axes[across];
  return [{ axis, at: constant(origin + sign * point[across]), box: featureBounds(feature) }];
}

/** Loops with their sizes named, and the spacing too where they are equal and form a pattern. */
function nameLoops(loops: readonly Loop[], name: string, around: LoopContext): Lifted<Loop>[] {
  const context: LoopContext = { ...around, anchors: [...around.levels] };
  const shaped = loops.map(shapedLoop);
  const arranged = placePattern(shaped, name, context);
  return loops.map((loop, i): Lifted<Loop> => {
    const shape = shaped[i];
    const lifted = shape
      ? placedLoop(shape, arranged?.[i] ?? placeAlone(shape, name, context))
      : placePath(loop as Extract<Loop, { kind: 'path' }>, context);
    addLevels(lifted, loop, context);
    return lifted;
  });
}

/** Places of loops that are equal and form a pattern whose spacing can change; undefined where they are none. */
function placePattern(
  loops: readonly (ShapedLoop | undefined)[],
  name: string,
  context: LoopContext,
): Placement[] | undefined {
  const { names } = context;
  const shaped = loops.flatMap((loop) => loop ?? []);
  if (shaped.length < loops.length) return undefined;
  const plain = shaped.map((each) => centered(each, name, names));
  const sizesOf = ({ sizes }: Placement) => Object.values(sizes).map(({ terms }) => [...terms.keys()].join());
  const equal = plain.every((placement) => sizesOf(placement).join() === sizesOf(plain[0]).join());
  const pattern = equal ? patternOf(shaped.map(({ center }) => center)) : undefined;
  const placed = pattern && arrangedBy(pattern, shaped, plain, name, names);
  const among: LoopContext = { ...context, levels: [...context.levels], corners: [] };
  for (const [i, placement] of (placed ?? []).entries()) {
    if (!holdsBoth(shaped[i], placement, among)) {
      names.settle([]);
      return undefined;
    }
    addLevels(placedLoop(shaped[i], placement), shaped[i].loop, among);
  }
  names.settle((placed ?? []).flatMap(({ center, sizes }) => [...Object.values(sizes), ...center]));
  return placed;
}

function arrangedBy(
  pattern: Pattern,
  shaped: readonly ShapedLoop[],
  plain: readonly Placement[],
  name: string,
  names: Names,
): Placement[] {
  const spacing = proposeSpacing(pattern, name, names);
  return shaped.map(({ center }, i): Placement => {
    const position = patternPosition(pattern, center);
    const along = (k: 0 | 1) => drivenBy(center[k], times(spacing[k], position[k]));
    return { center: [along(0), along(1)], sizes: plain[i].sizes };
  });
}

function proposeSpacing(pattern: Pattern, name: string, names: Names): Point {
  if (pattern.kind === 'ring') {
    const radius = times(names.propose(`${name}_circle_diameter`, 2 * pattern.radius), 0.5);
    return [radius, radius];
  }
  const [x, y] = pattern.spacing;
  const suffixes = x > 0 && y > 0 ? ['_x', '_y'] : ['', ''];
  const along = (k: 0 | 1) =>
    pattern.spacing[k] > 0 ? names.propose(`${name}_spacing${suffixes[k]}`, pattern.spacing[k]) : constant(0);
  return [along(0), along(1)];
}

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
  const depthName = `${name}_${DEPTH_NAMES[roleOf(feature)]}`;
  if (axis === undefined) return { ...lifted, ...ends(from, to, names.name(depthName, to - from)) };

  const sign = frame.normal[axis];
  const box = featureBounds(feature);
  const plane = levelAt(levels, axis, frame.origin[axis], box, names) ?? constant(frame.origin[axis]);
  const inWorld = (distance: Affine): Affine => addMultiple(plane, distance, sign);
  const own = (depth: () => Affine) => {
    const { from: start, to: end } = ends(from, to, depth());
    return sign > 0
      ? { low: inWorld(start), high: inWorld(end) }
      : { low: inWorld(end), high: inWorld(start) };
  };
  const [first, last] = [from, to].map((distance) => frame.origin[axis] + sign * distance);
  const context: SpanContext = { axis, box, levels, names };
  const candidates = spanCandidates(
    { low: Math.min(first, last), high: Math.max(first, last) },
    [own],
    `${name}_offset`,
    context,
  );
  const { low, high } = chooseSpan(candidates, () => names.propose(depthName, to - from), context);
  const distance = (value: number, level: Affine) => drivenBy(value, times(minus(level, plane), sign));
  const span = { from: distance(from, sign > 0 ? low : high), to: distance(to, sign > 0 ? high : low) };
  for (const at of [low, high]) levels.push({ axis, at, box });
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
