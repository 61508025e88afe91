import type { Surface, SurfaceOf } from '../../geometry/surface.ts';

/** No line crosses a surface more often. */
export const MOST_CROSSINGS = 4;

/** Steps along a line between which a torus is looked for: its four crossings lie farther apart, but for grazing lines. */
const TORUS_STEPS = 32;
const BISECTIONS = 24;

/**
 * Where the line through (x, y, z) along the unit vector (dx, dy, dz) crosses an unbounded surface: writes the distances
 * along the line, negative ones behind the point, to `found`; returns how many. Of a cone, the one nappe around its
 * origin; none of a freeform surface. Plain numbers, because millions of lines are followed.
 */
export function lineCrossings(
  surface: Surface,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  found: Float64Array,
): number {
  switch (surface.kind) {
    case 'plane': {
      const { origin: o, normal: n } = surface;
      const slope = dx * n[0] + dy * n[1] + dz * n[2];
      if (slope === 0) return 0;
      found[0] = ((o[0] - x) * n[0] + (o[1] - y) * n[1] + (o[2] - z) * n[2]) / slope;
      return 1;
    }
    case 'sphere': {
      const { center: c, radius } = surface;
      const px = x - c[0];
      const py = y - c[1];
      const pz = z - c[2];
      const half = px * dx + py * dy + pz * dz;
      return roots(1, half, px * px + py * py + pz * pz - radius * radius, found);
    }
    case 'cylinder':
    case 'cone': {
      // |p|^2 - h^2 = (radius + h tan)^2, where h is the height of p along the axis.
      const { origin: o, axis: a, radius } = surface;
      const tan = surface.kind === 'cone' ? Math.tan(surface.halfAngle) : 0;
      const px = x - o[0];
      const py = y - o[1];
      const pz = z - o[2];
      const h = px * a[0] + py * a[1] + pz * a[2];
      const rise = dx * a[0] + dy * a[1] + dz * a[2];
      const reach = radius + h * tan;
      const count = roots(
        1 - rise * rise * (1 + tan * tan),
        px * dx + py * dy + pz * dz - h * rise - reach * rise * tan,
        px * px + py * py + pz * pz - h * h - reach * reach,
        found,
      );
      if (tan === 0) return count;
      let kept = 0;
      for (let k = 0; k < count; k++) if (reach + found[k] * rise * tan >= 0) found[kept++] = found[k];
      return kept;
    }
    case 'torus':
      return torusCrossings(surface, x, y, z, dx, dy, dz, found);
    case 'freeform':
      return 0;
  }
}

/** Real roots of a t^2 + 2 b t + c. */
function roots(a: number, b: number, c: number, found: Float64Array): number {
  if (Math.abs(a) < 1e-12) {
    if (b === 0) return 0;
    found[0] = -c / (2 * b);
    return 1;
  }
  const discriminant = b * b - a * c;
  if (discriminant <= 0) return 0;
  // The root that does not cancel first; the product of both is c / a.
  const q = b < 0 ? -b + Math.sqrt(discriminant) : -b - Math.sqrt(discriminant);
  found[0] = q / a;
  found[1] = q === 0 ? 0 : c / q;
  return 2;
}

/** Where the line changes sides of a torus between even steps through the ball around it, bisected. */
function torusCrossings(
  { center: c, axis: a, majorRadius, minorRadius }: SurfaceOf<'torus'>,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
  found: Float64Array,
): number {
  const px = x - c[0];
  const py = y - c[1];
  const pz = z - c[2];
  const middle = -(px * dx + py * dy + pz * dz);
  const reach = majorRadius + minorRadius;
  const squared = reach * reach - (px * px + py * py + pz * pz - middle * middle);
  if (squared <= 0) return 0;
  const half = Math.sqrt(squared) * (1 + 1e-9);
  const isOutside = (t: number): boolean => {
    const qx = px + t * dx;
    const qy = py + t * dy;
    const qz = pz + t * dz;
    const h = qx * a[0] + qy * a[1] + qz * a[2];
    const r = Math.sqrt(Math.max(0, qx * qx + qy * qy + qz * qz - h * h)) - majorRadius;
    return r * r + h * h > minorRadius * minorRadius;
  };
  let count = 0;
  let from = middle - half;
  let before = isOutside(from);
  for (let k = 1; k <= TORUS_STEPS && count < MOST_CROSSINGS; k++) {
    const to = middle + half * ((2 * k) / TORUS_STEPS - 1);
    const after = isOutside(to);
    if (before !== after) {
      let [low, high] = [from, to];
      for (let i = 0; i < BISECTIONS; i++) {
        const t = (low + high) / 2;
        if (isOutside(t) === before) low = t;
        else high = t;
      }
      found[count++] = (low + high) / 2;
    }
    from = to;
    before = after;
  }
  return count;
}
