import type { Mesh } from '../../geometry/mesh.ts';
import type { TaggedMesh } from '../../kernel/types.ts';
import { drawLines } from './draw-lines.ts';
import { edgeLines } from './edge-lines.ts';
import { paintTriangles } from './paint-triangles.ts';
import type { Picture } from './picture.ts';
import { project } from './projection.ts';
import { emptySamples, resolve } from './samples.ts';
import { type ColorAt, meshShader } from './shade.ts';
import { type RenderStyle, renderStyles } from './style.ts';
import { type View, viewAxes } from './view.ts';

export type RenderOptions = {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Shaded, with edges drawn, unless said otherwise. */
  readonly style?: RenderStyle;
  /**
   * Colors of a shaded or flat fill, by triangle or by world point: segments (`segmentColor`), deviations
   * (`scaleColor` of the distance of x, y, z from another surface). It is called once or a few times for each pixel,
   * so facets may be as large as they are.
   */
  readonly colorAt?: ColorAt;
};

/**
 * Draws a mesh, on nothing but arithmetic, so that a browser gives the same picture. A tagged mesh is shaded smoothly
 * within each face and has lines where faces meet; any other is smooth, and without lines, where facets meet at no
 * more than 30 degrees. Triangles that reach behind the viewer are left out. Throws `usage` for a picture that is
 * empty or larger than 4K.
 */
export function renderMesh(
  mesh: Mesh | TaggedMesh,
  view: View,
  { width, height, style = renderStyles.edges, colorAt }: RenderOptions,
): Picture {
  const samples = emptySamples({ width, height });
  const projected = project(mesh.positions, view, samples);
  paintTriangles(mesh.triangles, projected, samples);
  const { fill, lines, background }: RenderStyle = style;
  const shade = meshShader(mesh, projected, samples, { axes: viewAxes(view), fill, colorAt });
  const picture = resolve(samples, shade, background);
  if (lines) {
    const pairs = edgeLines(mesh, projected.points, lines.along);
    drawLines(picture, pairs, mesh.triangles, projected, samples, lines);
  }
  return picture;
}
