import { refineCylinder } from '../../../geometry/fit-cylinder.ts';
import { refineTorus } from '../../../geometry/fit-torus.ts';
import type { SurfaceOf } from '../../../geometry/surface.ts';
import type { CloudFace } from '../types.ts';
import { type Evidence, SIGNIFICANT, SYSTEMATIC } from './evidence.ts';
import { groupValues, weightedMean } from './group-values.ts';
import { radiusInformation } from './information.ts';

type Round = SurfaceOf<'cylinder' | 'sphere' | 'torus'>;

const isRound = (item: Evidence): item is Evidence<Round> =>
  item.surface.kind === 'cylinder' || item.surface.kind === 'sphere' || item.surface.kind === 'torus';

/** The radius of the circle that the surface is swept by: of a torus that of its tube, as of the fillets around it. */
const radiusOf = (surface: Round): number =>
  surface.kind === 'torus' ? surface.minorRadius : surface.radius;

/**
 * The same faces with equal radii of cylinders, spheres and tubes, by least squares, wherever their points allow it; they
 * move to where that radius fits best. Tells which faces share their radius.
 */
export function alignRadii(evidence: readonly Evidence[]): {
  readonly aligned: Evidence[];
  readonly shared: ReadonlySet<CloudFace>;
} {
  const shared = new Set<CloudFace>();
  const round = evidence.filter(isRound);
  if (round.length === 0) return { aligned: [...evidence], shared };
  const radii = round.map(({ surface, points, centroid, deviation }) => ({
    value: radiusOf(surface),
    weight: radiusInformation(surface, points, centroid) / deviation ** 2,
  }));
  const slack = SYSTEMATIC * Math.max(...round.map(({ deviation }) => deviation));
  const moved = new Map<Evidence, Evidence>();
  for (const group of groupValues(radii, { significant: SIGNIFICANT, slack })) {
    const radius = weightedMean(group.map((g) => radii[g]));
    if (group.length === 1) continue;
    if (group.length === 1) continue;
    for (const g of group) {
      const { face, points, surface } = round[g];
      shared.add(face);
      moved.set(round[g], { ...round[g], surface: refitted(withRadius(surface, radius), points) });
    }
  }
  return { aligned: evidence.map((item) => moved.get(item) ?? item), shared };
}

const withRadius = (surface: Round, radius: number): Round =>
  surface.kind === 'torus' ? { ...surface, minorRadius: radius } : { ...surface, radius };

/** The surface moved to where its radius fits best. */
function refitted(surface: Round, points: Float64Array): Round {
  switch (surface.kind) {
    case 'cylinder':
      return refineCylinder(points, surface, 'direction and shape')?.surface ?? surface;
    case 'torus':
      return refineTorus(points, surface, 'direction and shape')?.surface ?? surface;
    case 'sphere':
      return surface;
  }
}
