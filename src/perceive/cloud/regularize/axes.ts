import type { SurfaceOf } from '../../../geometry/surface.ts';
import { addScaled, cross, dot, perpendicular, subtract, type Vec3 } from '../../../geometry/vector.ts';
import type { CloudFace } from '../types.ts';
import {
  type AxialSurface,
  type Evidence,
  isAllowed,
  isAxial,
  originOf,
  SIGNIFICANT,
  SYSTEMATIC,
  withAxisThrough,
} from './evidence.ts';
import { groupValues, weightedMean } from './group-values.ts';
import { placeInformation } from './information.ts';
import { byDirection, PARALLEL } from './offsets.ts';
import { bilinear, quadratic } from './quadratic.ts';

/** A line that axes share. */
type Line = { readonly point: Vec3; readonly direction: Vec3 };

type Axial = Evidence<AxialSurface>;

/** An axis with what its points say of where it is, across a pair of directions (u, v): the information, flat 2 x 2. */
type Placed = {
  readonly item: Axial;
  readonly place: readonly [number, number];
  readonly information: Float64Array;
};

/**
 * The same faces with axes that agree: parallel ones in one place are coaxial, and others stand in rows along the
 * directions of the part's planes, all wherever their points allow it; spheres are centred on an axis likewise. Those
 * of `sharedRadius` keep it.
 */
export function alignAxes(
  evidence: readonly Evidence[],
  sharedRadius: ReadonlySet<CloudFace>,
  expired: () => boolean,
): Evidence[] {
  const moved = new Map<Evidence, Evidence>();
  const lines: Line[] = [];
  const normals = evidence.flatMap(({ surface }) => (surface.kind === 'plane' ? [surface.normal] : []));
  for (const axial of byDirection(
    evidence.filter((item): item is Axial => isAxial(item.surface)),
    ({ surface }) => surface.axis,
  )) {
    if (expired()) break;
    const direction = axial[0].surface.axis;
    const wall = normals.find((normal) => Math.abs(dot(normal, direction)) < PARALLEL);
    const u = wall ?? perpendicular(direction);
    const v = cross(direction, u);
    const groups = coaxial(axial.map((item) => placed(item, u, v, sharedRadius.has(item.face))));
    const places = wall ? inRows(groups) : groups.map(meanPlace);
    groups.forEach((group, g) => {
      const [a, b] = places[g];
      const point = addScaled(addScaled([0, 0, 0], u, a), v, b);
      lines.push({ point, direction });
      for (const { item } of group)
        moved.set(item, { ...item, surface: withAxisThrough(item, point, sharedRadius.has(item.face)) });
    });
  }
  return evidence.map((item) => {
    const surface = item.surface.kind === 'sphere' ? centred(item, lines) : undefined;
    return surface ? { ...item, surface } : (moved.get(item) ?? item);
  });
}

function placed(item: Axial, u: Vec3, v: Vec3, isShapeHeld: boolean): Placed {
  const matrix = placeInformation(item.surface, item.points, item.centroid, isShapeHeld).map(
    (x) => x / item.deviation ** 2,
  );
  const origin = originOf(item.surface);
  const uv = bilinear(matrix, u, v);
  return {
    item,
    place: [dot(origin, u), dot(origin, v)],
    information: Float64Array.of(quadratic(matrix, u), uv, uv, quadratic(matrix, v)),
  };
}

/** Groups of axes that can be one: each joins the best determined group that both it and the group allow. */
function coaxial(axes: readonly Placed[]): Placed[][] {
  const ordered = [...axes].sort((a, b) => certaintyOf(b) - certaintyOf(a));
  const groups: Placed[][] = [];
  for (const axis of ordered) {
    const joined = groups
      .map((group) => ({ group, misfit: misfitOf([...group, axis]) }))
      .sort((a, b) => a.misfit - b.misfit)
      .find(({ group }) => {
        const together = [...group, axis];
        const place = meanPlace(together);
        return together.every((one) => isAllowed(one.item, misfitAt(one, place) * one.item.deviation ** 2));
      });
    if (joined) joined.group.push(axis);
    else groups.push([axis]);
  }
  return groups;
}

const certaintyOf = ({ information: [a, b, , d] }: Placed): number =>
  (a + d) / 2 - Math.sqrt(((a - d) / 2) ** 2 + b * b);

/** The place of least misfit of all. */
function meanPlace(axes: readonly Placed[]): [number, number] {
  let [a, b, d, x, y] = [0, 0, 0, 0, 0];
  for (const { information: m, place } of axes) {
    a += m[0];
    b += m[1];
    d += m[3];
    x += m[0] * place[0] + m[1] * place[1];
    y += m[1] * place[0] + m[3] * place[1];
  }
  const determinant = a * d - b * b;
  if (!(determinant > 1e-12 * a * d)) return [axes[0].place[0], axes[0].place[1]];
  return [(d * x - b * y) / determinant, (a * y - b * x) / determinant];
}

/** By how much a place misses what an axis' points say, in squared standard errors. */
function misfitAt({ information: m, place }: Placed, [x, y]: readonly [number, number]): number {
  const dx = x - place[0];
  const dy = y - place[1];
  return m[0] * dx * dx + 2 * m[1] * dx * dy + m[3] * dy * dy;
}

function misfitOf(axes: readonly Placed[]): number {
  const place = meanPlace(axes);
  return axes.reduce((sum, axis) => sum + misfitAt(axis, place), 0);
}

/** The places of groups of axes, equal along either direction where that is within their errors. */
function inRows(groups: readonly Placed[][]): [number, number][] {
  const places = groups.map(meanPlace);
  for (const k of [0, 1]) {
    const measured = groups.map((group, g) => ({
      value: places[g][k],
      weight: group.reduce((sum, { information }) => sum + information[3 * k], 0),
    }));
    const slack = SYSTEMATIC * Math.max(...groups.flat().map(({ item }) => item.deviation));
    for (const row of groupValues(measured, { significant: SIGNIFICANT, slack })) {
      const value = weightedMean(row.map((g) => measured[g]));
      for (const g of row) places[g][k] = value;
    }
  }
  return places;
}

/** The sphere with its centre on the line that its points like best of those they allow, if there is one. */
function centred(item: Evidence, lines: readonly Line[]): SurfaceOf<'sphere'> | undefined {
  const { surface, points, centroid } = item;
  if (surface.kind !== 'sphere') return undefined;
  const information = placeInformation(surface, points, centroid, false);
  const feet = lines
    .map(({ point, direction }) =>
      addScaled(point, direction, dot(subtract(surface.center, point), direction)),
    )
    .map((center) => ({ center, misfit: quadratic(information, subtract(center, surface.center)) }))
    .filter(({ misfit }) => isAllowed(item, misfit))
    .sort((a, b) => a.misfit - b.misfit);
  return feet.length > 0 ? { ...surface, center: feet[0].center } : undefined;
}
