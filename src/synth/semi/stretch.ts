import { type Frame, yAxisOf } from '../../geometry/frame.ts';
import type { Random } from '../../geometry/random.ts';
import type { Vec2, Vec3 } from '../../geometry/vector.ts';
import { piecesOf } from '../../program/plane-piece.ts';
import { loopBounds, mapLoop } from '../../program/region.ts';
import { scaleProgram } from '../../program/transform.ts';
import type { Extrude, Loop, Sweep, SweptProgram } from '../../program/types.ts';

/** An axis of the world as a sketch sees it: coordinate = origin + sign * sketch coordinate. */
type AxisView = { readonly axis: 0 | 1 | 2; readonly sign: 1 | -1 };
type Views = { readonly u: AxisView; readonly v: AxisView; readonly n: AxisView };

/** A part of a world axis. */
type Interval = { readonly low: number; readonly high: number };

/** Where a coordinate goes; grows with it. */
type Warp = (coordinate: number) => number;

/** Directions count as an axis of the world within this. */
const ALIGNED = 1e-9;

/** Ends closer than this share of the design's extent are one level. */
const SAME_LEVEL = 1e-6;

/**
 * Perturbs sketches and extrusion distances together, as if someone changed dimensions of the design: along each axis
 * of the world, the gaps between neighbouring corners and ends are scaled each by a factor of its own, log-normal with
 * `deviation`, so that what lay in one plane still does, holes still go through and patterns stay regular in rows. Gaps
 * that an arc or circle reaches across share one factor for all, so that rounds stay round and tangent. A design that is
 * not parallel to the axes is scaled as a whole. The paper (Fusion 360 Gallery, 4.3) does not say how it perturbs.
 */
export function stretchDesign(design: SweptProgram, random: Random, deviation: number): SweptProgram {
  const factor = () => Math.exp(random.normal(0, deviation));
  const common = factor();
  const { features } = design;
  const views = features.map(({ sketch }) => viewsOf(sketch.frame));
  if (!features.every(isExtrude) || !views.every((view) => view !== undefined))
    return scaleProgram(design, common);
  const warps = ([0, 1, 2] as const).map((axis) => {
    const { levels, rounds } = alongAxis(features, views, axis);
    return warpOf(levels, rounds, factor, common);
  });
  return {
    unit: design.unit,
    features: features.map((feature, i) => warped(feature, views[i], warps, common)),
  };
}

const isExtrude = (feature: Sweep): feature is Extrude => feature.kind === 'extrude';

function viewsOf(frame: Frame): Views | undefined {
  const [u, v, n] = [frame.xAxis, yAxisOf(frame), frame.normal].map(viewOf);
  return u && v && n && { u, v, n };
}

function viewOf(direction: Vec3): AxisView | undefined {
  const axis = ([0, 1, 2] as const).find((k) => Math.abs(Math.abs(direction[k]) - 1) <= ALIGNED);
  return axis === undefined ? undefined : { axis, sign: direction[axis] > 0 ? 1 : -1 };
}

/** Where corners and ends lie along a world axis, and over which parts of it arcs and circles reach. */
function alongAxis(
  features: readonly Extrude[],
  views: readonly Views[],
  axis: 0 | 1 | 2,
): { levels: number[]; rounds: Interval[] } {
  const levels: number[] = [];
  const rounds: Interval[] = [];
  for (const [i, { sketch, from, to }] of features.entries()) {
    const { u, v, n } = views[i];
    const start = sketch.frame.origin[axis];
    if (n.axis === axis) levels.push(start, start + n.sign * from, start + n.sign * to);
    for (const [view, k] of [
      [u, 0],
      [v, 1],
    ] as const) {
      if (view.axis !== axis) continue;
      const loops = sketch.profiles.flatMap(({ outer, holes }) => [outer, ...holes]);
      for (const loop of loops) {
        for (const [low, high, round] of extentsOf(loop, k)) {
          const ends = [start + view.sign * low, start + view.sign * high];
          levels.push(...ends);
          if (round) rounds.push({ low: Math.min(...ends), high: Math.max(...ends) });
        }
      }
    }
  }
  return { levels, rounds };
}

/** For each edge of a loop the least and greatest coordinate number `k`, and whether it is round. */
function extentsOf(loop: Loop, k: 0 | 1): (readonly [low: number, high: number, round: boolean])[] {
  if (loop.kind === 'circle') return [[loop.center[k] - loop.radius, loop.center[k] + loop.radius, true]];
  return piecesOf(loop).map(({ from, to, arc }) => {
    if (!arc) return [Math.min(from[k], to[k]), Math.max(from[k], to[k]), false];
    const middle = arc.startAngle + arc.sweep / 2;
    const through: Vec2 = [
      arc.center[0] + arc.radius * Math.cos(middle),
      arc.center[1] + arc.radius * Math.sin(middle),
    ];
    const box = loopBounds({ kind: 'path', start: from, edges: [{ kind: 'arc', through, to }] });
    return k === 0 ? [box.minU, box.maxU, true] : [box.minV, box.maxV, true];
  });
}

/** The map that scales each gap between neighbouring levels by its own factor, and those under rounds by a common one. */
function warpOf(
  levels: readonly number[],
  rounds: readonly Interval[],
  own: () => number,
  common: number,
): Warp {
  const sorted = [...levels].sort((a, b) => a - b);
  const same = SAME_LEVEL * (sorted[sorted.length - 1] - sorted[0]);
  const stops = sorted.filter((level, i) => i === 0 || level - sorted[i - 1] > same);
  const images = [common * stops[0]];
  for (let i = 1; i < stops.length; i++) {
    const middle = (stops[i - 1] + stops[i]) / 2;
    const isRound = rounds.some(({ low, high }) => low < middle && middle < high);
    images.push(images[i - 1] + (isRound ? common : own()) * (stops[i] - stops[i - 1]));
  }
  return (coordinate) => {
    // Centers lie between stops, under their rounds; rounding puts corners beside theirs.
    const above = stops.findIndex((stop) => stop >= coordinate);
    if (above === 0) return images[0] + common * (coordinate - stops[0]);
    if (above < 0) return images[images.length - 1] + common * (coordinate - stops[stops.length - 1]);
    const share = (coordinate - stops[above - 1]) / (stops[above] - stops[above - 1]);
    return images[above - 1] + share * (images[above] - images[above - 1]);
  };
}

/** The extrusion with every corner and end where the warps send it; they scale what is round by `common`. */
function warped(feature: Extrude, { u, v, n }: Views, warps: readonly Warp[], common: number): Extrude {
  const { frame, profiles } = feature.sketch;
  // Within its plane the origin goes along; across it, too.
  const origin = frame.origin.map((coordinate, k) => warps[k](coordinate)) as unknown as Vec3;
  const along = (view: AxisView, value: number) =>
    view.sign * (warps[view.axis](frame.origin[view.axis] + view.sign * value) - origin[view.axis]);
  const move = (loop: Loop): Loop => {
    const moved = mapLoop(loop, ([x, y]) => [along(u, x), along(v, y)]);
    return moved.kind === 'circle' ? { ...moved, radius: common * moved.radius } : moved;
  };
  return {
    ...feature,
    sketch: {
      frame: { ...frame, origin },
      profiles: profiles.map(({ outer, holes }) => ({ outer: move(outer), holes: holes.map(move) })),
    },
    from: along(n, feature.from),
    to: along(n, feature.to),
  };
}
