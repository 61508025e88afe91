import { type CloudMetric, cloudDistance, cloudDistanceBound, type PreparedCloud } from './cloud-distance.ts';

/** A cloud of a set, by its index there, and how far it is. */
export type NearestCloud = { readonly index: number; readonly distance: number };

/**
 * Finds in each of several subsets of `clouds`, given by indices, the one nearest to `query`; of equals the first by
 * bound. A grid bounds all distances, then clouds are measured in the order of their bounds until no bound is below
 * the nearest found; what was measured for one subset serves the others. Subsets must not be empty.
 */
export function nearestClouds(
  query: PreparedCloud,
  clouds: readonly PreparedCloud[],
  subsets: readonly (readonly number[])[],
  metric: CloudMetric,
): NearestCloud[] {
  const bounds = Float64Array.from(clouds, (cloud) => cloudDistanceBound(query, cloud, metric));
  // Per cloud its distance, or, negative, the limit that it is not below; 0 is not measured yet.
  const known = new Float64Array(clouds.length).fill(Number.NaN);
  const notBelow = bounds.slice();
  return subsets.map((subset) => {
    let nearest: NearestCloud = { index: subset[0], distance: Infinity };
    const order = [...subset].sort((a, b) => notBelow[a] - notBelow[b]);
    for (const index of order) {
      if (notBelow[index] >= nearest.distance) break;
      if (Number.isNaN(known[index])) {
        const distance = cloudDistance(query, clouds[index], metric, nearest.distance);
        if (distance === Infinity) notBelow[index] = nearest.distance;
        else known[index] = notBelow[index] = distance;
        if (distance < nearest.distance) nearest = { index, distance };
      } else if (known[index] < nearest.distance) nearest = { index, distance: known[index] };
    }
    return nearest;
  });
}
