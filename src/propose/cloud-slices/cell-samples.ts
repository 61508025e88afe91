import type { Vec2 } from '../../geometry/vector.ts';
import { type Cell, polygonContains } from './subdivision.ts';

/** Lines across a cell, each way, along which its inner points are looked for. */
const LINES = [0.5, 0.25, 0.75, 0.1, 0.9];

/** A point inside a cell and its distance from the cell's border. */
export type InnerPoint = { readonly point: Vec2; readonly clearance: number };

/** Up to `count` points well inside a bounded cell, those farthest from its border first. */
export function innerPoints({ borders }: Cell, count: number): InnerPoint[] {
  const found: InnerPoint[] = [];
  for (const across of [1, 0]) {
    const [low, high] = extent(borders[0], across);
    for (const share of LINES) {
      const level = low + share * (high - low);
      const stops = crossingsAt(borders, across, level);
      for (let k = 0; k + 1 < stops.length; k += 2) {
        const middle = (stops[k] + stops[k + 1]) / 2;
        const point: Vec2 = across === 1 ? [middle, level] : [level, middle];
        const outside = borders.some((border, b) => polygonContains(border, ...point) !== (b === 0));
        if (!outside) found.push({ point, clearance: clearanceOf(borders, point) });
      }
    }
  }
  found.sort((a, b) => b.clearance - a.clearance);
  const chosen: InnerPoint[] = [];
  for (const each of found) {
    if (chosen.length >= count) break;
    const apart = chosen.every(
      ({ point }) => Math.hypot(point[0] - each.point[0], point[1] - each.point[1]) > each.clearance,
    );
    if (apart) chosen.push(each);
  }
  return chosen;
}

function extent(border: Float64Array, k: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = k; i < border.length; i += 2) {
    low = Math.min(low, border[i]);
    high = Math.max(high, border[i]);
  }
  return [low, high];
}

/** Where the borders cross the line on which coordinate `across` is `level`, ascending. */
function crossingsAt(borders: readonly Float64Array[], across: number, level: number): number[] {
  const along = 1 - across;
  const stops: number[] = [];
  for (const p of borders) {
    for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) {
      if (p[i + across] > level !== p[j + across] > level) {
        const t = (level - p[j + across]) / (p[i + across] - p[j + across]);
        stops.push(p[j + along] + t * (p[i + along] - p[j + along]));
      }
    }
  }
  return stops.sort((a, b) => a - b);
}

/** Distance of a point from the nearest stretch of the borders. */
function clearanceOf(borders: readonly Float64Array[], [u, v]: Vec2): number {
  let least = Infinity;
  for (const p of borders) {
    for (let i = 0, j = p.length - 2; i < p.length; j = i, i += 2) {
      const du = p[i] - p[j];
      const dv = p[i + 1] - p[j + 1];
      const length = du * du + dv * dv;
      const t = length > 0 ? Math.max(0, Math.min(1, ((u - p[j]) * du + (v - p[j + 1]) * dv) / length)) : 0;
      least = Math.min(least, (u - p[j] - t * du) ** 2 + (v - p[j + 1] - t * dv) ** 2);
    }
  }
  return Math.sqrt(least);
}
