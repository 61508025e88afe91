import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { archway, area, roundedRectangle, slot } from '../outlines.ts';
import { boltGrid } from '../patterns.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import { BEARINGS, edgeDistance, nextPreferred, pickWhere, roundUp, SCREWS } from '../standard-sizes.ts';

/** A pillow block: a bearing's seat in a body with a round top, on a base with two holes or slots. */
export const pillowBlock: Family = { name: 'pillow-block', draw: drawPillowBlock };

function drawPillowBlock(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const bearing = random.pick(BEARINGS);
  const screw = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= bearing.outer / 7 && nominal <= bearing.outer / 3.5,
  );
  const body = size('body_width', roundUp(bearing.outer * random.pick([1.3, 1.4, 1.5]) + 2, 2));
  const shoulder = Math.max(2, Math.round(bearing.width / 4));
  const depth = size(
    'body_depth',
    roundUp(Math.max(bearing.width + shoulder, 1.5 * screw.clearance), 1) + random.pick([0, 2, 4]),
  );
  const thickness = size('base_thickness', nextPreferred(screw.nominal * random.pick([1, 1.2, 1.5])));
  const length = size('base_depth', Math.max(depth.value, 2 * edgeDistance(screw)));
  const slotted = random.chance(0.5);
  const travel = slotted ? screw.nominal : 0;
  const spacing = size('screw_spacing', roundUp(body.value + screw.counterbore + travel + 3, 2));
  const width = size('base_width', roundUp(spacing.value + travel + 2 * edgeDistance(screw), 2));
  const radius = size('corner_radius', Math.min(length.value / 2 - 1, edgeDistance(screw) - 2));
  draft.extrude('new', [area(roundedRectangle(width, length, radius))], [0, thickness]);

  const level = size(
    'shaft_height',
    roundUp(body.value / 2 + thickness.value + random.pick([0, 2, 5, 10]), 1),
  );
  const y = half(depth);
  draft.extrude('join', [area(archway(level, body, thickness))], [negative(y), y], frontPlane());
  const center = [point(0, level)];
  const seat = size('bearing_seat_depth', bearing.width);
  drill(draft, center, size('bearing_seat_diameter', bearing.outer), [less(y, seat), y], frontPlane());
  const bore = size('bore_diameter', roundUp((bearing.bore + bearing.outer) / 2, 1));
  drill(draft, center, bore, [negative(y), less(y, seat)], frontPlane());
  const hole = size('screw_hole_diameter', screw.clearance);
  const screws = boltGrid(2, 1, spacing, 0);
  if (!slotted) drill(draft, screws, hole, [0, thickness]);
  else {
    const reach = sum(hole, size('slot_travel', travel));
    draft.extrude(
      'cut',
      screws.map((at) => area(slot(reach, hole, at))),
      [0, thickness],
    );
  }
  return draft.program();
}
