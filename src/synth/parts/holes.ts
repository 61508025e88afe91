import type { Point } from '../../formats/code/lifted-shapes.ts';
import type { Affine } from '../../program/affine.ts';
import type { Draft, Plane, Span } from './draft.ts';
import { area, box, circles } from './outlines.ts';
import { affine, half, less, negative, point, type Size, sum } from './sizes.ts';
import { keyFor, type Screw } from './standard-sizes.ts';

/** Round holes through what lies in the span. */
export const drill = (draft: Draft, points: readonly Point[], diameter: Size, span: Span, on?: Plane): void =>
  draft.extrude(
    'cut',
    circles(points, diameter).map((outline) => area(outline)),
    span,
    on,
  );

/** Holes for screws from the height 0 to `top`; with `sunk` heads where there is room for them. */
export function screwHoles(
  draft: Draft,
  points: readonly Point[],
  screw: Screw,
  { top, sunk = false }: { readonly top: Affine; readonly sunk?: boolean },
): void {
  drill(draft, points, draft.size('screw_hole_diameter', screw.clearance), [0, top]);
  if (!sunk || top.value < 1.5 * screw.headHeight) return;
  const depth = draft.size('counterbore_depth', screw.headHeight);
  const diameter = draft.size('counterbore_diameter', screw.counterbore);
  drill(draft, points, diameter, [less(top, depth), top]);
}

/** A keyway for a parallel key, from the axis through the wall of the bore at +y. */
export function cutBoreKeyway({ size, extrude }: Draft, bore: Size, span: Span): void {
  const key = keyFor(affine(bore).value);
  const width = half(size('keyway_width', key.width));
  const reach = sum(half(bore), size('keyway_depth', key.hubDepth));
  extrude('cut', [area(box(point(negative(width), 0), point(width, reach)))], span);
}
