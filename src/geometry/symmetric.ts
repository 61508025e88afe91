/** Dense symmetric matrices of a few rows, stored flat and row by row: what small least-squares fits need. */

export type Eigen = {
  /** Ascending. */
  readonly values: Float64Array;
  /** `vectors[k]` is the unit eigenvector of `values[k]`. */
  readonly vectors: readonly Float64Array[];
};

const MAX_SWEEPS = 50;

/**
 * Eigenvalues and eigenvectors of the symmetric `size` x `size` matrix, by cyclic Jacobi rotations
 * (Golub and Van Loan, Matrix Computations, 8.5). The matrix is left as it was.
 */
export function symmetricEigen(matrix: ArrayLike<number>, size: number): Eigen {
  const a = Float64Array.from(matrix);
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let offDiagonal = 0;
    let diagonal = 0;
    for (let i = 0; i < size; i++) {
      diagonal += a[i * size + i] ** 2;
      for (let j = i + 1; j < size; j++) offDiagonal += a[i * size + j] ** 2;
    }
    if (!(offDiagonal > 1e-34 * diagonal)) break;
    for (let p = 0; p < size - 1; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q);
  }
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[i * size + i] - a[j * size + j]);
  return {
    values: Float64Array.from(order, (i) => a[i * size + i]),
    vectors: order.map((column) => Float64Array.from({ length: size }, (_, row) => v[row * size + column])),
  };
}

/** One Jacobi rotation in the plane (p, q): makes a[p, q] zero and turns the eigenvector columns with it. */
function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const akp = a[k * size + p];
    const akq = a[k * size + q];
    a[k * size + p] = c * akp - s * akq;
    a[k * size + q] = s * akp + c * akq;
  }
  for (let k = 0; k < size; k++) {
    const apk = a[p * size + k];
    const aqk = a[q * size + k];
    a[p * size + k] = c * apk - s * aqk;
    a[q * size + k] = s * apk + c * aqk;
    const vkp = v[k * size + p];
    const vkq = v[k * size + q];
    v[k * size + p] = c * vkp - s * vkq;
    v[k * size + q] = s * vkp + c * vkq;
  }
}

/**
 * Solves matrix * x = rightHandSide for a symmetric positive definite `size` x `size` matrix by Cholesky
 * factorisation; undefined when it is not positive definite within rounding. Both arguments are overwritten,
 * and `rightHandSide` becomes the solution.
 */
export function solvePositiveDefinite(
  matrix: Float64Array,
  rightHandSide: Float64Array,
  size: number,
): Float64Array | undefined {
  for (let j = 0; j < size; j++) {
    const original = matrix[j * size + j];
    let d = original;
    for (let k = 0; k < j; k++) d -= matrix[j * size + k] ** 2;
    if (!(d > 1e-15 * original)) return undefined;
    const root = Math.sqrt(d);
    matrix[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let s = matrix[i * size + j];
      for (let k = 0; k < j; k++) s -= matrix[i * size + k] * matrix[j * size + k];
      matrix[i * size + j] = s / root;
    }
  }
  for (let i = 0; i < size; i++) {
    let s = rightHandSide[i];
    for (let k = 0; k < i; k++) s -= matrix[i * size + k] * rightHandSide[k];
    rightHandSide[i] = s / matrix[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let s = rightHandSide[i];
    for (let k = i + 1; k < size; k++) s -= matrix[k * size + i] * rightHandSide[k];
    rightHandSide[i] = s / matrix[i * size + i];
  }
  return rightHandSide;
}
