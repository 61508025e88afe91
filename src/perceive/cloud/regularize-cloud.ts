import type { Surface } from '../../geometry/surface.ts';
import { cross, dot, length, subtract, type Vec3 } from '../../geometry/vector.ts';
import { alignAxes } from './regularize/axes.ts';
import { alignDirections } from './regularize/directions.ts';
import { type Evidence, gatherEvidence } from './regularize/evidence.ts';
import { alignOffsets } from './regularize/offsets.ts';
import { alignRadii } from './regularize/radii.ts';
import type { CloudFace, PerceivedCloud } from './types.ts';

/** Once patches of one plane are one face they tell its direction better, which may join others. */
const ROUNDS = 2;

/** Surfaces that differ by less than this share of the tolerance are one. */
const EQUAL = 1e-3;

/**
 * The same faces on surfaces that agree with one another: directions exactly parallel, perpendicular or at drawn angles,
 * planes coplanar, axes coaxial or in rows, radii equal, wherever that contradicts the points no more than their noise
 * explains. What is shared is fitted to the points of all who share it (after Li et al., GlobFit, 2011, with tests of
 * significance for its thresholds). Faces that come to lie on one surface become one. Once `expired`, the rest
 * stay as they are.
 */
export function regularizeCloud(perceived: PerceivedCloud, expired: () => boolean): PerceivedCloud {
  let current = perceived;
  for (let round = 0; round < ROUNDS && !expired(); round++) {
    const directed = alignDirections(gatherEvidence(current), expired);
    const { aligned, shared } = alignRadii(alignOffsets(directed, expired));
    current = { ...current, faces: merged(current, alignAxes(aligned, shared, expired)) };
  }
  return current;
}

/** The faces with their new surfaces, those on equal ones joined. */
function merged({ faces, tolerance }: PerceivedCloud, evidence: readonly Evidence[]): CloudFace[] {
  const surfaces = new Map(evidence.map(({ face, surface }) => [face, surface]));
  const joined: CloudFace[] = [];
  for (const face of faces) {
    const surface = surfaces.get(face) ?? face.surface;
    const same = joined.findIndex((other) => isSame(other.surface, surface, EQUAL * tolerance));
    if (same < 0) joined.push({ ...face, surface });
    else {
      const other = joined[same];
      const points = Uint32Array.from([...other.points, ...face.points]).sort();
      joined[same] = { surface: other.surface, points, area: other.area + face.area };
    }
  }
  return joined;
}

/** Whether two surfaces that were aligned are one. */
function isSame(a: Surface, b: Surface, within: number): boolean {
  if (a.kind === 'plane' && b.kind === 'plane')
    return isParallel(a.normal, b.normal) && Math.abs(dot(subtract(a.origin, b.origin), a.normal)) <= within;
  if (a.kind === 'cylinder' && b.kind === 'cylinder')
    return (
      Math.abs(a.radius - b.radius) <= within &&
      isParallel(a.axis, b.axis) &&
      length(cross(subtract(a.origin, b.origin), a.axis)) <= within
    );
  return false;
}

const isParallel = (a: Vec3, b: Vec3): boolean => length(cross(a, b)) < 1e-9;
