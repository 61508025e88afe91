import type { Random } from '../../geometry/random.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { edgeLength, edgesOf } from '../../program/region.ts';
import { combineRegions } from '../../program/region-boolean.ts';
import type { Loop, Profile } from '../../program/types.ts';

/** Centres lie in a square of half this side, and sizes are shares of it: only proportions matter, see `drawModel`. */
const REACH = 0.7;
const RADII = [0.1, 0.6] as const;
const SIDES = [0.15, 1.5] as const;

/** Most outlines in the paper's examples run along the axes, some are slanted. */
const ALONG_AXES = 0.6;

/** How often a primitive is drawn about a centre used before: the paper reuses "point coordinates" (section 3.2). */
const SAME_CENTER = 0.25;

/** Edges shorter than this are accidents that no grid of 200 steps holds. */
const SHORTEST_EDGE = 1e-3;

/**
 * Draws a plane shape: 3 to 8 circles and rotated rectangles, each joined with or cut from those before it (CAD-Recode,
 * Algorithm 1), as its connected regions, whose loops are lines, arcs and circles. Empty where nothing is left of it, or
 * where an edge has next to no length. The paper gives no sizes; ours are the constants of this file.
 * `centers` are those that may be used again; new ones are added.
 */
export function drawShape(random: Random, centers: Vec2[]): Profile[] {
  let shape: Profile[] = [];
  for (let left = random.integer(3, 8); left > 0; left--) {
    const primitive = [{ outer: drawPrimitive(random, centers), holes: [] }];
    const joined = random.chance(0.5);
    if (shape.length > 0) shape = combineRegions(joined ? 'union' : 'difference', shape, primitive);
    else if (joined) shape = primitive;
  }
  return shape.every(hasSoundEdges) ? shape : [];
}

function drawPrimitive(random: Random, centers: Vec2[]): Loop {
  const center = drawCenter(random, centers);
  if (random.chance(0.5)) return { kind: 'circle', center, radius: random.uniform(...RADII) };
  const [width, length] = [random.uniform(...SIDES), random.uniform(...SIDES)];
  const angle = random.chance(ALONG_AXES) ? 0 : random.uniform(0, Math.PI / 2);
  return rotatedRectangle(center, width, length, angle);
}

function drawCenter(random: Random, centers: Vec2[]): Vec2 {
  if (centers.length > 0 && random.chance(SAME_CENTER)) return random.pick(centers);
  const center: Vec2 = [random.uniform(-REACH, REACH), random.uniform(-REACH, REACH)];
  centers.push(center);
  return center;
}

function rotatedRectangle([x, y]: Vec2, width: number, length: number, angle: number): Loop {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corner = (u: number, v: number): Vec2 => [x + u * cos - v * sin, y + u * sin + v * cos];
  const [a, b] = [width / 2, length / 2];
  const corners = [corner(-a, -b), corner(a, -b), corner(a, b), corner(-a, b)];
  return {
    kind: 'path',
    start: corners[3],
    edges: corners.map((to) => ({ kind: 'line', to })),
  };
}

const hasSoundEdges = ({ outer, holes }: Profile): boolean =>
  [outer, ...holes].every(
    (loop) =>
      loop.kind === 'circle' ||
      [...edgesOf(loop)].every(({ from, edge }) => edgeLength(from, edge) > SHORTEST_EDGE),
  );
