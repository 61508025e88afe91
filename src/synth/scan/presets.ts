import { type Bounds, diagonalOf, longestSideOf } from '../../geometry/mesh.ts';
import type { Scanner } from './scanner.ts';

export type ScanPreset = {
  readonly description: string;
  /** Points of a cloud, where nothing else is asked for. */
  readonly points: number;
  /** The scanner for a part of a size. */
  readonly scannerFor: (bounds: Bounds) => Scanner;
};

const DEGREE = Math.PI / 180;

/** Scanners by the names that users choose them by; docs/scans.md says where their numbers come from. */
export const scanPresets = {
  clean: {
    description: 'points on the surface, without error, from all sides',
    points: 10_000,
    scannerFor: () => ({ kind: 'surface', noise: 0, noiseProbability: 0 }),
  },
  /** CAD-Recode, 5.1: noise in the frame of a part whose longest side is 1. */
  recode: {
    description: "CAD-Recode's training: few points, every other cloud with noise of 1% of the part",
    points: 256,
    scannerFor: (bounds) => ({ kind: 'surface', noise: 0.01 * longestSideOf(bounds), noiseProbability: 0.5 }),
  },
  metrology: {
    description: 'a measuring scanner on a tripod: hardly any noise, all sides',
    points: 100_000,
    scannerFor: (bounds) => metrology(diagonalOf(bounds)),
  },
  handheld: {
    description: 'a scanner moved by hand: noise, rounded edges, missing parts',
    points: 50_000,
    scannerFor: (bounds) => handheld(diagonalOf(bounds)),
  },
  'depth-camera': {
    description: 'a depth camera around a part on a table: strong noise in steps of depth, no underside',
    points: 50_000,
    scannerFor: (bounds) => depthCamera(diagonalOf(bounds)),
  },
} satisfies Record<string, ScanPreset>;

export type ScanPresetName = keyof typeof scanPresets;

const metrology = (size: number): Scanner => ({
  kind: 'views',
  views: 14,
  from: 'around',
  distance: 3 * size,
  unevenness: 0.1,
  beam: { footprint: 1e-3 * size, mixing: 0 },
  noise: { depth: 5e-5 * size, correlation: 0, quantum: 0, normals: 0.01 },
  grazing: { from: 65 * DEGREE, to: 82 * DEGREE },
  outliers: { share: 1e-4, range: 0.01 * size },
  registration: { translation: 3e-5 * size, rotation: 5e-5 },
  missing: { patches: 0, radius: 0 },
});

const handheld = (size: number): Scanner => ({
  kind: 'views',
  views: 20,
  from: 'around',
  distance: 2 * size,
  unevenness: 0.6,
  beam: { footprint: 8e-3 * size, mixing: 0.1 },
  noise: { depth: 1e-3 * size, correlation: 3e-3 * size, quantum: 0, normals: 0.05 },
  grazing: { from: 50 * DEGREE, to: 75 * DEGREE },
  outliers: { share: 2e-3, range: 0.05 * size },
  registration: { translation: 5e-4 * size, rotation: 1e-3 },
  missing: { patches: 3, radius: 0.07 * size },
});

/** The camera that docs/scans.md measures, before a part whose diagonal is 0.2 m. */
const CAMERA = { diagonal: 0.2, distance: 0.75, pixel: 1 / 525, stepPerSquaredDepth: 2.93e-3 };

function depthCamera(size: number): Scanner {
  const metre = size / CAMERA.diagonal;
  const { distance, pixel, stepPerSquaredDepth } = CAMERA;
  const quantum = stepPerSquaredDepth * distance ** 2;
  return {
    kind: 'views',
    views: 8,
    from: 'above',
    distance: distance * metre,
    unevenness: 0.2,
    beam: { footprint: 4 * pixel * distance * metre, mixing: 0.1 },
    noise: {
      depth: 0.63 * quantum * metre,
      correlation: 3 * pixel * distance * metre,
      quantum: quantum * metre,
      normals: 0.2,
    },
    grazing: { from: 65 * DEGREE, to: 80 * DEGREE },
    outliers: { share: 1e-3, range: 0.02 * metre },
    registration: { translation: 1e-3 * metre, rotation: 5e-3 },
    missing: { patches: 0, radius: 0 },
  };
}
