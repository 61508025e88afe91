import { toWorld } from '../geometry/frame.ts';
import { loopArea, reverseLoop } from '../program/region.ts';
import type { Edge, Loop, Profile, Sweep, SweptProgram } from '../program/types.ts';
import { sha256Of } from './sha256.ts';

/** Directions and angles, in steps of this, are equal where only rounding tells them apart. */
const ANGLE_STEP = 1e-6;

/**
 * The name under which equal designs meet: 16 hexadecimal digits of the SHA-256 of the program's canonical form, see
 * `canonicalForm`, with lengths in whole multiples of `step`.
 *
 * CAD-Recode drops duplicates by the protocol of SkexGen (Xu et al., ICML 2022): numbers quantised to 6 bits over the
 * normalised part, loops in a canonical order, SHA-256 of the sequence, one design kept of each hash. Of it comes
 * `SIX_BITS`, which also tells apart no two programs that the grid of 201 values holds equal.
 */
export async function designKey(program: SweptProgram, step: number): Promise<string> {
  const hash = await sha256Of(new TextEncoder().encode(canonicalForm(program, step)));
  return hash.slice(0, 16);
}

/** 64 values for the coordinates from -100 to 100 of a quantised program. */
export const SIX_BITS = 200 / 63;

/** Tells apart all that is not rounding, in programs whose sizes mean something. */
export const EXACT = 1e-6;

/**
 * One text for all ways to write the same sequence: loops run counter-clockwise from their leftmost, then lowest
 * corner; holes, profiles and joined features are sorted; extrusions start in their own plane. Lengths are whole
 * multiples of `step`.
 */
export function canonicalForm({ features }: SweptProgram, step: number): string {
  const texts = features.map((feature) => featureText(feature, step));
  // What is only joined is the same in any order.
  if (features.every(({ operation }, i) => operation === (i === 0 ? 'new' : 'join')))
    return texts.sort().join('\n');
  return texts.map((text, i) => `${features[i].operation} ${text}`).join('\n');
}

function featureText(feature: Sweep, step: number): string {
  const { frame, profiles } = feature.sketch;
  const sketch = profiles
    .map((profile) => profileText(profile, step))
    .sort()
    .join('|');
  const axes = steps([...frame.normal, ...frame.xAxis], ANGLE_STEP);
  if (feature.kind === 'extrude') {
    const origin = toWorld(frame, [0, 0, feature.from]);
    return `extrude ${axes} ${steps([...origin, feature.to - feature.from], step)} ${sketch}`;
  }
  const { point, direction } = feature.axis;
  const turn = steps([...direction, feature.from, feature.to], ANGLE_STEP);
  return `revolve ${axes} ${steps([...frame.origin, ...point], step)} ${turn} ${sketch}`;
}

const profileText = ({ outer, holes }: Profile, step: number): string =>
  [loopText(outer, step), ...holes.map((hole) => loopText(hole, step)).sort()].join('-');

function loopText(loop: Loop, step: number): string {
  if (loop.kind === 'circle') return `circle ${steps([...loop.center, loop.radius], step)}`;
  const turned = loopArea(loop) < 0 ? reverseLoop(loop) : loop;
  if (turned.kind === 'circle') return '';
  const { edges } = turned;
  const first = edges.reduce((best, { to: [u, v] }, i) => {
    const [bestU, bestV] = edges[best].to;
    return u < bestU || (u === bestU && v < bestV) ? i : best;
  }, 0);
  // The edge that ends in the first corner is the last one.
  return [...edges.slice(first + 1), ...edges.slice(0, first + 1)]
    .map((edge) => edgeText(edge, step))
    .join(' ');
}

const edgeText = (edge: Edge, step: number): string =>
  edge.kind === 'line' ? `line ${steps(edge.to, step)}` : `arc ${steps([...edge.through, ...edge.to], step)}`;

/** Adding 0 leaves no -0. */
const steps = (values: readonly number[], step: number): string =>
  values.map((value) => Math.round(value / step) + 0).join(',');
