import { type Frame, toWorld, yAxisOf } from '../../geometry/frame.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { PerceivedCloud } from '../../perceive/cloud/types.ts';
import { type Coverage, coverageAt, coverageOf, localSpacing } from '../cloud/coverage.ts';
import type { Box } from '../regions.ts';
import { type FaceRole, roleAlong } from '../trace.ts';
import { type Sidedness, sidednessOf } from './sidedness.ts';

/** A perceived cloud with what every look at it needs. */
export type CloudEvidence = {
  readonly perceived: PerceivedCloud;
  readonly coverages: readonly (Coverage | undefined)[];
  readonly sidedness: Sidedness;
  readonly diagonal: number;
  /** Length within which two places that were worked out from fitted surfaces are one. */
  readonly precision: number;
  /** Curves that come no closer than this, or cut each other no deeper, touch: designers' curves do. */
  readonly touch: number;
};

/** Touching curves, fitted to points without noise, miss each other by this share of the diagonal at most. */
const TOUCH = 5e-5;
/** Places follow from surfaces that many points tell of: they are this much more precise than a point. */
const SURER_THAN_POINT = 0.1;
/** Rounding of the arithmetic, as a share of the diagonal. */
const ROUNDING = 1e-7;

/** Prepares a perceived cloud for being looked at along axes. */
export function cloudEvidence(perceived: PerceivedCloud): CloudEvidence {
  const spacings = localSpacing(perceived);
  const coverages = perceived.faces.map((face) => coverageOf(face, perceived, spacings));
  const diagonal = diagonalOf(boundsOf(perceived.positions));
  return {
    perceived,
    coverages,
    sidedness: sidednessOf(perceived, coverages),
    diagonal,
    precision: Math.max(ROUNDING * diagonal, SURER_THAN_POINT * perceived.noise),
    touch: Math.max(TOUCH * diagonal, 2 * SURER_THAN_POINT * perceived.noise),
  };
}

/** A cloud as seen along an axis: coordinates (u, v, w) of `frame`, w along the axis. */
export type CloudView = CloudEvidence & {
  readonly frame: Frame;
  readonly roles: readonly FaceRole[];
  /** Lowest and highest w of each face's points, but for a few stray ones. */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** How far beyond its lowest and highest points each face may reach: points do not lie on edges. */
  readonly belowLows: Float64Array;
  readonly aboveHighs: Float64Array;
  readonly box: Box;
};

/** Points of a face that its extent is read off. */
const LOOKED_AT = 2000;
/** Points of a face that may be strays, as a share of them. */
const STRAY = 0.002;
/** Gaps between the outermost points, whose mean tells how far the edge may lie beyond, and how many times as far. */
const OUTERMOST = 4;
const BEYOND = 10;
/** Most and fewest spacings that a face reaches beyond its points. */
const MOST_BEYOND = 3;
const LEAST_BEYOND = 0.3;

/** Looks at a cloud along `frame.normal`. */
export function cloudViewAlong(evidence: CloudEvidence, frame: Frame): CloudView {
  const { positions, faces } = evidence.perceived;
  const axes = [frame.xAxis, yAxisOf(frame), frame.normal];
  const coordinate = (i: number, k: number): number =>
    (positions[3 * i] - frame.origin[0]) * axes[k][0] +
    (positions[3 * i + 1] - frame.origin[1]) * axes[k][1] +
    (positions[3 * i + 2] - frame.origin[2]) * axes[k][2];
  const box = { minU: Infinity, minV: Infinity, maxU: -Infinity, maxV: -Infinity };
  const lows = new Float64Array(faces.length);
  const highs = new Float64Array(faces.length);
  const belowLows = new Float64Array(faces.length);
  const aboveHighs = new Float64Array(faces.length);
  const most = MOST_BEYOND * evidence.perceived.spacing;
  const least = LEAST_BEYOND * evidence.perceived.spacing;
  for (const [f, { points: all }] of faces.entries()) {
    const stride = Math.max(1, Math.floor(all.length / LOOKED_AT));
    const points = all.filter((_, k) => k % stride === 0);
    const heights = Float64Array.from(points, (i) => coordinate(i, 2)).sort();
    const strays = Math.floor(STRAY * heights.length);
    lows[f] = heights[strays];
    highs[f] = heights[heights.length - 1 - strays];
    const gaps = Math.min(OUTERMOST, heights.length - 1 - 2 * strays);
    const beyond = (low: number, high: number): number =>
      gaps > 0 ? Math.min(most, Math.max(least, (BEYOND * (high - low)) / gaps)) : most;
    belowLows[f] = beyond(heights[strays], heights[strays + gaps]);
    aboveHighs[f] = beyond(heights[heights.length - 1 - strays - gaps], highs[f]);
    for (const i of points) {
      const [u, v] = [coordinate(i, 0), coordinate(i, 1)];
      box.minU = Math.min(box.minU, u);
      box.maxU = Math.max(box.maxU, u);
      box.minV = Math.min(box.minV, v);
      box.maxV = Math.max(box.maxV, v);
    }
  }
  return {
    ...evidence,
    frame,
    roles: faces.map(({ surface }) => roleAlong(surface, frame)),
    lows,
    highs,
    belowLows,
    aboveHighs,
    box,
  };
}

/** The probability that a face's surface is there, at (u, v, w) of the view. */
export function seenAt(
  { coverages, frame }: CloudView,
  face: number,
  u: number,
  v: number,
  w: number,
): number {
  const coverage = coverages[face];
  return coverage ? coverageAt(coverage, ...toWorld(frame, [u, v, w])) : 0;
}
