import type { Bvh } from '../../geometry/bvh.ts';
import type { Random } from '../../geometry/random.ts';
import { castBeam, type Reading } from './beam.ts';
import type { ViewScanner } from './scanner.ts';
import { smoothNoise } from './smooth-noise.ts';
import type { Viewpoint, Window } from './viewpoint.ts';

/** A mesh as scanners see it: `areas` are its triangles' area vectors. */
export type Scene = { readonly bvh: Bvh; readonly areas: Float64Array };

/** One row after another of beams at a pitch (right and up over depth), over a window of directions. */
export type Sweep = { readonly viewpoint: Viewpoint; readonly window: Window; readonly pitch: number };

/** Takes one point: its place, its unit normal. */
export type Take = (x: number, y: number, z: number, nx: number, ny: number, nz: number) => void;

/**
 * Scans a scene from one viewpoint: what comes back of each beam, with the errors that a single view has. Rows run
 * from the bottom, beams in a row from the left.
 */
export function sweepView(
  { bvh, areas }: Scene,
  { viewpoint, window, pitch }: Sweep,
  { distance, beam, noise, grazing, outliers }: ViewScanner,
  random: Random,
  take: Take,
): void {
  const { eye, axes } = viewpoint;
  const { right, up, out } = axes;
  const columns = beamsAcross(window.right - window.left, pitch);
  const rows = beamsAcross(window.top - window.bottom, pitch);
  const noiseAt = smoothNoise(columns, noise.correlation / distance / pitch, random);
  const thin = { radius: beam.footprint / 2 / distance, mixing: beam.mixing };
  const allReturn = Math.cos(grazing.from);
  const reading: Reading = { depth: 0, normalX: 0, normalY: 0, normalZ: 0, cosine: 0, triangle: -1 };
  for (let row = 0; row < rows; row++) {
    const t = window.bottom + (row + 0.5) * pitch;
    for (let column = 0; column < columns; column++) {
      const s = window.left + (column + 0.5) * pitch;
      if (!castBeam(bvh, areas, viewpoint, thin, s, t, random, reading)) continue;
      if (reading.cosine < allReturn && isLost(Math.acos(reading.cosine), grazing, random)) continue;
      const depth = disturbed(reading.depth, noiseAt(row, column));
      const x = s * right[0] + t * up[0] - out[0];
      const y = s * right[1] + t * up[1] - out[1];
      const z = s * right[2] + t * up[2] - out[2];
      let { normalX, normalY, normalZ } = reading;
      if (noise.normals > 0) {
        normalX += random.normal(0, noise.normals);
        normalY += random.normal(0, noise.normals);
        normalZ += random.normal(0, noise.normals);
        const length = Math.sqrt(normalX * normalX + normalY * normalY + normalZ * normalZ) || 1;
        normalX /= length;
        normalY /= length;
        normalZ /= length;
      }
      take(eye[0] + depth * x, eye[1] + depth * y, eye[2] + depth * z, normalX, normalY, normalZ);
    }
  }

  /** The depth as it is read: with noise, in whole steps, sometimes altogether wrong. */
  function disturbed(depth: number, error: number): number {
    if (outliers.share > 0 && random.chance(outliers.share)) {
      return depth + random.uniform(-outliers.range, outliers.range);
    }
    // Errors are even in the disparity, distance / depth, so they grow with the square of the depth.
    let disparity = distance / depth + (noise.depth / distance) * error;
    const step = noise.quantum / distance;
    if (step > 0) disparity = step * Math.round(disparity / step);
    return distance / disparity;
  }
}

/** Beams at a pitch over a window. */
export const beamCount = ({ left, right, bottom, top }: Window, pitch: number): number =>
  beamsAcross(right - left, pitch) * beamsAcross(top - bottom, pitch);

const beamsAcross = (width: number, pitch: number): number => Math.max(1, Math.ceil(width / pitch));

/** Whether a reading is lost: the more surely the closer the angle comes to the one where all are. */
const isLost = (angle: number, { from, to }: ViewScanner['grazing'], random: Random): boolean =>
  angle >= to || random.chance((angle - from) / (to - from));
