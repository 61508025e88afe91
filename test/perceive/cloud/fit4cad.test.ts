import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pointAt } from '../../../src/geometry/fit.ts';
import { signedDistance } from '../../../src/geometry/surface-distance.ts';
import { perceiveCloud } from '../../../src/perceive/cloud/perceive-cloud.ts';
import { sharedData } from '../../support/shared-data.ts';

const folder = sharedData('clouds', 'fit4cad');

/** Beside planes and cylinders: two tori, one torus, cones. */
const CLOUDS = ['PC18', 'PC80', 'PC175'];

/** Smaller ones, such as the rounded corners of PC18, have hardly a point that is not on an edge: they are not found. */
const LEAST_MEMBERS = 30;

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
  it.each(CLOUDS)('%s: nearly all curved primitives are found as what they are', (name) => {
    const { positions, primitives } = read(name);
    const [{ faces, tolerance }] = perceiveCloud({ positions }, { expired: () => false });
    const wanted = primitives.filter(
      ({ kind, members }) => kind !== 'plane' && kind !== 'bspline' && members.length >= LEAST_MEMBERS,
    );
    const found = wanted.filter(({ kind, members }) => {
      // Points on a common edge belong to any of its faces: what counts is that the surface passes through them.
      const through = faces.map(({ surface }) =>
        surface.kind === kind
          ? members.filter((i) => Math.abs(signedDistance(surface, pointAt(positions, i))) <= 3 * tolerance)
              .length
          : 0,
      );
      return Math.max(...through) > 0.95 * members.length;
    });
    expect(found.length / wanted.length).toBeGreaterThan(0.9);
  });
});
