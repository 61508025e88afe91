import { type Frame, toWorld } from '../geometry/frame.ts';
import type { Surface } from '../geometry/surface.ts';
import { signedDistance } from '../geometry/surface-distance.ts';
import {
  add,
  addScaled,
  cross,
  distance,
  dot,
  normalize,
  perpendicular,
  scale,
  subtract,
  type Vec2,
  type Vec3,
} from '../geometry/vector.ts';
import type { Found } from '../perceive/axes.ts';
import type { FlatRegion } from '../program/region.ts';
import { compileProfiles, edgePoint, edgesOf } from '../program/region.ts';
import { clipToPositive } from './clip.ts';
import { addRegionsOf, type Region, RegionSet } from './regions.ts';
import type { Section } from './section.ts';

/** Surfaces that were found, and the length within which places worked out from them are one. */
export type FoundWithin = Found & { readonly tolerance: number };

/** A line about which some of the target's faces are surfaces of revolution. */
export type RevolutionAxis = { readonly point: Vec3; readonly direction: Vec3; readonly area: number };

/** A target cut by planes through an axis of revolution. In each frame y runs along the axis, x away from it. */
export type AxialSlices = {
  readonly axis: RevolutionAxis;
  /** Frame of the sketch: the same coordinates as the cuts, at a fixed angle. */
  readonly frame: Frame;
  /** The frame of the half-plane at an angle about the axis. */
  readonly frameAt: (angle: number) => Frame;
  readonly cuts: readonly {
    readonly frame: Frame;
    readonly section: Section & { readonly flat: FlatRegion };
  }[];
  readonly regions: readonly Region[];
};

/** Angles of the cutting planes: no common divisor with the symmetries of bolt circles and polygons. */
const CUT_ANGLES = [0.2, 1.17, 2.43];
/** Axes with less than this share of the target's area are left to extrusions. */
const MIN_AREA = 0.01;
const MAX_AXES = 4;

/**
 * Lines that a revolve may turn about: they carry a cone, sphere or torus, or cylinders of different radii. A single
 * cylinder is an extrusion.
 */
export function revolutionAxes(perceived: FoundWithin): RevolutionAxis[] {
  const tolerance = 20 * perceived.tolerance;
  const lines: { point: Vec3; direction: Vec3; area: number; radii: number[]; curved: boolean }[] = [];
  const total = perceived.faces.reduce((sum, face) => sum + face.area, 0);
  for (const { surface, area } of perceived.faces) {
    const axis = axisOf(surface);
    if (!axis) continue;
    const known = lines.find(
      (line) =>
        1 - Math.abs(dot(line.direction, axis.direction)) < 1e-10 &&
        distanceToLine(axis.point, line) <= tolerance,
    );
    const line = known ?? { ...axis, area: 0, radii: [], curved: false };
    if (!known) lines.push(line);
    line.area += area;
    if (surface.kind !== 'cylinder') line.curved = true;
    else if (!line.radii.some((r) => Math.abs(r - surface.radius) <= tolerance))
      line.radii.push(surface.radius);
  }
  for (const { surface, area } of perceived.faces) {
    if (surface.kind !== 'sphere') continue;
    const on = lines.filter((line) => distanceToLine(surface.center, line) <= tolerance);
    for (const line of on) {
      line.area += area;
      line.curved = true;
    }
    if (on.length === 0)
      lines.push({ point: surface.center, direction: [0, 0, 1], area, radii: [], curved: true });
  }
  return lines
    .filter((line) => (line.curved || line.radii.length > 1) && line.area > MIN_AREA * total)
    .sort((a, b) => b.area - a.area)
    .slice(0, MAX_AXES);
}

function axisOf(surface: Surface): { point: Vec3; direction: Vec3 } | undefined {
  if (surface.kind === 'cylinder' || surface.kind === 'cone')
    return { point: surface.origin, direction: surface.axis };
  if (surface.kind === 'torus') return { point: surface.center, direction: surface.axis };
  return undefined;
}

function distanceToLine(point: Vec3, line: { point: Vec3; direction: Vec3 }): number {
  const d = subtract(point, line.point);
  return distance(d, scale(line.direction, dot(d, line.direction)));
}

/**
 * Cuts the target by planes through the axis and collects the profiles that a revolve may have. `cut` gives the section
 * at height 0 of a frame; coordinates closer than `rounding` to the axis lie on it.
 */
export function sliceAround(
  found: FoundWithin,
  axis: RevolutionAxis,
  rounding: number,
  cut: (frame: Frame) => Section,
): AxialSlices {
  const direction = axis.direction;
  const x = Math.abs(direction[2]) > 0.999 ? ([1, 0, 0] as Vec3) : perpendicular(direction);
  const base = normalize(cross(cross(direction, x), direction));
  const side = cross(direction, base);
  const foot = addScaled(axis.point, direction, -dot(axis.point, direction));
  const frameAt = (angle: number): Frame => {
    const xAxis = normalize(add(scale(base, Math.cos(angle)), scale(side, Math.sin(angle))));
    return { origin: foot, xAxis, normal: cross(xAxis, direction) };
  };
  const regions = new RegionSet(found.tolerance);
  const cuts = CUT_ANGLES.map((angle) => {
    const frame = frameAt(angle);
    const section = withoutNegative(cut(frame), Math.max(found.tolerance, rounding));
    addRegionsOf(section, [0], regions);
    return { frame, section: { ...section, flat: compileProfiles(section.profiles) } };
  });
  const frame = frameAt(0);
  const turns = onSurfacesOfRevolution(found, axis, frame);
  return {
    axis,
    frame,
    frameAt,
    cuts,
    regions: regions.list.filter((region) => outlineOf(region).every(turns)),
  };
}

/** Points along every edge of a region. */
const outlineOf = ({ profiles }: Region): Vec2[] =>
  profiles.flatMap(({ outer, holes }) =>
    [outer, ...holes].flatMap((loop) =>
      loop.kind === 'circle'
        ? [0, 2, 4].map(
            (angle): Vec2 => [
              loop.center[0] + loop.radius * Math.cos(angle),
              loop.center[1] + loop.radius * Math.sin(angle),
            ],
          )
        : [...edgesOf(loop)].flatMap(({ from, edge }) =>
            [0.1, 0.5, 0.9].map((t) => edgePoint(from, edge, t)),
          ),
    ),
  );

/** A point of an outline may be so many tolerances off the surface that it is the trace of. */
const ON_SURFACE = 10;

/**
 * Tells of points of the half-plane whether they lie on the axis or on a face that turns about it. A flat wall, a
 * keyway or a hexagon, is cut at another distance by each half-plane: an outline along it turns into no face of the
 * part.
 */
function onSurfacesOfRevolution(
  { faces, tolerance }: FoundWithin,
  { point, direction }: RevolutionAxis,
  frame: Frame,
): (p: Vec2) => boolean {
  const near = ON_SURFACE * tolerance;
  const line = { point, direction };
  const surfaces = faces
    .map(({ surface }) => surface)
    .filter((surface) => {
      if (surface.kind === 'plane') return 1 - Math.abs(dot(surface.normal, direction)) < 1e-10;
      if (surface.kind === 'sphere') return distanceToLine(surface.center, line) <= near;
      const own = axisOf(surface);
      return (
        own && 1 - Math.abs(dot(own.direction, direction)) < 1e-10 && distanceToLine(own.point, line) <= near
      );
    });
  return (p) => {
    const at = toWorld(frame, [...p, 0]);
    return p[0] <= near || surfaces.some((surface) => Math.abs(signedDistance(surface, at)) <= near);
  };
}

/** The half of an axial section with x >= 0. It counts as pure where every trace was a surface's own. */
const withoutNegative = ({ profiles, fitted }: Section, tolerance: number): Section => ({
  w: 0,
  profiles: clipToPositive(profiles, tolerance),
  pure: !fitted,
  fitted,
});

/** (distance from the axis, height along it) of a world point. */
export function aroundAxis({ axis, frame }: AxialSlices, point: Vec3): Vec2 {
  const d = subtract(point, frame.origin);
  const h = dot(d, axis.direction);
  return [distance(d, scale(axis.direction, h)), h];
}
