import type { SurfaceOf } from '../../../geometry/surface.ts';
import { type Evidence, SIGNIFICANT, SYSTEMATIC } from './evidence.ts';
import { groupValues, weightedMean } from './group-values.ts';
import { radiusInformation } from './information.ts';

type Round = SurfaceOf<'cylinder' | 'sphere' | 'torus'>;

const isRound = (item: Evidence): item is Evidence<Round> =>
  item.surface.kind === 'cylinder' || item.surface.kind === 'sphere' || item.surface.kind === 'torus';

/** The radius of the circle that the surface is swept by: of a torus that of its tube, as of the fillets around it. */
const radiusOf = (surface: Round): number =>
  surface.kind === 'torus' ? surface.minorRadius : surface.radius;

/** The same faces with equal radii of cylinders, spheres and tubes, by least squares, wherever their points allow it. */
export function alignRadii(evidence: readonly Evidence[]): Evidence[] {
  const round = evidence.filter(isRound);
  if (round.length === 0) return [...evidence];
  const radii = round.map(({ surface, points, centroid, deviation }) => ({
    value: radiusOf(surface),
    weight: radiusInformation(surface, points, centroid) / deviation ** 2,
  }));
  const slack = SYSTEMATIC * Math.max(...round.map(({ deviation }) => deviation));
  const equal = new Map<Evidence, Evidence>();
  for (const group of groupValues(radii, { significant: SIGNIFICANT, slack })) {
    const radius = weightedMean(group.map((g) => radii[g]));
    for (const g of group)
      equal.set(round[g], { ...round[g], surface: withRadius(round[g].surface, radius) });
  }
  return evidence.map((item) => equal.get(item) ?? item);
}

const withRadius = (surface: Round, radius: number): Round =>
  surface.kind === 'torus' ? { ...surface, minorRadius: radius } : { ...surface, radius };
