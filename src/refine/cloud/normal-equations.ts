import { tangencyGap } from './design/joints.ts';
import { sketchesAt } from './design/sketches.ts';
import { distancesFrom, type FaceSource, STRIDE, surfacesAt } from './design/surfaces.ts';
import type { Design } from './design/types.ts';

/** Points of each face: those of face f are `members[first[f]..first[f + 1])`. */
export type Members = { readonly members: Uint32Array; readonly first: Uint32Array };

/** Weighs the residual of the member `index`, 1 for one to be believed, 0 for one that says nothing. */
export type Weight = (residual: number, index: number) => number;

/** The least-squares problem about some values: `matrix` step = `-gradient`. Both in units of the noise's square. */
export type NormalEquations = {
  /** Sum of weighted products of derivatives, row by row. */
  readonly matrix: Float64Array;
  readonly gradient: Float64Array;
};

/** Derivatives are differences over a step of this share of the part's size: residuals are nearly linear over it. */
const STEP = 1e-6;
/** Joints hold to this share of the noise: far better than the points tell, and still well conditioned. */
const JOINT = 1e-4;

/**
 * Sums up what all points and joints say about the variables at `values`: Gauss-Newton's equations of the robustly
 * weighted distances (iteratively reweighted least squares; Holland and Welsch 1977). `noise` is the residuals' scale.
 */
export function normalEquations(
  design: Design,
  faces: readonly FaceSource[],
  values: Float64Array,
  positions: Float64Array,
  { members, first }: Members,
  noise: number,
  weight: Weight,
): NormalEquations {
  const size = values.length;
  const equations = { matrix: new Float64Array(size * size), gradient: new Float64Array(size) };
  const step = STEP * design.reach;
  const surfaces = surfacesAt(design, faces, values);
  const gaps = jointGaps(design, values);
  const moved: Float64Array[] = [];
  const movedGaps: Float64Array[] = [];
  for (let j = 0; j < size; j++) {
    const stepped = values.slice();
    stepped[j] += step;
    moved.push(surfacesAt(design, faces, stepped));
    movedGaps.push(jointGaps(design, stepped));
  }
  const residuals = new Float64Array(members.length);
  const columns: Float64Array[] = [];
  for (let face = 0; face < faces.length; face++) {
    const [start, end] = [first[face], first[face + 1]];
    if (start === end) continue;
    distancesFrom(surfaces, face, positions, members, start, end, residuals);
    const drivers: number[] = [];
    for (let j = 0; j < size; j++) if (differs(surfaces, moved[j], face)) drivers.push(j);
    while (columns.length < drivers.length) columns.push(new Float64Array(members.length));
    drivers.forEach((j, k) => {
      distancesFrom(moved[j], face, positions, members, start, end, columns[k]);
    });
    accumulate(equations, drivers, columns, residuals, start, end, step, noise, weight);
  }
  gaps.forEach((gap, i) => {
    const drivers: number[] = [];
    for (let j = 0; j < size; j++) if (movedGaps[j][i] !== gap) drivers.push(j);
    const derivatives = drivers.map((j) => (movedGaps[j][i] - gap) / step);
    const information = 1 / (JOINT * noise) ** 2;
    drivers.forEach((j, a) => {
      equations.gradient[j] += information * derivatives[a] * gap;
      drivers.forEach((k, b) => {
        equations.matrix[size * j + k] += information * derivatives[a] * derivatives[b];
      });
    });
  });
  return equations;
}

/** By how much the curves of each joint miss touching each other. */
function jointGaps(design: Design, values: Float64Array): Float64Array {
  if (design.joints.length === 0) return new Float64Array(0);
  const sketches = sketchesAt(design, values);
  return Float64Array.from(design.joints, ({ feature, loop, before, after, outside }) => {
    const curves = sketches[feature].curves[loop];
    return tangencyGap(curves[before], curves[after], outside) ?? 0;
  });
}

function differs(a: Float64Array, b: Float64Array, face: number): boolean {
  for (let k = STRIDE * face; k < STRIDE * (face + 1); k++) if (a[k] !== b[k]) return true;
  return false;
}

/** Adds one face's points; `columns` hold their distances with each driving variable moved by `step`. */
function accumulate(
  { matrix, gradient }: NormalEquations,
  drivers: readonly number[],
  columns: readonly Float64Array[],
  residuals: Float64Array,
  start: number,
  end: number,
  step: number,
  noise: number,
  weight: Weight,
): void {
  const size = gradient.length;
  const count = drivers.length;
  const derivatives = new Float64Array(count);
  const block = new Float64Array(count * count);
  const right = new Float64Array(count);
  for (let i = start; i < end; i++) {
    const w = weight(residuals[i], i);
    if (w === 0) continue;
    for (let a = 0; a < count; a++) derivatives[a] = (columns[a][i] - residuals[i]) / step;
    for (let a = 0; a < count; a++) {
      const weighted = w * derivatives[a];
      right[a] += weighted * residuals[i];
      for (let b = 0; b <= a; b++) block[count * a + b] += weighted * derivatives[b];
    }
  }
  const information = 1 / noise ** 2;
  for (let a = 0; a < count; a++) {
    gradient[drivers[a]] += information * right[a];
    for (let b = 0; b <= a; b++) {
      const value = information * block[count * a + b];
      matrix[size * drivers[a] + drivers[b]] += value;
      if (a !== b) matrix[size * drivers[b] + drivers[a]] += value;
    }
  }
}
