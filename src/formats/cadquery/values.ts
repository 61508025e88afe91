import type { Vec3 } from '../../geometry/vector.ts';
import type { Affine } from '../../program/affine.ts';
import type { Lifted } from '../../program/lifted.ts';
import type { Blend, Loop, Profile, Sweep } from '../../program/types.ts';
import type { Point } from '../code/lifted-shapes.ts';
import type { HelperName } from './blend-helpers.ts';
import type { Location } from './lifted-loops.ts';
import { type Position, refuse } from './tokens.ts';

export type { Location };

/** What an expression of the script stands for. */
export type Value =
  | { readonly type: 'number'; readonly number: Affine }
  | { readonly type: 'string'; readonly text: string }
  | { readonly type: 'boolean'; readonly truth: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'list'; readonly items: readonly Value[] }
  /** The cadquery module, or a name inside it such as `cq.Workplane`. */
  | { readonly type: 'module'; readonly name: string; readonly budget: Budget }
  /** A function that the script has defined. */
  | { readonly type: 'function'; readonly name: HelperName; readonly budget: Budget }
  | Plane
  | Workplane
  | Sketch
  | Shape
  | Faces
  | Edges;

export type Plane = {
  readonly type: 'plane';
  readonly origin: Lifted<Vec3>;
  readonly xAxis: Vec3;
  readonly normal: Vec3;
};

/** Steps of work that reading a script may still take: short scripts can ask for endless geometry. */
export type Budget = { left: number };

/** Takes steps of some tens of nanoseconds off the budget. Throws `input-too-large` once it is used up. */
export function spend(budget: Budget, steps: number, at: Position): void {
  budget.left -= steps;
  if (budget.left < 0) refuse(at, 'the script asks for too much geometry to be read', 'input-too-large');
}

/** Bodies, each a sequence of steps of which the first one is a sweep that is new. */
export type Shape = { readonly type: 'shape'; readonly bodies: readonly Body[] };
export type Body = readonly Step[];
export type Step = Lifted<Sweep> | BlendStep;

/** A blend of which edges are known by sketches; which features these belong to shows in the end. */
export type BlendStep = {
  readonly kind: Blend['kind'];
  readonly size: Affine;
  readonly edges: readonly EdgesBetween[];
  readonly at: Position;
};
/** The edges in which faces meet. */
export type EdgesBetween = readonly [SweptFaces, SweptFaces];
/** Faces of a solid, which is known by the sketch that it was swept from, and where in its feature they are. */
export type SweptFaces = { readonly sketch: Lifted<Sweep>['sketch']; readonly place: string };

export const isBlendStep = (step: Step): step is BlendStep =>
  step.kind === 'fillet' || step.kind === 'chamfer';

/** Faces selected of what the Workplane has made. */
export type Faces = { readonly type: 'faces'; readonly of: Workplane; readonly faces: readonly SweptFaces[] };

/** Edges selected of what the Workplane has made; as in CadQuery, `add()` changes them. */
export type Edges = { readonly type: 'edges'; readonly of: Workplane; readonly edges: EdgesBetween[] };

/** What a Workplane has on its stack. */
export type Item =
  | ({ readonly kind: 'location' } & Location)
  /** An edge just drawn: the next one starts at its end. */
  | { readonly kind: 'edge'; readonly end: Point }
  /** A wire: its center is the current point; unknown for free paths. */
  | { readonly kind: 'wire'; readonly center: Point | undefined }
  | {
      readonly kind: 'sketch';
      readonly sketch: Pick<Sketch, 'region'>;
      readonly locations: readonly Location[];
    }
  | { readonly kind: 'solid' };

/**
 * A point on a chain of Workplane calls. Coordinates are those of `plane`; `center()` moves `shift`, and
 * `workplane(offset)` the distance from the plane.
 */
export type Workplane = {
  readonly type: 'workplane';
  readonly plane: Plane;
  readonly shift: Point;
  readonly offset: Affine;
  readonly stack: readonly Item[];
  /** Shared by the whole chain, as in CadQuery: what was drawn and not yet swept. */
  readonly drawing: Drawing;
  /** The bodies that the chain has made so far. */
  readonly bodies: readonly Body[];
  readonly budget: Budget;
};

export type Drawing = { path: Lifted<PathLoop> | undefined; wires: Lifted<Loop>[] };
export type PathLoop = Extract<Loop, { kind: 'path' }>;

/** Profiles that do not overlap. */
export type Region = readonly Lifted<Profile>[];

/** A CadQuery Sketch; its methods change it and return it. */
export type Sketch = {
  readonly type: 'sketch';
  readonly parent: Workplane | undefined;
  readonly budget: Budget;
  region: Region;
  /** Segments and arcs: closed paths, and perhaps an open one at the end. */
  readonly paths: Lifted<PathLoop>[];
  /** Where the next faces go; the origin when undefined. */
  selection: { readonly locations: readonly Location[]; readonly areVertices: boolean } | undefined;
};

/** An argument as written. */
export type Argument = { readonly keyword: string | undefined; readonly value: Value; readonly at: Position };

/** Arguments by parameter name. */
export type Arguments = {
  readonly at: Position;
  readonly get: (name: string) => Argument | undefined;
};

/**
 * Assigns arguments to parameter names as Python does. Names that end in "?" may be left out.
 * Throws `program-syntax` for a missing, repeated or unknown argument.
 */
export function bindArguments(
  call: string,
  at: Position,
  written: readonly Argument[],
  signature: string,
): Arguments {
  const names = signature.split(' ').filter((name) => name !== '');
  const bound = new Map<string, Argument>();
  written.forEach((argument, i) => {
    const name = argument.keyword ?? names[i]?.replace('?', '');
    if (name === undefined) refuse(argument.at, `${call}() takes at most ${names.length} arguments here`);
    if (!names.includes(name) && !names.includes(`${name}?`)) {
      refuse(
        argument.at,
        `${call}() is read with the arguments ${names.join(', ').replaceAll('?', '')}, not with ${name}`,
      );
    }
    if (bound.has(name)) refuse(argument.at, `${call}() got ${name} twice`);
    bound.set(name, argument);
  });
  const missing = names.find((name) => !name.endsWith('?') && !bound.has(name));
  if (missing !== undefined) refuse(at, `${call}() needs ${missing}`);
  return { at, get: (name) => bound.get(name) };
}

export function numberOf(args: Arguments, name: string): Affine {
  const argument = args.get(name);
  return argument?.value.type === 'number'
    ? argument.value.number
    : refuse(argument?.at ?? args.at, `${name} must be a number`);
}

/** A number above 0; throws `program-invalid` for others. */
export function positiveOf(args: Arguments, name: string): Affine {
  const number = numberOf(args, name);
  if (number.value > 0) return number;
  return refuse(
    args.get(name)?.at ?? args.at,
    `${name} must be more than 0, not ${number.value}`,
    'program-invalid',
  );
}

export const numberOr = (args: Arguments, name: string, fallback: Affine): Affine =>
  args.get(name) ? numberOf(args, name) : fallback;

/** A whole number from 1 to `limit`. */
export function countOf(args: Arguments, name: string, limit: number): number {
  const { value } = numberOf(args, name);
  if (Number.isInteger(value) && value >= 1 && value <= limit) return value;
  return refuse(args.get(name)?.at ?? args.at, `${name} must be a whole number from 1 to ${limit}`);
}

export function truthOf(args: Arguments, name: string, fallback: boolean): boolean {
  const argument = args.get(name);
  if (argument === undefined) return fallback;
  return argument.value.type === 'boolean'
    ? argument.value.truth
    : refuse(argument.at, `${name} must be True or False`);
}

/** One truth value for all of `count` axes, or one each; all are True when left out. */
export function truthsOf(args: Arguments, name: string, count: number): boolean[] {
  const argument = args.get(name);
  const value = argument?.value;
  if (value?.type !== 'list') return Array.from({ length: count }, () => truthOf(args, name, true));
  const truths = value.items.flatMap((item) => (item.type === 'boolean' ? [item.truth] : []));
  return truths.length === count
    ? truths
    : refuse(argument?.at ?? args.at, `${name} must be ${count} times True or False`);
}

/** An angle given in degrees, in radians; 0 when left out. */
export const radiansOf = (args: Arguments, name: string): number =>
  args.get(name) ? (numberOf(args, name).value * Math.PI) / 180 : 0;

/** A text out of a few, or the fallback. */
export function choiceOf<T extends string>(
  args: Arguments,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const argument = args.get(name);
  if (argument === undefined) return fallback;
  const { value } = argument;
  const choice = choices.find((text) => value.type === 'string' && value.text === text);
  return (
    choice ?? refuse(argument.at, `${name} must be one of ${choices.map((text) => `"${text}"`).join(', ')}`)
  );
}

export function itemsOf(
  args: Arguments,
  name: string,
  limit: number,
): { items: readonly Value[]; at: Position } {
  const argument = args.get(name);
  const at = argument?.at ?? args.at;
  if (argument?.value.type !== 'list') return refuse(at, `${name} must be a list`);
  if (argument.value.items.length > limit)
    refuse(at, `${name} has ${argument.value.items.length} items; at most ${limit} are read`);
  return { items: argument.value.items, at };
}

export function textOf(args: Arguments, name: string): string {
  const argument = args.get(name);
  return argument?.value.type === 'string'
    ? argument.value.text
    : refuse(argument?.at ?? args.at, `${name} must be a text`);
}

export function pointOf(args: Arguments, name: string): Point {
  const argument = args.get(name);
  return coordinatesOf(argument?.value, argument?.at ?? args.at, name);
}

/** The points of a list. */
export function pointsOf(args: Arguments, name: string, limit: number): Point[] {
  const { items, at } = itemsOf(args, name, limit);
  return items.map((item) => coordinatesOf(item, at, `each of ${name}`));
}

/** The two coordinates of a point; a third one must be 0. */
function coordinatesOf(value: Value | undefined, at: Position, name: string): Point {
  const numbers =
    value?.type === 'list'
      ? value.items.map((item) => (item.type === 'number' ? item.number : undefined))
      : [];
  const [x, y, z] = numbers;
  if (x && y && (numbers.length === 2 || (numbers.length === 3 && z?.value === 0 && z.terms.size === 0)))
    return [x, y];
  return refuse(at, `${name} must be a point in the plane: (x, y)`);
}

export function vectorOf(args: Arguments, name: string): Lifted<Vec3> {
  const argument = args.get(name);
  return vectorIn(argument?.value, argument?.at ?? args.at, name);
}

/** The three coordinates of a point or direction in space. */
export function vectorIn(value: Value | undefined, at: Position, name: string): Lifted<Vec3> {
  const numbers =
    value?.type === 'list'
      ? value.items.flatMap((item) => (item.type === 'number' ? [item.number] : []))
      : [];
  const [x, y, z] = numbers;
  return numbers.length === 3 ? [x, y, z] : refuse(at, `${name} must be three numbers: (x, y, z)`);
}
