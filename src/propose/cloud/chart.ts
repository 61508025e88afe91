import type { Surface } from '../../geometry/surface.ts';
import { cross, normalize, perpendicular, subtract, type Vec3 } from '../../geometry/vector.ts';

/** Coordinates on a surface: `v` is a length; `u` a length on a plane and the angle about the axis on all others. */
export type Chart = {
  /** Writes (u, v) of the foot of (x, y, z) to `to`. */
  readonly place: (x: number, y: number, z: number, to: Float64Array) => void;
  /** Length along the surface of one unit of u, at v. */
  readonly stretch: (v: number) => number;
  /** Whether u is an angle, which comes round again. */
  readonly turns: boolean;
};

/**
 * Coordinates on the surface in which neighbouring points stay neighbours; undefined for a freeform surface. `near` is a
 * place that should lie far from where they do not, the poles of a sphere.
 */
export function chartOf(surface: Surface, near: Vec3): Chart | undefined {
  switch (surface.kind) {
    case 'plane': {
      const { origin, normal } = surface;
      const s = perpendicular(normal);
      const t = cross(normal, s);
      return {
        place: (x, y, z, to) => {
          const dx = x - origin[0];
          const dy = y - origin[1];
          const dz = z - origin[2];
          to[0] = dx * s[0] + dy * s[1] + dz * s[2];
          to[1] = dx * t[0] + dy * t[1] + dz * t[2];
        },
        stretch: () => 1,
        turns: false,
      };
    }
    case 'cylinder':
      return turned(
        surface.origin,
        surface.axis,
        (_, h) => h,
        () => surface.radius,
      );
    case 'cone': {
      const { radius, halfAngle } = surface;
      const cos = Math.cos(halfAngle);
      const sin = Math.sin(halfAngle);
      return turned(
        surface.origin,
        surface.axis,
        (r, h) => (r - radius) * sin + h * cos,
        (v) => Math.abs(radius + v * sin),
      );
    }
    case 'sphere': {
      const { radius } = surface;
      return turned(
        surface.center,
        perpendicular(normalize(subtract(near, surface.center))),
        (r, h) => radius * Math.atan2(h, r),
        (v) => radius * Math.cos(v / radius),
      );
    }
    case 'torus': {
      const { majorRadius, minorRadius } = surface;
      return turned(
        surface.center,
        surface.axis,
        (r, h) => minorRadius * Math.atan2(h, r - majorRadius),
        (v) => Math.abs(majorRadius + minorRadius * Math.cos(v / minorRadius)),
      );
    }
    case 'freeform':
      return undefined;
  }
}

/** The chart of a surface of revolution; `along`: length along its meridian at distance r from the axis and height h. */
function turned(
  origin: Vec3,
  axis: Vec3,
  along: (r: number, h: number) => number,
  stretch: (v: number) => number,
): Chart {
  const s = perpendicular(axis);
  const t = cross(axis, s);
  return {
    place: (x, y, z, to) => {
      const dx = x - origin[0];
      const dy = y - origin[1];
      const dz = z - origin[2];
      const a = dx * s[0] + dy * s[1] + dz * s[2];
      const b = dx * t[0] + dy * t[1] + dz * t[2];
      to[0] = Math.atan2(b, a);
      to[1] = along(Math.sqrt(a * a + b * b), dx * axis[0] + dy * axis[1] + dz * axis[2]);
    },
    stretch,
    turns: true,
  };
}
