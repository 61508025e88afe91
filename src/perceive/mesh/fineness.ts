import { curvatureRadius, type TurnLimit } from './membership.ts';
import type { Region } from './regions.ts';

/** Strips, and facets of uneven meshes, which reach across several steps, may turn this much more than usual. */
const STRIP_MARGIN = 1.5;
const UNEVEN_MARGIN = 3;
const SAG_MARGIN = 1.3;

/** Regions with fewer facets say too little about how finely the file was tessellated. */
const TELLING_FACETS = 6;

/** The most that a facet can turn before any file is seen: half the step of a twelve-sided hole, and some. */
const GREATEST_TURN = Math.PI / 5;

/** Before anything is known of the file. */
export const anyTurn: TurnLimit = () => GREATEST_TURN;

/**
 * How far facets may turn away from their surface, learnt from the well-supported regions of the same file: one
 * exporter with one setting made them all, by a greatest angle, a greatest sag (distance between chord and arc), or
 * both. Undefined when no region tells. A facet over the limit is a flat of its own: the flat of a shaft, a side of a
 * prism.
 */
export function turnLimitOf(regions: readonly Region[]): TurnLimit | undefined {
  const telling = regions
    .filter(({ surface }) => surface.kind === 'cylinder' || surface.kind === 'cone')
    .filter(({ facets }) => facets.length >= TELLING_FACETS)
    .map(({ surface, turns }) => {
      const turn = [...turns].sort((a, b) => a - b)[turns.length >> 1];
      return { radius: curvatureRadius(surface), turn };
    });
  if (telling.length === 0) return undefined;
  const turn = Math.max(...telling.map((t) => t.turn));
  const alike = telling.filter((t) => t.turn > 0.93 * turn).map((t) => t.radius);
  const limitedByAngle = Math.max(...alike) > 1.5 * Math.min(...alike);
  const sag = limitedByAngle ? 0 : Math.max(...telling.map((t) => t.radius * (1 - Math.cos(t.turn))));
  return (strip, radius) => {
    const bySag = Math.acos(Math.max(-1, 1 - (SAG_MARGIN * sag) / radius));
    const margin = strip ? STRIP_MARGIN : UNEVEN_MARGIN;
    return Math.min(GREATEST_TURN, Math.max(margin * turn, bySag));
  };
}
