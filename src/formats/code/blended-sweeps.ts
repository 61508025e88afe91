import { plus, times } from '../../program/affine.ts';
import type { Lifted } from '../../program/lifted.ts';
import type { Feature, Sketch } from '../../program/types.ts';
import type { Point } from './lifted-shapes.ts';

/** The features that blends name: scripts keep their solids. */
export const blendedFeatures = (features: readonly Feature[]): ReadonlySet<number> =>
  new Set(
    features.flatMap((feature) =>
      'edges' in feature
        ? feature.edges.flatMap(({ between }) => between.map((selector) => Number(selector.split('/')[1])))
        : [],
    ),
  );

/** A point inside each curve at `place`, a loop or an edge of the sketch as a face selector names it after its feature. */
export function pointsOfSides(sketch: Lifted<Sketch>, place: string): Point[] {
  return sketch.profiles.flatMap(({ outer, holes }, p) =>
    [outer, ...holes].flatMap((loop, l): Point[] => {
      const name = `sketch/profiles/${p}/${l === 0 ? 'outer' : `holes/${l - 1}`}`;
      if (place !== 'sketch' && place !== name && !place.startsWith(`${name}/`)) return [];
      if (loop.kind === 'circle') return [[plus(loop.center[0], loop.radius), loop.center[1]]];
      return loop.edges.flatMap((edge, e): Point[] => {
        if (place.includes('/edges/') && place !== `${name}/edges/${e}`) return [];
        if (edge.kind === 'arc') return [edge.through];
        const start = e === 0 ? loop.start : loop.edges[e - 1].to;
        const middle = (k: 0 | 1) => times(plus(start[k], edge.to[k]), 0.5);
        return [[middle(0), middle(1)]];
      });
    }),
  );
}
