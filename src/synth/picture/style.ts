import type { Color } from './picture.ts';

/** What the surface of a part shows. */
export type Fill =
  /** Its color as light falls on it. */
  | { readonly kind: 'shaded'; readonly color: Color }
  /** Its color. */
  | { readonly kind: 'flat'; readonly color: Color }
  /** From white where it is nearest to the viewer to dark grey where it is farthest, linear in the distance. */
  | { readonly kind: 'depth' }
  /** Unit normals along right, up and out of the picture, -1 to 1, as red, green and blue. */
  | { readonly kind: 'normals' };

export type Lines = {
  readonly color: Color;
  /** In pixels. */
  readonly width: number;
  /**
   * `edges`: where faces meet (of a plain mesh, where facets meet at more than 30 degrees), open edges, and where the
   * surface turns away from the viewer. `facets`: all sides of triangles.
   */
  readonly along: 'edges' | 'facets';
  /** Color of lines that something hides; left out if undefined. */
  readonly hidden?: Color;
};

export type RenderStyle = {
  readonly fill: Fill;
  readonly lines?: Lines;
  /** Transparent if undefined. */
  readonly background?: Color;
};

const WHITE: Color = [255, 255, 255];
const INK: Color = [32, 42, 58];
const STEEL: Fill = { kind: 'shaded', color: [184, 203, 228] };

/** Styles by the names that users choose them by. */
export const renderStyles = {
  shaded: { fill: STEEL, background: WHITE },
  edges: { fill: STEEL, lines: { color: INK, width: 1.2, along: 'edges' }, background: WHITE },
  lines: {
    fill: { kind: 'flat', color: WHITE },
    lines: { color: INK, width: 1.2, along: 'edges', hidden: [205, 210, 218] },
    background: WHITE,
  },
  silhouette: { fill: { kind: 'flat', color: [0, 0, 0] }, background: WHITE },
  depth: { fill: { kind: 'depth' }, background: [0, 0, 0] },
  normals: { fill: { kind: 'normals' }, background: [0, 0, 0] },
} satisfies Record<string, RenderStyle>;

export type RenderStyleName = keyof typeof renderStyles;
