import { refineCone } from '../../../geometry/fit-cone.ts';
import { refineCylinder } from '../../../geometry/fit-cylinder.ts';
import type { Held } from '../../../geometry/fit-revolution.ts';
import { refineSphere } from '../../../geometry/fit-sphere.ts';
import { refineTorus } from '../../../geometry/fit-torus.ts';
import type { SurfaceOf } from '../../../geometry/surface.ts';

export type CurvedSurface = SurfaceOf<'cylinder' | 'cone' | 'sphere' | 'torus'>;

/** Numbers that a surface of each kind has when nothing of it is known before. */
export const FREEDOM = { cylinder: 5, cone: 6, sphere: 4, torus: 7 } satisfies Record<
  CurvedSurface['kind'],
  number
>;

/** The surface of the same kind nearest to flat x, y, z `points`; what is `held` stays. Undefined when there is none. */
export function refit(surface: CurvedSurface, points: Float64Array, held: Held): CurvedSurface | undefined {
  switch (surface.kind) {
    case 'cylinder':
      return refineCylinder(points, surface, held)?.surface;
    case 'cone':
      return refineCone(points, surface, held)?.surface;
    case 'sphere':
      return refineSphere(points, surface)?.surface;
    case 'torus':
      return refineTorus(points, surface, held)?.surface;
  }
}
