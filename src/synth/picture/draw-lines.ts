import type { Color, Picture } from './picture.ts';
import type { Projected } from './projection.ts';
import { SAMPLES_PER_SIDE, type Samples } from './samples.ts';
import { nearnessAt } from './shade.ts';
import type { Lines } from './style.ts';

/** Lines are drawn in pieces of this many samples, each of which is seen or hidden as a whole. */
const PIECE = 1.5;
/** What is less than this many samples before a line does not hide it: lines lie on the surface. */
const LIFT = 1;

/**
 * Draws the lines between pairs of projected vertices over a picture, anti-aliased. A piece is seen where one of the
 * samples around it shows nothing before it, when that sample's triangle is extended to the line: so a line is not
 * lost on its own faces, however steep.
 */
export function drawLines(
  picture: Picture,
  lines: Uint32Array,
  triangles: Uint32Array,
  projected: Projected,
  samples: Samples,
  { color, width, hidden }: Lines,
): void {
  const seen = new Float32Array(picture.width * picture.height);
  const unseen = hidden ? new Float32Array(seen.length) : undefined;
  const { points, focal } = projected;
  for (let i = 0; i < lines.length; i += 2) {
    const p = 3 * lines[i];
    const q = 3 * lines[i + 1];
    const dx = points[q] - points[p];
    const dy = points[q + 1] - points[p + 1];
    const dn = points[q + 2] - points[p + 2];
    const inside = clip(points[p], points[p + 1], dx, dy, samples.width, samples.height);
    if (!inside) continue;
    const [from, to] = inside;
    const pieces = Math.max(1, Math.ceil(((to - from) * Math.sqrt(dx * dx + dy * dy)) / PIECE));
    const step = (to - from) / pieces;
    for (let k = 0; k < pieces; k++) {
      const start = from + k * step;
      const middle = start + step / 2;
      const x = points[p] + middle * dx;
      const y = points[p + 1] + middle * dy;
      const near = points[p + 2] + middle * dn;
      const limit = near + (focal === undefined ? LIFT : (LIFT * near) / focal);
      const coverage = isSeen(triangles, points, samples, x, y, limit) ? seen : unseen;
      if (!coverage) continue;
      cover(
        coverage,
        picture,
        (points[p] + start * dx) / SAMPLES_PER_SIDE,
        (points[p + 1] + start * dy) / SAMPLES_PER_SIDE,
        (step * dx) / SAMPLES_PER_SIDE,
        (step * dy) / SAMPLES_PER_SIDE,
        width,
      );
    }
  }
  if (unseen) blend(picture, unseen, hidden!);
  blend(picture, seen, color);
}

/** Whether one of the nine samples around (x, y) shows nothing nearer than `limit` there. */
function isSeen(
  triangles: Uint32Array,
  points: Float64Array,
  { width, height, item }: Samples,
  x: number,
  y: number,
  limit: number,
): boolean {
  const column = Math.floor(x);
  const row = Math.floor(y);
  for (let r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
      const triangle = item[r * width + c];
      if (triangle < 0 || nearnessAt(triangles, points, triangle, x, y) <= limit) return true;
    }
  }
  return false;
}

/** The part of a line p + t d, 0 <= t <= 1, that lies within a rectangle at the origin (Liang, Barsky, 1984). */
function clip(
  x: number,
  y: number,
  dx: number,
  dy: number,
  width: number,
  height: number,
): [from: number, to: number] | undefined {
  let [from, to] = [0, 1];
  for (const [start, slope, size] of [
    [x, dx, width],
    [y, dy, height],
  ]) {
    if (slope === 0) {
      if (!(start >= 0 && start <= size)) return undefined;
      continue;
    }
    const [low, high] = [-start / slope, (size - start) / slope];
    from = Math.max(from, Math.min(low, high));
    to = Math.min(to, Math.max(low, high));
  }
  return from <= to ? [from, to] : undefined;
}

/** Raises the coverage of pixels to what a round-ended piece of a line covers of them, which is taken from their distance. */
function cover(
  coverage: Float32Array,
  { width, height }: Picture,
  px: number,
  py: number,
  dx: number,
  dy: number,
  lineWidth: number,
): void {
  // Lines thinner than a pixel are drawn a pixel wide, but fainter.
  const reach = Math.max(1, lineWidth) / 2 + 0.5;
  const strength = Math.min(1, lineWidth);
  const squaredLength = dx * dx + dy * dy || 1;
  const left = Math.max(0, Math.floor(Math.min(px, px + dx) - reach));
  const right = Math.min(width - 1, Math.floor(Math.max(px, px + dx) + reach));
  const top = Math.max(0, Math.floor(Math.min(py, py + dy) - reach));
  const bottom = Math.min(height - 1, Math.floor(Math.max(py, py + dy) + reach));
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const x = column + 0.5 - px;
      const y = row + 0.5 - py;
      const t = Math.min(1, Math.max(0, (x * dx + y * dy) / squaredLength));
      const ex = x - t * dx;
      const ey = y - t * dy;
      const covered = strength * Math.min(1, reach - Math.sqrt(ex * ex + ey * ey));
      const at = row * width + column;
      if (covered > coverage[at]) coverage[at] = covered;
    }
  }
}

/** Lays a color over the picture where it is covered ("over" of Porter and Duff, 1984). */
function blend({ rgba }: Picture, coverage: Float32Array, color: Color): void {
  coverage.forEach((share, pixel) => {
    if (share === 0) return;
    const at = 4 * pixel;
    const beneath = (rgba[at + 3] / 255) * (1 - share);
    const alpha = share + beneath;
    for (let k = 0; k < 3; k++) {
      rgba[at + k] = Math.round((share * color[k] + beneath * rgba[at + k]) / alpha);
    }
    rgba[at + 3] = Math.round(255 * alpha);
  });
}
