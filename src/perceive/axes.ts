import type { Frame } from '../geometry/frame.ts';
import type { Surface } from '../geometry/surface.ts';
import { cross, dot, negate, normalize, perpendicular, type Vec3 } from '../geometry/vector.ts';

/** A direction along which the part may have been extruded. */
export type ExtrusionAxis = {
  readonly direction: Vec3;
  /** Share of the target's area on faces that an extrusion along this direction can make: walls and caps. */
  readonly explained: number;
};

/** Surfaces that were found, of a solid, mesh or cloud, with their areas. */
export type Found = { readonly faces: readonly { readonly surface: Surface; readonly area: number }[] };

/** 1 - cosine below which two directions are one. */
const SAME_DIRECTION = 1e-10;
/** Sine below which a direction is taken to be exactly perpendicular to another. */
const PERPENDICULAR = 1e-6;

/** An axis is needed when it alone explains more than this share of the area. */
const NEEDED = 1e-4;

/** The direction that defines a face: a plane's normal, or the axis of a cylinder, cone or torus. */
function directionOf(surface: Surface): Vec3 | undefined {
  if (surface.kind === 'plane') return surface.normal;
  if (surface.kind === 'cylinder' || surface.kind === 'cone' || surface.kind === 'torus') return surface.axis;
  return undefined;
}

/** Directions with their sign and last-digit noise removed: the largest coordinate is positive, axis-aligned ones are exact. */
function canonical(direction: Vec3): Vec3 {
  const d = normalize(direction.map((x) => (Math.abs(x) < 1e-9 ? 0 : x)) as unknown as Vec3);
  const largest = d.reduce((best, x, i) => (Math.abs(x) > Math.abs(d[best]) + 1e-6 ? i : best), 0);
  return d[largest] < 0 ? (negate(d).map((x) => x + 0) as unknown as Vec3) : d;
}

/** All directions of planes and axes in the target, each once, with the area share that extrusions along it explain, best first. */
export function extrusionAxes(perceived: Found): ExtrusionAxis[] {
  const directions: { direction: Vec3; area: number }[] = [];
  let total = 0;
  for (const face of perceived.faces) {
    total += face.area;
    const raw = directionOf(face.surface);
    if (!raw) continue;
    const direction = canonical(raw);
    const known = directions.find((other) => 1 - Math.abs(dot(other.direction, direction)) < SAME_DIRECTION);
    if (known) known.area += face.area;
    else directions.push({ direction, area: face.area });
  }
  directions.sort((a, b) => b.area - a.area);
  return directions
    .slice(0, 64)
    .map(({ direction }) => ({ direction, explained: explainedBy(perceived, direction) / total }))
    .sort((a, b) => b.explained - a.explained);
}

const explainedBy = ({ faces }: Found, direction: Vec3): number =>
  faces.reduce((sum, { surface, area }) => sum + (isExplained(surface, direction) ? area : 0), 0);

/** Whether an extrusion along the direction can make the surface, as a wall or a cap. */
function isExplained(surface: Surface, direction: Vec3): boolean {
  const own = directionOf(surface);
  if (!own) return false;
  const c = Math.abs(dot(own, direction));
  if (surface.kind === 'plane') return 1 - c < SAME_DIRECTION || c < PERPENDICULAR;
  return surface.kind === 'cylinder' && 1 - c < SAME_DIRECTION;
}

/**
 * The axes in the order in which a search should take them up: each time the one that explains the most area which
 * those before it leave unexplained. `gains`: that area, as a share of the whole, for each of them.
 */
export function axesByNeed(
  { faces }: Found,
  axes: readonly ExtrusionAxis[],
): { ordered: ExtrusionAxis[]; gains: number[] } {
  const total = faces.reduce((sum, { area }) => sum + area, 0);
  const explained = new Uint8Array(faces.length);
  const left = axes.slice();
  const ordered: ExtrusionAxis[] = [];
  const gains: number[] = [];
  while (left.length > 0) {
    const news = left.map(({ direction }) =>
      faces.reduce(
        (sum, { surface, area }, f) => sum + (!explained[f] && isExplained(surface, direction) ? area : 0),
        0,
      ),
    );
    // The first of equals: `axes` come with the most explaining ones first.
    const next = news.reduce((best, gain, k) => (gain > news[best] * (1 + 1e-9) ? k : best), 0);
    if (news[next] <= NEEDED * total) break;
    gains.push(news[next] / total);
    const [axis] = left.splice(next, 1);
    ordered.push(axis);
    faces.forEach(({ surface }, f) => {
      if (isExplained(surface, axis.direction)) explained[f] = 1;
    });
  }
  return { ordered: [...ordered, ...left], gains: [...gains, ...left.map(() => 0)] };
}

/**
 * A sketch frame for an extrusion direction. Its x-axis is the dominant wall normal perpendicular to the direction,
 * so that sketches come out axis-aligned in the part's own frame; for coordinate directions the world's axes serve.
 * The origin is the world's.
 */
export function frameAlong(direction: Vec3, axes: readonly ExtrusionAxis[]): Frame {
  const origin: Vec3 = [0, 0, 0];
  const world = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).find((axis) => Math.abs(dot(axis, direction)) < 1e-12);
  const aligned = direction.filter((x) => Math.abs(x) > 1e-12).length === 1;
  if (aligned && world) return { origin, xAxis: world, normal: direction };
  const partner =
    axes.find((axis) => Math.abs(dot(axis.direction, direction)) < PERPENDICULAR)?.direction ??
    perpendicular(direction);
  return { origin, xAxis: normalize(cross(cross(direction, partner), direction)), normal: direction };
}
