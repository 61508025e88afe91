import type { Vec3 } from '../../geometry/vector.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import { greatestMagnitude, lengthsOf } from '../../program/numbers.ts';
import { isOnSweptFace, sweptFaces } from '../../program/swept-faces.ts';
import type { Extrude, Loop } from '../../program/types.ts';
import { type Position, refuse } from './tokens.ts';

/** A point is on a side that it is so near to, as a share of the greatest length. */
const SAME_PLACE = 1e-9;
/** Steps of work, as the budget counts them, to see whether a point is on a side. */
const WORK_PER_SIDE = 10;

/**
 * The places in an extrusion of the sides that go through the points: loops with points on all their sides, and single
 * sides of others. Throws `program-syntax` for a point that is not on exactly one side.
 */
export function sidesThrough(
  lifted: Lifted<Extrude>,
  points: readonly { readonly point: Vec3; readonly at: Position }[],
  work: (steps: number) => void,
): string[] {
  const extrude = plainValue<Extrude>(lifted);
  const sides = sweptFaces([extrude], '/0/sketch').filter((face) => 'loop' in face);
  work(WORK_PER_SIDE * sides.length * points.length);
  const tolerance = SAME_PLACE * greatestMagnitude(lengthsOf(extrude));
  const touched = new Map<Loop, Set<number>>();
  for (const { point, at } of points) {
    const [side, ...more] = sides.filter((face) => isOnSweptFace(face, point, tolerance));
    if (side === undefined || more.length > 0)
      return refuse(at, 'this point must lie on one side of the solid, and not on its edge');
    touched.set(side.loop, (touched.get(side.loop) ?? new Set<number>()).add(side.edge));
  }
  return extrude.sketch.profiles.flatMap(({ outer, holes }, p) =>
    [outer, ...holes].flatMap((loop, l) => {
      const name = `sketch/profiles/${p}/${l === 0 ? 'outer' : `holes/${l - 1}`}`;
      const found = [...(touched.get(loop) ?? [])];
      if (found.length === 0) return [];
      const isWhole = loop.kind === 'circle' || found.length === loop.edges.length;
      return isWhole ? [name] : found.map((edge) => `${name}/edges/${edge}`);
    }),
  );
}
