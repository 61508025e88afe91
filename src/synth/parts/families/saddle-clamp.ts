import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import { area, halfDisc, rectangle, roundedRectangle } from '../outlines.ts';
import { boltGrid, boltPattern } from '../patterns.ts';
import { half, negative, point, sum } from '../sizes.ts';
import {
  edgeDistance,
  nextPreferred,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundUp,
  SCREWS,
} from '../standard-sizes.ts';

/** A saddle that holds a pipe down: half a ring on two feet with a screw or two each. */
export const saddleClamp: Family = { name: 'saddle-clamp', draw: drawSaddleClamp };

function drawSaddleClamp(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const pipe = size('pipe_diameter', preferred(random, 12, 100));
  const screw = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= pipe.value / 12 && nominal <= pipe.value / 4,
  );
  const wall = size(
    'wall_thickness',
    pickWhere(random, PLATE_THICKNESSES, (t) => t >= pipe.value / 12 && t <= pipe.value / 5),
  );
  const outer = sum(pipe, wall, wall);
  const foot = size('foot_thickness', Math.max(wall.value, nextPreferred(0.8 * screw.nominal)));
  const edge = edgeDistance(screw);
  const twoRows = random.chance(0.35);
  const depth = size('depth', roundUp(2 * edge + (twoRows ? 4 * screw.nominal : random.pick([0, 2, 5])), 1));
  const spacing = size('screw_spacing', roundUp(outer.value + screw.counterbore + 2, 1));
  const width = size('width', spacing.value + 2 * edge);
  const base = random.chance(0.6)
    ? roundedRectangle(width, depth, size('corner_radius', Math.min(edge, depth.value / 2 - 1)))
    : rectangle(width, depth);
  const y = half(depth);
  draft.extrude('new', [area(base)], [0, foot]);
  draft.extrude('join', [area(halfDisc(outer))], [negative(y), y], frontPlane());
  drill(draft, [point(0, 0)], pipe, [negative(y), y], frontPlane());
  const screws = twoRows
    ? boltPattern(spacing, size('screw_spacing_y', depth.value - 2 * edge))
    : boltGrid(2, 1, spacing, 0);
  screwHoles(draft, screws, screw, { top: foot, sunk: random.chance(0.25) });
  return draft.program();
}
