/** Grid points a side; the outermost lie on the cube's sides. */
const SIDE = 28;

/**
 * Img2CADSeq's Jensen-Shannon divergence (appendix A.3; Achlioptas et al., 2018), not scaled: from 0 for two sets of
 * clouds whose points are spread alike to 1 for sets that share no place. Every point counts for the nearest of 28^3
 * grid points from -1 to 1; logarithms are to the base 2.
 */
export function jensenShannonDivergence(
  generated: readonly Float64Array[],
  reference: readonly Float64Array[],
): number {
  const [p, q] = [distributionOf(generated), distributionOf(reference)];
  let divergence = 0;
  for (let i = 0; i < p.length; i++) {
    const middle = (p[i] + q[i]) / 2;
    if (p[i] > 0) divergence += (p[i] * Math.log2(p[i] / middle)) / 2;
    if (q[i] > 0) divergence += (q[i] * Math.log2(q[i] / middle)) / 2;
  }
  return divergence;
}

/** The share of all points at each grid point. */
function distributionOf(clouds: readonly Float64Array[]): Float64Array {
  const shares = new Float64Array(SIDE ** 3);
  const weight = 1 / clouds.reduce((sum, { length }) => sum + length / 3, 0);
  for (const cloud of clouds) {
    for (let i = 0; i < cloud.length; i += 3) {
      shares[
        SIDE * (SIDE * nearestIndex(cloud[i]) + nearestIndex(cloud[i + 1])) + nearestIndex(cloud[i + 2])
      ] += weight;
    }
  }
  return shares;
}

const nearestIndex = (x: number): number =>
  Math.min(SIDE - 1, Math.max(0, Math.round(((x + 1) / 2) * (SIDE - 1))));
