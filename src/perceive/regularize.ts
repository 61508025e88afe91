import { alignDirections } from './regularize/directions.ts';
import { deviationOf, gatherEvidence } from './regularize/evidence.ts';
import { alignAxes, alignOffsets, alignRadii } from './regularize/positions.ts';
import type { Perceived } from './types.ts';

/**
 * The same faces on surfaces that agree with one another: directions exactly parallel or perpendicular, planes exactly
 * coplanar, axes exactly coaxial and cylinders exactly of one radius wherever the vertices of the faces allow it within
 * their own precision. Surfaces are fitted anew under what they share. Once `expired`, the rest stay as
 * they are.
 */
export function regularize(perceived: Perceived, expired: () => boolean): Perceived {
  const evidence = gatherEvidence(perceived);
  alignDirections(evidence, expired);
  alignOffsets(evidence, expired);
  const coaxial = alignAxes(evidence, expired);
  alignRadii(evidence, coaxial, expired);
  const faces = [...perceived.faces];
  for (const item of evidence) {
    faces[item.face] = { ...faces[item.face], surface: item.surface, deviation: deviationOf(item) };
  }
  return { ...perceived, faces };
}
