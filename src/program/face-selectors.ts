import { isSweep } from './sweeps.ts';
import type { FaceSelector, Feature, Loop, Sweep } from './types.ts';

/** Selectors of all faces that a program's sweeps make, one by one. */
export const faceSelectors = (features: readonly Feature[]): FaceSelector[] =>
  features.flatMap((feature, index) => (isSweep(feature) ? selectorsOfSweep(feature, `/${index}`) : []));

function selectorsOfSweep(sweep: Sweep, at: string): FaceSelector[] {
  const sides = sweep.sketch.profiles.flatMap(({ outer, holes }, p) =>
    [outer, ...holes].flatMap((loop, l) =>
      selectorsOfLoop(loop, `${at}/sketch/profiles/${p}/${l === 0 ? 'outer' : `holes/${l - 1}`}`),
    ),
  );
  return isWholeTurn(sweep) ? sides : [`${at}/from`, `${at}/to`, ...sides];
}

const selectorsOfLoop = (loop: Loop, at: string): FaceSelector[] =>
  loop.kind === 'circle' ? [at] : loop.edges.map((_, k) => `${at}/edges/${k}`);

const isWholeTurn = ({ kind, from, to }: Sweep): boolean =>
  kind === 'revolve' && to - from > 2 * Math.PI - 1e-9;
