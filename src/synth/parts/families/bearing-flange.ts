import type { Random } from '../../../geometry/random.ts';
import { type Family, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import { area, circle, roundedRectangle, slot } from '../outlines.ts';
import { boltGrid, boltPattern } from '../patterns.ts';
import { less, point, sum } from '../sizes.ts';
import {
  BEARINGS,
  edgeDistance,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundUp,
  SCREWS,
} from '../standard-sizes.ts';

/** A bearing flange: a boss with a bearing's seat on a base with two ears, or on a square one with four screws. */
export const bearingFlange: Family = { name: 'bearing-flange', draw: drawBearingFlange };

function drawBearingFlange(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const bearing = random.pick(BEARINGS);
  const screw = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= bearing.outer / 8 && nominal <= bearing.outer / 4,
  );
  const boss = size('boss_diameter', roundUp(bearing.outer + 2 * Math.max(3, bearing.outer / 8), 2));
  const thickness = size(
    'base_thickness',
    pickWhere(random, PLATE_THICKNESSES, (t) => t >= screw.nominal && t <= bearing.outer / 2),
  );
  const ear = size('ear_diameter', 2 * edgeDistance(screw));
  let screws: ReturnType<typeof boltGrid>;
  if (random.chance(0.55)) {
    const spacing = size('screw_spacing', roundUp(boss.value + screw.counterbore + 3, 2));
    const length = sum(spacing, ear);
    draft.extrude('new', [area(slot(length, ear))], [0, thickness]);
    screws = boltGrid(2, 1, spacing, 0);
  } else {
    const side = boss.value + 2 + random.integer(0, 3) * 2;
    const spacing = size(
      'screw_spacing',
      roundUp(Math.max(side, (boss.value + screw.counterbore + 2) / Math.SQRT2), 1),
    );
    const length = sum(spacing, ear);
    const radius = size('corner_radius', ear.value / 2 - 1);
    draft.extrude('new', [area(roundedRectangle(length, length, radius))], [0, thickness]);
    screws = boltPattern(spacing, spacing);
  }
  const floor = Math.max(3, Math.round(bearing.width / 3));
  const top = size(
    'boss_height',
    Math.max(bearing.width + floor, thickness.value + preferred(random, 3, 12)),
  );
  draft.extrude('join', [area(circle(boss))], [0, top]);
  const depth = size('bearing_seat_depth', bearing.width);
  drill(draft, [point(0, 0)], size('bearing_seat_diameter', bearing.outer), [less(top, depth), top]);
  drill(draft, [point(0, 0)], size('bore_diameter', roundUp((bearing.bore + bearing.outer) / 2, 1)), [
    0,
    less(top, depth),
  ]);
  screwHoles(draft, screws, screw, { top: thickness });
  return draft.program();
}
