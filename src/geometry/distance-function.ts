import type { Surface } from './surface.ts';

/** Unsigned distance of a point from a surface. */
export type DistanceFunction = (x: number, y: number, z: number) => number;

/**
 * Unsigned distances from an analytic surface, as `signedDistance` has them, for loops over many points: nothing is
 * allocated. NaN for a freeform surface, which has no equation.
 */
export function distanceFunction(surface: Surface): DistanceFunction {
  switch (surface.kind) {
    case 'plane': {
      const [nx, ny, nz] = surface.normal;
      const [ox, oy, oz] = surface.origin;
      return (x, y, z) => Math.abs((x - ox) * nx + (y - oy) * ny + (z - oz) * nz);
    }
    case 'sphere': {
      const [cx, cy, cz] = surface.center;
      const { radius } = surface;
      return (x, y, z) => Math.abs(Math.sqrt((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2) - radius);
    }
    case 'cylinder': {
      const { radius } = surface;
      return aboutAxis(surface.origin, surface.axis, (rho) => Math.abs(rho - radius));
    }
    case 'cone': {
      const { radius, halfAngle } = surface;
      const [c, s] = [Math.cos(halfAngle), Math.sin(halfAngle)];
      return aboutAxis(surface.origin, surface.axis, (rho, h) => Math.abs((rho - radius) * c - h * s));
    }
    case 'torus': {
      const { majorRadius, minorRadius } = surface;
      return aboutAxis(surface.center, surface.axis, (rho, h) =>
        Math.abs(Math.sqrt((rho - majorRadius) ** 2 + h * h) - minorRadius),
      );
    }
    case 'freeform':
      return () => Number.NaN;
  }
}

/** The distance that `profile` tells from a point's distance from an axis and its height along it. */
function aboutAxis(
  [ox, oy, oz]: readonly [number, number, number],
  [ax, ay, az]: readonly [number, number, number],
  profile: (rho: number, height: number) => number,
): DistanceFunction {
  return (x, y, z) => {
    const dx = x - ox;
    const dy = y - oy;
    const dz = z - oz;
    const height = dx * ax + dy * ay + dz * az;
    const squared = dx * dx + dy * dy + dz * dz - height * height;
    return profile(squared > 0 ? Math.sqrt(squared) : 0, height);
  };
}
