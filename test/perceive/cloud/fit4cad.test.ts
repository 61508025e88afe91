import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { perceiveCloud } from '../../../src/perceive/cloud/perceive-cloud.ts';
import { sharedData } from '../../support/shared-data.ts';

const folder = sharedData('clouds', 'fit4cad');

/** Beside planes and cylinders: spheres and tori, one torus, cones. */
const CLOUDS = ['PC18', 'PC80', 'PC175'];

type Primitive = { readonly kind: string; readonly members: readonly number[] };

/** Points and primitives of a cloud, from Maple's lists; its numbers start at 1. */
function read(name: string): { positions: Float64Array; primitives: Primitive[] } {
  const text = (suffix: string): string => readFileSync(`${folder}/${name}${suffix}.txt`, 'utf8');
  const numbers = (list: string): number[] => (list.match(/-?[\d.]+(?:e[-+]?\d+)?/gi) ?? []).map(Number);
  const kinds = [...text('_parametric').matchAll(/:=\[(\w+),/g)].map(([, kind]) => kind.toLowerCase());
  const lists = [...text('_primitives').matchAll(/Primitive\d+:=\[([^\]]*)\]/g)];
  return {
    positions: Float64Array.from(numbers(text('').replace(/^\w+:=/, ''))),
    primitives: lists.map(([, list], i) => ({ kind: kinds[i], members: numbers(list).map((n) => n - 1) })),
  };
}

describe.skipIf(!folder)('clouds of Fit4CAD', () => {
  it.each(CLOUDS)('%s: curved primitives are found as what they are', (name) => {
    const { positions, primitives } = read(name);
    const [{ faces, positions: kept }] = perceiveCloud({ positions }, { expired: () => false });
    expect(kept.length).toBe(positions.length);
    const owner = new Int32Array(positions.length / 3).fill(-1);
    for (const [face, { points }] of faces.entries()) for (const i of points) owner[i] = face;
    for (const { kind, members } of primitives) {
      if (kind === 'plane' || kind === 'bspline') continue;
      const explained = members.filter((i) => owner[i] >= 0 && faces[owner[i]].surface.kind === kind);
      expect(explained.length).toBeGreaterThan(0.6 * members.length);
    }
  });
});
