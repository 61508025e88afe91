import type { Random } from '../../../geometry/random.ts';
import type { Affine } from '../../../program/affine.ts';
import { type Draft, type Family, frontPlane, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import { area, type Outline, polygon, rectangle } from '../outlines.ts';
import { boltPattern } from '../patterns.ts';
import { half, less, negative, point, type Size, sum } from '../sizes.ts';
import { edgeDistance, preferred, roundDown, roundUp, SCREWS } from '../standard-sizes.ts';

/** A block with a groove along it: a V for round stock, a dovetail, a T-slot or a rail's way. */
export const guideBlock: Family = { name: 'guide-block', draw: drawGuideBlock };

function drawGuideBlock(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const screw = random.pick(SCREWS.slice(1, 6));
  const edge = edgeDistance(screw);
  const mouth = size('groove_width', preferred(random, 2 * screw.nominal, 8 * screw.nominal));
  const kind = random.pick(['v', 'dovetail', 'tee', 'way'] as const);
  const deep = { v: 0.5, dovetail: 0.35, tee: 0.8, way: 0.5 }[kind] * mouth.value;
  const depth = size('groove_depth', kind === 'v' ? mouth.value / 2 : roundUp(deep, 1));
  const foot =
    kind === 'dovetail'
      ? depth.value / Math.tan(Math.PI / 3)
      : kind === 'tee'
        ? roundUp(0.45 * mouth.value, 0.5)
        : 0;
  const height = size('height', roundUp(depth.value + Math.max(6, 1.2 * screw.headHeight + 2), 1));
  const spacing = size('screw_spacing_x', roundUp(mouth.value + 2 * foot + screw.counterbore + 3, 1));
  const width = size('width', spacing.value + 2 * edge);
  const length = size(
    'length',
    preferred(random, Math.max(0.7 * width.value, 2 * edge + 4 * screw.nominal), 2.5 * width.value),
  );
  draft.extrude('new', [area(rectangle(width, length))], [0, height]);
  const y = half(length);
  const outline = grooveOutline(draft, kind, { mouth, depth, top: height, foot });
  draft.extrude('cut', [area(outline)], [negative(y), y], frontPlane());
  if (kind === 'v') {
    // A relief for the corner of square stock.
    const relief = half(size('relief_width', Math.max(1, roundDown(mouth.value / 10, 0.5))));
    const bottom = less(height, sum(depth, size('relief_depth', 2)));
    const slit = polygon(
      point(negative(relief), bottom),
      point(relief, bottom),
      point(relief, less(height, half(depth))),
      point(negative(relief), less(height, half(depth))),
    );
    draft.extrude('cut', [area(slit)], [negative(y), y], frontPlane());
  }
  const along = size('screw_spacing_y', length.value - 2 * edge);
  const screws = boltPattern(spacing, along);
  if (random.chance(0.5)) screwHoles(draft, screws, screw, { top: height, sunk: true });
  else {
    const hole = size('thread_hole_depth', Math.min(roundDown(height.value - 3, 1), 2 * screw.nominal));
    drill(draft, screws, size('thread_hole_diameter', screw.tapDrill), [0, hole]);
  }
  return draft.program();
}

/** The groove's cross-section, open at the top. */
function grooveOutline(
  { size }: Draft,
  kind: 'v' | 'dovetail' | 'tee' | 'way',
  { mouth, depth, top, foot }: { mouth: Affine; depth: Affine; top: Affine; foot: number },
): Outline {
  const u = half(mouth);
  const bottom = less(top, depth);
  const mirrored = (...right: readonly (readonly [Size, Size])[]) =>
    polygon(
      ...right.map(([x, z]) => point(x, z)),
      ...right.toReversed().map(([x, z]) => point(negative(x), z)),
    );
  switch (kind) {
    case 'v':
      return polygon(point(0, less(top, u)), point(u, top), point(negative(u), top));
    case 'dovetail':
      return mirrored([sum(u, foot), bottom], [u, top]);
    case 'tee': {
      const wide = sum(u, size('tee_overhang', foot));
      const ceiling = sum(bottom, size('tee_height', roundUp(depth.value * 0.45, 0.5)));
      return mirrored([wide, bottom], [wide, ceiling], [u, ceiling], [u, top]);
    }
    default:
      return mirrored([u, bottom], [u, top]);
  }
}
