import { describe, expect, test } from 'vitest';
import { fitView, type RenderStyle, renderMesh } from '../../../src/synth/index.ts';
import type { Picture } from '../../../src/synth/picture/picture.ts';
import { boxMesh, cylinderMesh, joinMeshes, torusMesh } from '../../support/meshes.ts';

const STYLE: RenderStyle = {
  fill: { kind: 'flat', color: [200, 100, 0] },
  lines: { color: [0, 0, 255], width: 1, along: 'edges' },
  background: [255, 255, 255],
};
const FROM_ABOVE = { toViewer: [0, 0, 1], up: [0, 1, 0] } as const;
const SIZE = { width: 100, height: 100 };

const pixelAt = ({ width, rgba }: Picture, x: number, y: number) => [
  ...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 3),
];
const isBackground = (color: readonly number[]) => color.every((channel) => channel === 255);

/** The share of pixels that show the part. */
function coverage(picture: Picture): number {
  let covered = 0;
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) if (!isBackground(pixelAt(picture, x, y))) covered++;
  }
  return covered / (picture.width * picture.height);
}

describe('renderMesh', () => {
  test('shows the outline of the part', () => {
    const ring = torusMesh([10, 20, 30], 15, 5, 96, 24);
    const picture = renderMesh(ring, fitView(ring, FROM_ABOVE, { aspect: 1, margin: 0 }), {
      ...SIZE,
      style: STYLE,
    });
    expect(coverage(picture)).toBeCloseTo((Math.PI * (20 ** 2 - 10 ** 2)) / 40 ** 2, 1);
    expect(isBackground(pixelAt(picture, 50, 50))).toBe(true);
    expect(isBackground(pixelAt(picture, 50, 12))).toBe(false);
    expect(isBackground(pixelAt(picture, 1, 1))).toBe(true);
  });

  test('shows what is nearer, and up as up', () => {
    // A narrow block stands on the plate's upper side in the picture; another hides under the plate.
    const plate = boxMesh([0, 0, 0], [10, 10, 1]);
    const part = joinMeshes(boxMesh([4, 1, -3], [6, 3, 0]), { ...plate }, boxMesh([4, 7, 1], [6, 9, 4]));
    const tag = (from: number, to: number, value: number) => new Array<number>(to - from).fill(value);
    const faceOfTriangle = Int32Array.from([...tag(0, 12, 0), ...tag(12, 24, 1), ...tag(24, 36, 2)]);
    const view = fitView(part, FROM_ABOVE, { aspect: 1, margin: 0 });
    const picture = renderMesh({ ...part, faceOfTriangle }, view, { ...SIZE, style: STYLE });
    const rowsWithLines = Array.from({ length: 80 }, (_, i) => i + 10).filter((y) => {
      const [red, , blue] = pixelAt(picture, 50, y);
      return blue > red;
    });
    expect(rowsWithLines.every((y) => y < 50)).toBe(true);
    expect(rowsWithLines.length).toBeGreaterThan(0);
  });

  test('draws facets of a plain mesh, and only edges of a tagged one', () => {
    const cylinder = cylinderMesh([0, 0, 0], 5, 10, 40);
    const view = fitView(cylinder, { toViewer: [1, 0, 0], up: [0, 0, 1] }, { aspect: 1, margin: 0.1 });
    const onePerFacet = renderMesh(cylinder, view, { ...SIZE, style: STYLE });
    const oneFace = new Int32Array(cylinder.triangles.length / 3);
    const smooth = renderMesh({ ...cylinder, faceOfTriangle: oneFace }, view, { ...SIZE, style: STYLE });
    const blueIn = (picture: Picture) =>
      Array.from({ length: 60 }, (_, i) => pixelAt(picture, 20 + i, 50)[2]).filter((blue) => blue > 0).length;
    expect(blueIn(onePerFacet)).toBeGreaterThan(5);
    expect(blueIn(smooth)).toBe(0);
  });

  test('refuses pictures that are empty or huge', () => {
    const box = boxMesh([0, 0, 0], [1, 1, 1]);
    const view = fitView(box, FROM_ABOVE, { aspect: 1, margin: 0 });
    for (const width of [0, Number.NaN, 1e9]) {
      expect(() => renderMesh(box, view, { width, height: 100, style: STYLE })).toThrow(/pixels/);
    }
  });
});

test('fitView leaves the margin on the tighter sides', () => {
  const box = boxMesh([0, 0, 0], [40, 10, 5]);
  const view = fitView(box, FROM_ABOVE, { aspect: 2, margin: 0.1 });
  expect(view.height).toBeCloseTo(20 / 0.8);
  expect(view.center).toEqual([20, 5, 2.5]);
});
