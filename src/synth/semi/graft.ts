import type { Random } from '../../geometry/random.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { loopBounds, mapLoop, type PlaneBounds } from '../../program/region.ts';
import { loopRelation } from '../../program/region-boolean.ts';
import type { Extrude, Loop, Profile, SweptProgram } from '../../program/types.ts';
import { type Seat, seatsOf } from './seats.ts';

/** What is taken over from another design: its profiles, how far they were extruded, and whether away or in. */
export type Graft = {
  readonly profiles: readonly Profile[];
  readonly distance: number;
  readonly operation: 'join' | 'cut';
  /** Whether a cut goes all the way through what lies under its seat. */
  readonly through: boolean;
};

/** Places that are tried before a graft is given up. */
const TRIES = 12;
/** Of a seat's size, the most that a graft takes. */
const LARGEST = 0.85;

/**
 * The design with a graft on one of its plane faces (Fusion 360 Gallery, 4.3): moved to a random place on a random face
 * and made smaller where it would not fit into its outline, as much in height as across. Undefined where no place was
 * found.
 */
export function graftOnto(design: SweptProgram, graft: Graft, random: Random): SweptProgram | undefined {
  const seats = seatsOf(design);
  if (seats.length === 0) return undefined;
  const size = boundsOf(graft.profiles);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const seat = random.pick(seats);
    const placed = placedOn(seat, graft.profiles, size, random);
    if (!placed) continue;
    const feature = extrusion(seat, graft, placed, random);
    return { unit: design.unit, features: [...design.features, feature] };
  }
  return undefined;
}

type Placed = { readonly profiles: readonly Profile[]; readonly scale: number };

/** The profiles somewhere on the face, inside its outline and clear of its holes; undefined where they are not. */
function placedOn(
  { bounds: face, face: outline }: Seat,
  profiles: readonly Profile[],
  box: PlaneBounds,
  random: Random,
): Placed | undefined {
  const [width, height] = [face.maxU - face.minU, face.maxV - face.minV];
  const fit = Math.min(width / (box.maxU - box.minU), height / (box.maxV - box.minV));
  const scale = Math.min(1, fit * LARGEST * random.uniform(0.3, 1));
  // In the middle of the face half of the time, as people like it, else anywhere.
  const room = [width - scale * (box.maxU - box.minU), height - scale * (box.maxV - box.minV)];
  const shift = random.chance(0.5) ? [0, 0] : room.map((free) => random.uniform(-0.45, 0.45) * free);
  const center = [(face.minU + face.maxU) / 2 + shift[0], (face.minV + face.maxV) / 2 + shift[1]];
  const middle = [(box.minU + box.maxU) / 2, (box.minV + box.maxV) / 2];
  const move = ([u, v]: Vec2): Vec2 => [
    center[0] + scale * (u - middle[0]),
    center[1] + scale * (v - middle[1]),
  ];
  const placed = profiles.map(({ outer, holes }) => ({
    outer: scaledLoop(outer, move, scale),
    holes: holes.map((hole) => scaledLoop(hole, move, scale)),
  }));
  const inside = placed.every(
    ({ outer }) =>
      loopRelation(outer, outline.outer) === 'first inside' &&
      outline.holes.every((hole) => loopRelation(outer, hole) === 'apart'),
  );
  return inside ? { profiles: placed, scale } : undefined;
}

const scaledLoop = (loop: Loop, move: (point: Vec2) => Vec2, scale: number): Loop => {
  const moved = mapLoop(loop, move);
  return moved.kind === 'circle' ? { ...moved, radius: scale * moved.radius } : moved;
};

/** Away from the face, or into it: a cut that is not through leaves a tenth of the depth at least. */
function extrusion(
  { frame, depth }: Seat,
  { distance, operation, through }: Graft,
  { profiles, scale }: Placed,
  random: Random,
): Extrude {
  const sketch = { frame, profiles };
  const height = scale * distance * Math.exp(random.normal(0, 0.2));
  if (operation === 'join') return { kind: 'extrude', operation, sketch, from: 0, to: height };
  return {
    kind: 'extrude',
    operation,
    sketch,
    from: through ? -depth : -Math.min(height, 0.9 * depth),
    to: 0,
  };
}

/** The box of all the profiles. */
export function boundsOf(profiles: readonly Profile[]): PlaneBounds {
  const boxes = profiles.map(({ outer }) => loopBounds(outer));
  return {
    minU: Math.min(...boxes.map(({ minU }) => minU)),
    minV: Math.min(...boxes.map(({ minV }) => minV)),
    maxU: Math.max(...boxes.map(({ maxU }) => maxU)),
    maxV: Math.max(...boxes.map(({ maxV }) => maxV)),
  };
}
