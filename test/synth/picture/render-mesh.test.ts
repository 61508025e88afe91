import { describe, expect, test } from 'vitest';
import type { Mesh } from '../../../src/geometry/mesh.ts';
import {
  fitPerspective,
  fitView,
  type Picture,
  type RenderStyle,
  renderMesh,
  renderStyles,
  type View,
} from '../../../src/synth/index.ts';
import { IMAGE2CADSEQ_CAMERA, lookingFrom, standardViews } from '../../../src/synth/picture/cameras.ts';
import { boxMesh, cylinderMesh, joinMeshes, torusMesh, turned } from '../../support/meshes.ts';

const BLUE_LINES: RenderStyle = {
  fill: { kind: 'flat', color: [200, 100, 0] },
  lines: { color: [0, 0, 255], width: 1, along: 'edges' },
  background: [255, 255, 255],
};
const BARE: RenderStyle = { fill: { kind: 'flat', color: [200, 100, 0] }, background: [255, 255, 255] };
const FROM_ABOVE = standardViews.top;
const SIZE = { width: 100, height: 100 };
const FILLING = { aspect: 1, margin: 0 };

const pixelAt = ({ width, rgba }: Picture, x: number, y: number) => [
  ...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];
const isWhite = (color: readonly number[]) => color.slice(0, 3).every((channel) => channel === 255);
const isBlue = ([red, , blue]: readonly number[]) => blue > red;

/** Columns and rows of pixels that fulfil a condition. */
const pixelsOf = (picture: Picture, condition: (color: readonly number[]) => boolean) =>
  Array.from({ length: picture.width * picture.height }, (_, i) => ({
    x: i % picture.width,
    y: Math.floor(i / picture.width),
  })).filter(({ x, y }) => condition(pixelAt(picture, x, y)));

describe('renderMesh', () => {
  test('shows the outline of the part', () => {
    const ring = torusMesh([10, 20, 30], 15, 5, 96, 24);
    const picture = renderMesh(ring, fitView(ring, FROM_ABOVE, FILLING), { ...SIZE, style: BARE });
    const covered = pixelsOf(picture, (color) => !isWhite(color)).length / 100 ** 2;
    expect(covered).toBeCloseTo((Math.PI * (20 ** 2 - 10 ** 2)) / 40 ** 2, 1);
    expect(isWhite(pixelAt(picture, 50, 50))).toBe(true);
    expect(isWhite(pixelAt(picture, 50, 12))).toBe(false);
    expect(isWhite(pixelAt(picture, 1, 1))).toBe(true);
  });

  test('shows what is nearer, and up as up', () => {
    // A narrow block stands on the plate's upper side in the picture; another hides under the plate.
    const plate = boxMesh([0, 0, 0], [10, 10, 1]);
    const part = joinMeshes(boxMesh([4, 1, -3], [6, 3, 0]), plate, boxMesh([4, 7, 1], [6, 9, 4]));
    const picture = renderMesh(part, fitView(part, FROM_ABOVE, { aspect: 1, margin: 0.1 }), {
      ...SIZE,
      style: BLUE_LINES,
    });
    const rows = pixelsOf(picture, isBlue)
      .filter(({ x, y }) => x === 50 && y > 12 && y < 88)
      .map(({ y }) => y);
    // The block from y = 7 to 9 of 10, in the middle 80 rows from the top.
    expect(rows[0]).toBe(Math.round(90 - 8 * 9) - 1);
    expect(rows.at(-1)).toBe(Math.round(90 - 8 * 7));
    expect(rows.every((y) => y < 50)).toBe(true);
  });

  test('leaves no holes between triangles, wherever the samples fall', () => {
    const sheet = gridMesh(30);
    for (const size of [60, 90, 100, 101]) {
      const view: View = fitView(sheet, FROM_ABOVE, FILLING);
      const picture = renderMesh(sheet, view, { width: size, height: size, style: BARE });
      expect(pixelsOf(picture, ([red]) => red !== 200)).toEqual([]);
    }
  });

  test('shows the inside of an open surface, darker', () => {
    const box = boxMesh([0, 0, 0], [10, 10, 10]);
    const lid = (mesh: Mesh) =>
      renderMesh(mesh, fitView(mesh, FROM_ABOVE, FILLING), { ...SIZE, style: renderStyles.shaded });
    const [outside] = pixelAt(lid(box), 50, 50);
    const [inside] = pixelAt(lid(turned(box)), 50, 50);
    expect(inside).toBeGreaterThan(0);
    expect(inside).toBeLessThan(0.75 * outside);
  });

  test('mixes colors where a pixel is covered in part', () => {
    const box = boxMesh([0, 0, 0], [1, 1, 1]);
    // The box ends in the middle of a pixel: 10.5 pixels wide about the middle of 21.
    const view: View = { projection: 'parallel', ...FROM_ABOVE, center: [0.5, 0.5, 0], height: 2 };
    const picture = renderMesh(box, view, {
      width: 21,
      height: 21,
      style: { ...BARE, background: undefined },
    });
    const opacities = Array.from({ length: 21 }, (_, x) => pixelAt(picture, x, 10)[3]);
    expect(opacities[10]).toBe(255);
    expect(opacities[0]).toBe(0);
    expect(opacities.reduce((sum, x) => sum + x / 255, 0)).toBeCloseTo(10.5, 0);
    // What is covered in part has the part's color, not one mixed with a background that is not there.
    for (const { x, y } of pixelsOf(picture, (color) => color[3] > 0)) {
      expect(pixelAt(picture, x, y).slice(0, 3)).toEqual([200, 100, 0]);
    }
  });

  test('is drawn from any point in perspective', () => {
    // Two equal plates, one twice as far away from the eye.
    const near = boxMesh([-1, 1, -1], [1, 3, -0.9]);
    const far = boxMesh([-1, -3, -11], [1, -1, -10.9]);
    const view: View = {
      projection: 'perspective',
      eye: [0, 0, 9.1],
      target: [0, 0, 0],
      up: [0, 1, 0],
      fieldOfView: Math.PI / 3,
    };
    const picture = renderMesh(joinMeshes(near, far), view, { width: 300, height: 300, style: BARE });
    const shown = pixelsOf(picture, (color) => !isWhite(color));
    const widthOf = (from: number, to: number) => {
      const columns = shown.filter(({ y }) => y >= from && y < to).map(({ x }) => x);
      return Math.max(...columns) - Math.min(...columns) + 1;
    };
    const focal = 150 / Math.tan(Math.PI / 6);
    expect(Math.abs(widthOf(0, 150) - (2 * focal) / 10)).toBeLessThanOrEqual(2);
    expect(Math.abs(widthOf(150, 300) - (2 * focal) / 20)).toBeLessThanOrEqual(2);
    // Behind the eye nothing is drawn.
    const behind = renderMesh(boxMesh([-1, -1, 11], [1, 1, 12]), view, { ...SIZE, style: BLUE_LINES });
    expect(pixelsOf(behind, (color) => !isWhite(color))).toEqual([]);
  });

  test('gives the same bytes each time', () => {
    const ring = torusMesh([0, 0, 0], 15, 5, 48, 24);
    const view = fitView(ring, standardViews.iso, FILLING);
    expect(renderMesh(ring, view, SIZE)).toEqual(renderMesh(ring, view, SIZE));
  });

  test.each([0, Number.NaN, 1.5, 1e9])('refuses a width of %d', (width) => {
    const box = boxMesh([0, 0, 0], [1, 1, 1]);
    expect(() => renderMesh(box, fitView(box, FROM_ABOVE, FILLING), { width, height: 100 })).toThrow(
      /pixels/,
    );
  });
});

describe('lines', () => {
  const cylinder = cylinderMesh([0, 0, 0], 5, 10, 40);
  const sideways = fitView(cylinder, standardViews.right, { aspect: 1, margin: 0.1 });
  const blueColumns = (mesh: Mesh, style: RenderStyle) =>
    pixelsOf(renderMesh(mesh, sideways, { ...SIZE, style }), isBlue)
      .filter(({ y }) => y === 50)
      .map(({ x }) => x);

  test('run where a smooth surface turns away, not between its facets', () => {
    const columns = blueColumns(cylinder, BLUE_LINES);
    expect(columns.length).toBeGreaterThan(1);
    expect(columns.every((x) => x < 13 || x > 87)).toBe(true);
  });

  test('run between all facets if wanted', () => {
    const lines = { ...BLUE_LINES.lines!, along: 'facets' } as const;
    expect(blueColumns(cylinder, { ...BLUE_LINES, lines }).length).toBeGreaterThan(15);
  });

  test('run between the faces of a tagged mesh, however flat they meet', () => {
    const halves = (tags: (t: number) => number) => {
      const sheet = gridMesh(10);
      const faceOfTriangle = Int32Array.from({ length: sheet.triangles.length / 3 }, (_, t) => tags(t));
      const view = fitView(sheet, FROM_ABOVE, { aspect: 1, margin: 0.1 });
      return pixelsOf(renderMesh({ ...sheet, faceOfTriangle }, view, { ...SIZE, style: BLUE_LINES }), isBlue)
        .filter(({ x, y }) => y === 30 && x > 15 && x < 85)
        .map(({ x }) => x);
    };
    // Cells of the grid in columns; the sixth column begins in the middle.
    expect(halves((t) => (Math.floor(t / 2) % 10 < 5 ? 0 : 1))).toEqual([49, 50]);
    expect(halves(() => 0)).toEqual([]);
  });

  test('that are hidden are left out, or drawn in a color of their own', () => {
    const box = boxMesh([0, 0, 0], [10, 10, 10]);
    const view = fitView(box, standardViews.iso, { aspect: 1, margin: 0.05 });
    const isRed = ([red, green, blue]: readonly number[]) => red > 240 && green < 60 && blue < 60;
    const draw = (hidden?: readonly [number, number, number]) =>
      renderMesh(box, view, {
        ...SIZE,
        style: { ...BLUE_LINES, lines: { ...BLUE_LINES.lines!, width: 2, hidden } },
      });
    expect(pixelsOf(draw(), isRed)).toEqual([]);
    // In the isometric view of a cube three of its twelve edges are hidden, as long as the other nine.
    const seen = pixelsOf(draw([255, 0, 0]), isBlue).length;
    const hidden = pixelsOf(draw([255, 0, 0]), isRed).length;
    expect(hidden / seen).toBeGreaterThan(0.2);
    expect(hidden / seen).toBeLessThan(0.45);
  });

  test('are as wide as they should be', () => {
    const square = gridMesh(1);
    const view: View = { projection: 'parallel', ...FROM_ABOVE, center: [0, 0, 0], height: 4 };
    for (const width of [0.4, 1, 3]) {
      const style: RenderStyle = {
        fill: { kind: 'flat', color: [255, 255, 255] },
        lines: { color: [0, 0, 0], width, along: 'edges' },
        background: [255, 255, 255],
      };
      const picture = renderMesh(square, view, { width: 80, height: 80, style });
      // One side of the square crosses this row, at column 40.
      const ink = Array.from({ length: 20 }, (_, i) => 1 - pixelAt(picture, 30 + i, 30)[0] / 255);
      expect(ink.reduce((sum, x) => sum + x, 0)).toBeCloseTo(width, 1);
    }
  });
});

describe('fills', () => {
  test('show depth, linear in the distance', () => {
    const stairs = joinMeshes(
      boxMesh([0, 0, 0], [1, 3, 2]),
      boxMesh([1, 0, 0], [2, 3, 1]),
      boxMesh([2, 0, -5], [3, 3, 0]),
    );
    for (const view of [
      fitView(stairs, FROM_ABOVE, FILLING),
      fitPerspective(stairs, FROM_ABOVE, { ...FILLING, fieldOfView: 0.2 }),
    ]) {
      const picture = renderMesh(stairs, view, { ...SIZE, style: renderStyles.depth });
      const [high, middle, low] = [20, 52, 80].map((x) => pixelAt(picture, x, 50)[0]);
      expect(high).toBe(255);
      expect(Math.abs(middle - (high + low) / 2)).toBeLessThanOrEqual(1);
    }
    const flat = renderMesh(gridMesh(2), fitView(gridMesh(2), FROM_ABOVE, FILLING), {
      ...SIZE,
      style: renderStyles.depth,
    });
    expect(pixelAt(flat, 50, 50)).toEqual([255, 255, 255, 255]);
  });

  test('show normals in the axes of the picture', () => {
    const box = boxMesh([0, 0, 0], [1, 1, 1]);
    const normals = (looking: Parameters<typeof fitView>[1], x: number, y: number) =>
      pixelAt(
        renderMesh(box, fitView(box, looking, { aspect: 1, margin: 0.05 }), {
          ...SIZE,
          style: renderStyles.normals,
        }),
        x,
        y,
      ).slice(0, 3);
    expect(normals(FROM_ABOVE, 50, 50)).toEqual([128, 128, 255]);
    // Seen isometrically, the upper side leans up and out: cos and sin of the elevation.
    const [red, green, blue] = normals(standardViews.iso, 50, 25);
    expect(red).toBe(128);
    expect(green / 127.5 - 1).toBeCloseTo(Math.sqrt(2 / 3), 1);
    expect(blue / 127.5 - 1).toBeCloseTo(Math.sqrt(1 / 3), 1);
  });

  test('take colors from each place of the surface', () => {
    const square = gridMesh(1);
    const options = { ...SIZE, style: BARE };
    for (const view of [
      fitView(square, FROM_ABOVE, FILLING),
      fitPerspective(square, lookingFrom(0, 60), { ...FILLING, fieldOfView: 1 }),
    ]) {
      const picture = renderMesh(square, view, {
        ...options,
        colorAt: (_, x) => (x < 0.5 ? [255, 0, 0] : [0, 255, 0]),
      });
      expect(pixelAt(picture, 40, 50).slice(0, 2)).toEqual([255, 0]);
      expect(pixelAt(picture, 60, 50).slice(0, 2)).toEqual([0, 255]);
    }
    const byTriangle = renderMesh(square, fitView(square, FROM_ABOVE, FILLING), {
      ...options,
      colorAt: (triangle) => [100 * triangle, 0, 0],
    });
    expect(new Set([pixelAt(byTriangle, 80, 60)[0], pixelAt(byTriangle, 20, 40)[0]])).toEqual(
      new Set([0, 100]),
    );
  });
});

describe('cameras', () => {
  test('the standard views have the axes that drawings have', () => {
    // A marker at the positive end of each axis: x right in front, y right from the right, and so on.
    const shownAt = (
      looking: (typeof standardViews)[keyof typeof standardViews],
      at: readonly [number, number, number],
    ) => {
      const [x, y, z] = at;
      const dot = boxMesh([x - 0.1, y - 0.1, z - 0.1], [x + 0.1, y + 0.1, z + 0.1]);
      const view: View = { projection: 'parallel', ...looking, center: [0, 0, 0], height: 4 };
      const [first] = pixelsOf(renderMesh(dot, view, { ...SIZE, style: BARE }), (color) => !isWhite(color));
      return [first.x > 55 ? 1 : first.x < 40 ? -1 : 0, first.y > 55 ? -1 : first.y < 40 ? 1 : 0];
    };
    expect(shownAt(standardViews.front, [1, 0, 0])).toEqual([1, 0]);
    expect(shownAt(standardViews.front, [0, 0, 1])).toEqual([0, 1]);
    expect(shownAt(standardViews.right, [0, 1, 0])).toEqual([1, 0]);
    expect(shownAt(standardViews.left, [0, 1, 0])).toEqual([-1, 0]);
    expect(shownAt(standardViews.back, [1, 0, 0])).toEqual([-1, 0]);
    expect(shownAt(standardViews.top, [0, 1, 0])).toEqual([0, 1]);
    expect(shownAt(standardViews.bottom, [0, 1, 0])).toEqual([0, -1]);
  });

  test("Image2CADSeq's camera shows all that its programs can make", () => {
    const cube = boxMesh([-10, -10, -10], [10, 10, 10]);
    const picture = renderMesh(cube, IMAGE2CADSEQ_CAMERA, { width: 128, height: 128, style: BARE });
    const shown = pixelsOf(picture, (color) => !isWhite(color));
    expect(Math.min(...shown.map(({ x, y }) => Math.min(x, y)))).toBeGreaterThanOrEqual(0);
    expect(shown.filter(({ x, y }) => x === 0 || y === 0 || x === 127 || y === 127).length).toBeLessThan(6);
    expect(shown.length / 128 ** 2).toBeGreaterThan(0.3);
  });
});

test('fitView leaves the margin on the tighter sides', () => {
  const box = boxMesh([0, 0, 0], [40, 10, 5]);
  const view = fitView(box, FROM_ABOVE, { aspect: 2, margin: 0.1 });
  expect(view.height).toBeCloseTo(20 / 0.8);
  expect(view.center[0]).toBeCloseTo(20);
  expect(view.center[1]).toBeCloseTo(5);
});

test('fitPerspective shows all of a part and little else', () => {
  const box = boxMesh([0, 0, 0], [40, 10, 5]);
  const view = fitPerspective(box, standardViews.iso, { aspect: 1, margin: 0.1, fieldOfView: 0.8 });
  const shown = pixelsOf(renderMesh(box, view, { ...SIZE, style: BARE }), (color) => !isWhite(color));
  const columns = shown.map(({ x }) => x);
  const [left, right] = [Math.min(...columns), 99 - Math.max(...columns)];
  expect(Math.min(left, right)).toBeGreaterThanOrEqual(9);
  expect(Math.min(left, right)).toBeLessThanOrEqual(12);
});

/** A flat square from (0, 0) to (1, 1), seen from above, of `cells` x `cells` cells of two triangles. */
function gridMesh(cells: number): Mesh {
  const vertices = cells + 1;
  const positions = Float64Array.from({ length: 3 * vertices * vertices }, (_, i) => {
    const vertex = Math.floor(i / 3);
    return [(vertex % vertices) / cells, Math.floor(vertex / vertices) / cells, 0][i % 3];
  });
  const triangles: number[] = [];
  for (let cell = 0; cell < cells * cells; cell++) {
    const a = Math.floor(cell / cells) * vertices + (cell % cells);
    triangles.push(a, a + 1, a + vertices + 1, a, a + vertices + 1, a + vertices);
  }
  return { positions, triangles: Uint32Array.from(triangles) };
}
