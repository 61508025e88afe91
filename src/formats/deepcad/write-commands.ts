import { CadtraceError } from '../../errors.ts';
import { planeToWorld } from '../../geometry/frame.ts';
import type { Bounds } from '../../geometry/mesh.ts';
import { addScaled, type Vec2 } from '../../geometry/vector.ts';
import { type Piece, piecePoint } from '../../program/plane-piece.ts';
import { loopBounds } from '../../program/region.ts';
import { scaleProgram } from '../../program/transform.ts';
import type { Extrude, Feature, Loop, Operation, Profile, Program } from '../../program/types.ts';
import {
  COLUMN,
  COLUMNS,
  COMMANDS,
  type Command,
  type CommandSequence,
  EXTENT_TYPES,
  type ExtentType,
  LEVELS,
  OPERATIONS,
  UNUSED,
} from './commands.ts';
import { orderedLoops, orderedPieces, startOf } from './loop-order.ts';
import { angleLevel, lengthLevel, level } from './quantise.ts';
import { planeAngles } from './sketch-plane.ts';

/** Share of the cube from -1 to 1 that parts and sketches fill, which leaves room for augmentation. */
const FILLED = 0.75;

/**
 * The program as DeepCAD's commands (Wu et al., 2021, section 3.1; layout and rounding of its authors'
 * program). `bounds` is the box of the part, see `normalizeProgram`: lengths are scaled so that its corner farthest
 * from the world origin along an axis comes to 0.75, and nothing is moved. Each profile becomes an extrusion of its
 * own, later ones of a new body joined to it; a profile starts at the middle of a square of 256 levels, scaled to what
 * reaches farthest from there. The sequence says what the program says: another sketch plane, direction or order of
 * features that makes the same solid gives other commands. Parameters are dropped. Throws `format-unsupported` for
 * features other than extrusions, `program-invalid` for a box without size.
 */
export function writeCommands(program: Program, bounds: Bounds): CommandSequence {
  const reach = Math.max(...[...bounds.min, ...bounds.max].map(Math.abs));
  if (!(reach > 0 && reach < Infinity)) {
    throw new CadtraceError('program-invalid', 'a part without size cannot be normalised', { value: reach });
  }
  const { features } = scaleProgram({ unit: program.unit, features: program.features }, FILLED / reach);
  const rows = features.map(extrusionOf).flatMap((extrude) =>
    extrude.sketch.profiles.flatMap((profile, i) => {
      const operation = extrude.operation === 'new' && i > 0 ? 'join' : extrude.operation;
      return profileRows(extrude, profile, operation);
    }),
  );
  return Int16Array.from([...rows, row('end', {})].flat());
}

function extrusionOf(feature: Feature, index: number): Extrude {
  if (feature.kind === 'extrude') return feature;
  throw new CadtraceError(
    'format-unsupported',
    `DeepCAD's commands have no ${feature.kind}, only extrusions`,
    {
      where: `feature ${index}`,
    },
  );
}

function row(command: Command, parameters: { readonly [Name in keyof typeof COLUMN]?: number }): number[] {
  const values = new Array<number>(COLUMNS).fill(UNUSED);
  values[COLUMN.command] = COMMANDS.indexOf(command);
  for (const [name, value] of Object.entries(parameters)) values[COLUMN[name as keyof typeof COLUMN]] = value;
  return values;
}

/** The rows of one profile's loops, and of its extrusion. */
function profileRows(extrude: Extrude, profile: Profile, operation: Operation): number[][] {
  const loops = orderedLoops(profile);
  const start = startOf(loops[0]);
  const size = sizeAbout(start, loops);
  const { lift, type, one, two } = extentOf(extrude);
  const { frame } = extrude.sketch;
  const [originX, originY, originZ] = addScaled(planeToWorld(frame, start), frame.normal, lift);
  const { theta, phi, gamma } = planeAngles(frame);
  const extrusion = row('extrude', {
    theta: angleLevel(theta),
    phi: angleLevel(phi),
    gamma: angleLevel(gamma),
    originX: lengthLevel(originX),
    originY: lengthLevel(originY),
    originZ: lengthLevel(originZ),
    size: level((size / 2) * LEVELS),
    extentOne: lengthLevel(one),
    extentTwo: lengthLevel(two),
    operation: OPERATIONS.indexOf(operation),
    extentType: EXTENT_TYPES.indexOf(type),
  });
  const scale = ((LEVELS / 2) * FILLED - 1) / size;
  return [...loops.flatMap((loop) => loopRows(loop, start, scale)), extrusion];
}

/** How far the loops' boxes reach from `start` along u or v at most. */
function sizeAbout([u, v]: Vec2, loops: readonly Loop[]): number {
  const reaches = loops
    .map(loopBounds)
    .flatMap(({ minU, minV, maxU, maxV }) => [
      Math.abs(minU - u),
      Math.abs(maxU - u),
      Math.abs(minV - v),
      Math.abs(maxV - v),
    ]);
  return Math.max(...reaches);
}

function loopRows(loop: Loop, start: Vec2, scale: number): number[][] {
  const grid = ([u, v]: Vec2): Vec2 => [
    level(LEVELS / 2 + scale * (u - start[0])),
    level(LEVELS / 2 + scale * (v - start[1])),
  ];
  const begin = row('loop', {});
  if (loop.kind === 'path') return [begin, ...orderedPieces(loop).map((piece) => pieceRow(piece, grid))];
  const [x, y] = grid(loop.center);
  return [begin, row('circle', { x, y, radius: Math.max(1, level(scale * loop.radius)) })];
}

function pieceRow(piece: Piece, grid: (p: Vec2) => Vec2): number[] {
  const [x, y] = grid(piece.to);
  if (!piece.arc) return row('line', { x, y });
  const [startX, startY] = grid(piece.from);
  const [middleX, middleY] = grid(piecePoint(piece, 0.5));
  // Which way round is told on the grid, where a flat arc may have become its chord: that counts as counter-clockwise.
  const bulge = (middleX - startX) * (y - startY) - (middleY - startY) * (x - startX);
  const sweep = Math.max(1, level((Math.abs(piece.arc.sweep) / (2 * Math.PI)) * LEVELS));
  return row('arc', { x, y, sweep, counterClockwise: bulge >= 0 ? 1 : 0 });
}

/** Extents closer to 0, to each other or to a sketch plane than this, of a part of about unit size, are there. */
const TOLERANCE = 1e-9;

/** The extents from a sketch plane that is moved by `lift` along its normal, to where the extrusion begins if it begins elsewhere. */
function extentOf({ from, to }: Extrude): { lift: number; type: ExtentType; one: number; two: number } {
  if (from >= -TOLERANCE) {
    const lift = from <= TOLERANCE ? 0 : from;
    return { lift, type: 'one-sided', one: to - lift, two: 0 };
  }
  if (to <= TOLERANCE) {
    const lift = to >= -TOLERANCE ? 0 : to;
    return { lift, type: 'one-sided', one: from - lift, two: 0 };
  }
  if (Math.abs(from + to) <= TOLERANCE) return { lift: 0, type: 'symmetric', one: to, two: 0 };
  return { lift: 0, type: 'two-sided', one: to, two: -from };
}
