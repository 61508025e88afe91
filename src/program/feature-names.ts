import { shapeOf } from './loop-shapes.ts';
import { loopBounds } from './region.ts';
import { isSweep } from './sweeps.ts';
import type { Extrude, Feature, Loop, Sweep } from './types.ts';

/** What a sweep is to a designer. */
export type SweepRole =
  | 'plate'
  | 'base'
  | 'shaft'
  | 'boss'
  | 'hole'
  | 'slot'
  | 'pocket'
  | 'cut'
  | 'groove'
  | 'trim';

/** The part that a sweep plays, from its operation and the shape of its profiles. */
export function roleOf(feature: Sweep): SweepRole {
  if (feature.operation === 'intersect') return 'trim';
  if (feature.kind === 'revolve') return feature.operation === 'cut' ? 'groove' : 'shaft';
  if (feature.operation === 'join') return 'boss';
  if (feature.operation === 'new') return isFlat(feature) ? 'plate' : 'base';
  const shapes = new Set(
    feature.sketch.profiles.map(({ outer, holes }) => (holes.length > 0 ? 'path' : loopKind(outer))),
  );
  if (shapes.size !== 1) return 'cut';
  if (shapes.has('circle')) return 'hole';
  if (shapes.has('slot')) return 'slot';
  return shapes.has('path') ? 'cut' : 'pocket';
}

/** A name for each feature, the same for the same program: its role or what it does to edges, numbered from the second of a role on. */
export function featureNames(features: readonly Feature[]): string[] {
  const seen = new Map<string, number>();
  return features.map((feature) => {
    const role = isSweep(feature) ? roleOf(feature) : feature.kind;
    const count = (seen.get(role) ?? 0) + 1;
    seen.set(role, count);
    return count === 1 ? role : `${role}_${count}`;
  });
}

const loopKind = (loop: Loop): string =>
  loop.kind === 'circle' ? 'circle' : (shapeOf(loop)?.kind ?? 'path');

/** A plate is less than a quarter as thick as it is wide. */
function isFlat(feature: Extrude): boolean {
  return feature.sketch.profiles.some(({ outer }) => {
    const { minU, maxU, minV, maxV } = loopBounds(outer);
    return 4 * (feature.to - feature.from) <= Math.min(maxU - minU, maxV - minV);
  });
}
