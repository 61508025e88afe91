import { CadtraceError } from '../../errors.ts';
import { writeCompactCadQuery } from '../../formats/cadquery/write-compact.ts';
import type { Frame } from '../../geometry/frame.ts';
import type { Random } from '../../geometry/random.ts';
import { scale, type Vec2, type Vec3 } from '../../geometry/vector.ts';
import { programBounds } from '../../program/bounds.ts';
import { quantizeProgram } from '../../program/quantize.ts';
import type { Extrude, Profile, SweptProgram } from '../../program/types.ts';
import { validateProgram } from '../../program/validate.ts';
import type { Sample, Source } from '../source.ts';
import { mergeStraight } from './merge-straight.ts';
import { drawShape } from './sketch.ts';

/** CadQuery's names XY, YZ and ZX for them. */
const CANONICAL_PLANES: readonly { readonly xAxis: Vec3; readonly normal: Vec3 }[] = [
  { xAxis: [1, 0, 0], normal: [0, 0, 1] },
  { xAxis: [0, 1, 0], normal: [1, 0, 0] },
  { xAxis: [0, 0, 1], normal: [0, 1, 0] },
];

/** In the units of `drawShape`. */
const OFFSETS = [-0.7, 0.7] as const;
const HEIGHTS = [0.1, 1.5] as const;

/** The grid's end: no coordinate of a surface point is beyond it. */
const GRID = 100;

/**
 * CAD-Recode's procedural generator (its section 3.2 and Algorithms 1 and 2): extrusions of random shapes from
 * canonical planes, united, normalised and quantised to whole numbers from -100 to 100, with the compact CadQuery
 * beside.
 *
 * Where the paper leaves it open: there are one or two planes and one or two shapes, as in its figures 7 and 13; each
 * connected region of a shape is a sketch of its own, on a plane chosen among these and extruded to either side, which
 * is how Algorithm 2 loops over what Algorithm 1 returns.
 */
export const recodeSource: Source = {
  style: 'recode',
  draw: (random) => {
    try {
      return drawModel(random);
    } catch (error) {
      // Outlines that touch by chance leave the region Boolean, or the grid, without a closed loop.
      if (error instanceof CadtraceError && EXPECTED.has(error.code)) return undefined;
      throw error;
    }
  },
};

const EXPECTED: ReadonlySet<string> = new Set(['input-degenerate', 'program-invalid']);

function drawModel(random: Random): Sample | undefined {
  const planes = Array.from({ length: random.integer(1, 2) }, () => drawPlane(random));
  const centers: Vec2[] = [];
  const regions = Array.from({ length: random.integer(1, 2) }, () => drawShape(random, centers)).flat();
  if (regions.length === 0) return undefined;
  const features = regions.map((region, i) => drawExtrusion(random, region, planes, i === 0));
  const drawn: SweptProgram = { unit: 'mm', features };
  const quantized = quantizeProgram(drawn, programBounds(drawn));
  if (quantized.features.length < features.length) return undefined;
  const program = mergeStraight(quantized);
  if (!fitsGrid(program) || validateProgram(program).length > 0) return undefined;
  return { program, beside: { cadquery: writeCompactCadQuery(program) } };
}

function drawPlane(random: Random): Frame {
  const plane = random.pick(CANONICAL_PLANES);
  return { ...plane, origin: scale(plane.normal, random.uniform(...OFFSETS)) };
}

function drawExtrusion(random: Random, region: Profile, planes: readonly Frame[], first: boolean): Extrude {
  const frame = random.pick(planes);
  const height = random.uniform(...HEIGHTS);
  const below = random.chance(0.5);
  return {
    kind: 'extrude',
    operation: first ? 'new' : 'join',
    sketch: { frame, profiles: [region] },
    from: below ? -height : 0,
    to: below ? 0 : height,
  };
}

/** Rounding a centre and a radius, or the points of an arc, may carry the surface past the grid's end. */
function fitsGrid(program: SweptProgram): boolean {
  const { min, max } = programBounds(program);
  return [...min, ...max].every((x) => Math.abs(x) <= GRID + 1e-9);
}
