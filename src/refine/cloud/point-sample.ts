import { pointAt } from '../../geometry/fit.ts';
import { normalAt } from '../../geometry/surface-distance.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';

/** Points of one face that say all that it takes, when not all points are used. */
const ENOUGH = 50;

/** Unit normals of the surfaces that perception found points on, x, y, z each; zero for points that it left over. */
export function pointNormals({ positions, faces }: PerceivedCloud): Float64Array {
  const normals = new Float64Array(positions.length);
  for (const { surface, points } of faces) {
    if (surface.kind === 'plane') {
      for (const i of points) normals.set(surface.normal, 3 * i);
    } else if (surface.kind !== 'freeform') {
      for (const i of points) normals.set(normalAt(surface, pointAt(positions, i)), 3 * i);
    }
  }
  return normals;
}

/**
 * About `count` points (indices): of each face every so many, so that large faces do without some before small ones do,
 * and as large a share of those that lie on none.
 */
export function pointSample({ positions, faces }: PerceivedCloud, count: number): Uint32Array {
  const total = positions.length / 3;
  if (total <= count) return Uint32Array.from({ length: total }, (_, i) => i);
  const onFace = new Uint8Array(total);
  const chosen: number[] = [];
  const share = count / total;
  for (const { points } of faces) {
    for (const i of points) onFace[i] = 1;
    const wanted = Math.min(points.length, Math.max(ENOUGH, Math.round(share * points.length)));
    for (let k = 0; k < wanted; k++) chosen.push(points[Math.floor((k * points.length) / wanted)]);
  }
  let left = 0;
  for (let i = 0; i < total; i++) {
    if (!onFace[i] && Math.floor(left * share) < Math.floor(++left * share)) chosen.push(i);
  }
  return Uint32Array.from(chosen);
}
