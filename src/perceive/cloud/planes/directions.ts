import { cross, length, normalize, type Vec3 } from '../../../geometry/vector.ts';
import type { GrownPlane } from './grow-plane.ts';

/** Directions whose sine is less are one. */
const SAME = 0.03;

/** What is perpendicular to two planes is the direction of a third one up to this sine: strips of bent sheets lean a little. */
const SAME_ACROSS = 0.2;

/** Directions of which pairs are crossed: nearly all parts are drawn on three directions that are square to each other. */
const CROSSED = 4;

/** Place in the order from which directions come that no plane has. */
const AFTER = 3;

/**
 * Unit directions that a part was likely drawn along: the normals of its planes, of the most points first, and what is
 * perpendicular to the first of them.
 */
export function directionsOf(planes: readonly GrownPlane[]): Vec3[] {
  const groups: { direction: Vec3; points: number }[] = [];
  for (const { fit, points } of [...planes].sort((a, b) => b.points.length - a.points.length)) {
    const same = groups.find(({ direction }) => isSame(direction, fit.plane.normal, SAME));
    if (same) same.points += points.length;
    else groups.push({ direction: fit.plane.normal, points: points.length });
  }
  const directions = groups.sort((a, b) => b.points - a.points).map(({ direction }) => direction);
  const known = directions.slice(0, CROSSED);
  for (let i = 0; i < known.length; i++) {
    for (let j = i + 1; j < known.length; j++) {
      const across = normalize(cross(known[i], known[j]));
      if (!directions.some((direction) => isSame(direction, across, SAME_ACROSS)))
        directions.splice(AFTER, 0, across);
    }
  }
  return directions;
}

const isSame = (a: Vec3, b: Vec3, sine: number): boolean => length(cross(a, b)) < sine;
