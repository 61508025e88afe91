import type { FoundSurface } from './curved/find-curved.ts';

/** A plane is a strip of a curved surface that this share of its points lie on too. */
const MOSTLY = 0.9;

/** From so many strips on, a curved surface takes fewer numbers than they do: up to seven, where each of them takes three. */
const MANY = 3;

/**
 * For each surface 1, or 0 where it is one of many planes that are strips of one curved surface: most of their points lie
 * on that too. One by one strips explain their points better, where those were taken from facets; together they say
 * more than the points do.
 */
export function withoutStrips(count: number, surfaces: readonly FoundSurface[]): Uint8Array {
  const kept = new Uint8Array(surfaces.length).fill(1);
  const on = new Uint8Array(count);
  for (const { surface, points } of surfaces) {
    if (surface.kind === 'plane') continue;
    on.fill(0);
    for (const i of points) on[i] = 1;
    const strips = [...surfaces.keys()].filter((s) => isStrip(surfaces[s], on));
    if (strips.length >= MANY) for (const s of strips) kept[s] = 0;
  }
  return kept;
}

function isStrip({ surface, points }: FoundSurface, on: Uint8Array): boolean {
  if (surface.kind !== 'plane') return false;
  let shared = 0;
  for (const i of points) shared += on[i];
  return shared >= MOSTLY * points.length;
}
