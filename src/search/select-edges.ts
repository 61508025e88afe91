import type { TakenBlend } from '../perceive/blends/types.ts';
import { faceSelectors } from '../program/face-selectors.ts';
import { isOnSweptFace, isSameFace, type SweptFace, sweptFaces } from '../program/swept-faces.ts';
import type { EdgeSelector, FaceSelector, Feature } from '../program/types.ts';

/** The edge that a blend was taken off, by the faces of a program that meet in it; undefined where no two do. */
export type EdgeFinder = (blend: TakenBlend) => EdgeSelector | undefined;

/** Prepares to look for edges among the faces that the features sweep; points lie on them within `tolerance`. */
export function edgeFinder(features: readonly Feature[], tolerance: number): EdgeFinder {
  const all = faceSelectors(features).flatMap((selector) =>
    sweptFaces(features, selector).map((face) => ({ selector, face })),
  );
  return ({ edge, beside }) => {
    const isOn = (points: TakenBlend['edge']) => {
      return ({ face }: { face: SweptFace }) =>
        points.every((point) => isOnSweptFace(face, point, tolerance));
    };
    const around = all.filter(isOn(edge));
    const [one, other] = beside.map((points) => around.filter(isOn(points)));
    for (const a of one)
      for (const b of other) if (!isSameFace(a.face, b.face)) return { between: [a.selector, b.selector] };
    return undefined;
  };
}

/** The same edges by fewer selectors: of all edges of a loop with one face, or with each other, the loop. */
export function gathered(features: readonly Feature[], edges: readonly EdgeSelector[]): EdgeSelector[] {
  const different = new Map(edges.map(({ between }) => [[...between].sort().join(' '), between]));
  const left = [...different.values()];
  const result: EdgeSelector[] = [];
  while (left.length > 0) {
    const [a, b] = left[0];
    const merged =
      [
        [a, b],
        [b, a],
      ].flatMap(([fixed, moving]) => {
        const { loop, count } = loopOf(features, moving);
        if (loop === undefined || loopOf(features, fixed).loop === loop) return [];
        const alike = left.filter(
          (pair) => pair.includes(fixed) && pair.some((each) => loopOf(features, each).loop === loop),
        );
        return alike.length === count && count > 1 ? [{ alike, between: [fixed, loop] as const }] : [];
      })[0] ?? cornersOf(features, left);
    if (merged) result.push({ between: merged.between });
    else result.push({ between: [a, b] });
    const gone = merged?.alike ?? [left[0]];
    left.splice(0, left.length, ...left.filter((pair) => !gone.includes(pair)));
  }
  return result;
}

type Pair = EdgeSelector['between'];

/** All corners of the first pair's loop, if all are among the pairs. */
function cornersOf(
  features: readonly Feature[],
  pairs: readonly Pair[],
): { alike: Pair[]; between: Pair } | undefined {
  const { loop, count } = loopOf(features, pairs[0][0]);
  if (loop === undefined) return undefined;
  const alike = pairs.filter((pair) => pair.every((each) => loopOf(features, each).loop === loop));
  return count > 1 && alike.length === count ? { alike, between: [loop, loop] } : undefined;
}

/** The loop that a selector of an edge belongs to, and how many edges it has. */
function loopOf(
  features: readonly Feature[],
  selector: FaceSelector,
): { loop: FaceSelector | undefined; count: number } {
  const loop = /^(.*)\/edges\/\d+$/.exec(selector)?.[1];
  return { loop, count: loop === undefined ? 0 : sweptFaces(features, loop).length };
}
