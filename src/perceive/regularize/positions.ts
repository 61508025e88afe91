import { addScaled, cross, distance, dot, length, type Vec3 } from '../../geometry/vector.ts';
import {
  type AxialSurface,
  type Evidence,
  isAxial,
  originOf,
  withAxisThrough,
  withOffset,
  withRadius,
} from './evidence.ts';

/** Axes and offsets closer than this many times what a face may deviate are tried as one; the vertices decide. */
const NEAR = 1000;

/** Radii closer than this share are tried as equal. */
const NEAR_RADIUS = 1e-2;

const PARALLEL = 1e-9;

/** Gives parallel planes at nearly one offset exactly that offset: that of the best determined. */
export function alignOffsets(evidence: readonly Evidence[], expired: () => boolean): void {
  const settled: { normal: Vec3; offset: number }[] = [];
  for (const item of evidence) {
    if (expired()) break;
    const { surface } = item;
    if (surface.kind !== 'plane') continue;
    const offset = dot(surface.origin, surface.normal);
    const along = (s: { normal: Vec3; offset: number }): number =>
      s.offset * Math.sign(dot(s.normal, surface.normal));
    const near = settled
      .filter((s) => length(cross(s.normal, surface.normal)) < PARALLEL)
      .filter((s) => Math.abs(along(s) - offset) <= NEAR * item.limit)
      .sort((a, b) => Math.abs(along(a) - offset) - Math.abs(along(b) - offset))[0];
    const moved = near && withOffset(item, along(near));
    if (moved) item.surface = moved;
    else settled.push({ normal: surface.normal, offset });
  }
}

/** Gives parallel axes in nearly one place exactly that place, that of the best determined, and tells which moved. */
export function alignAxes(evidence: readonly Evidence[], expired: () => boolean): Set<Evidence> {
  const settled: AxialSurface[] = [];
  const moved = new Set<Evidence>();
  for (const item of evidence) {
    if (expired()) break;
    const { surface } = item;
    if (!isAxial(surface)) continue;
    const near = settled
      .filter((s) => length(cross(s.axis, surface.axis)) < PARALLEL)
      .map((s) => ({ axis: s, gap: axisDistance(s, surface) }))
      .filter(({ gap }) => gap <= NEAR * item.limit)
      .sort((a, b) => a.gap - b.gap)[0];
    const shared = near && withAxisThrough(item, originOf(near.axis));
    if (shared) {
      item.surface = shared;
      moved.add(item);
    } else settled.push(surface);
  }
  return moved;
}

function axisDistance(a: AxialSurface, b: AxialSurface): number {
  const foot = addScaled(originOf(a), a.axis, dot(a.axis, originOf(b)) - dot(a.axis, originOf(a)));
  return distance(foot, originOf(b));
}

/** Gives cylinders of nearly one radius exactly that radius, that of the best determined; axes in `held` stay. */
export function alignRadii(
  evidence: readonly Evidence[],
  held: ReadonlySet<Evidence>,
  expired: () => boolean,
): void {
  const settled: number[] = [];
  for (const item of evidence) {
    if (expired()) break;
    const { surface } = item;
    if (surface.kind !== 'cylinder') continue;
    const near = settled
      .filter((r) => Math.abs(r - surface.radius) < NEAR_RADIUS * surface.radius)
      .sort((a, b) => Math.abs(a - surface.radius) - Math.abs(b - surface.radius))[0];
    const equal = near === undefined ? undefined : withRadius(item, near, held.has(item));
    if (equal) item.surface = equal;
    else settled.push(surface.radius);
  }
}
