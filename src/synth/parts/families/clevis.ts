import type { Random } from '../../../geometry/random.ts';
import { type Family, sidePlane, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import { archway, area, circle, roundedRectangle } from '../outlines.ts';
import { boltPattern } from '../patterns.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import {
  edgeDistance,
  nextPreferred,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundUp,
  SCREWS,
} from '../standard-sizes.ts';

/** A clevis: two ears (or one) with round tops and a pin's hole, on a base with four screws. */
export const clevis: Family = { name: 'clevis', draw: drawClevis };

function drawClevis(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const screw = random.pick(SCREWS.slice(1, 6));
  const pin = size('pin_diameter', preferred(random, screw.nominal, 2.5 * screw.nominal, 'R10'));
  const ear = size('ear_width', nextPreferred(2.2 * pin.value));
  const web = size('ear_thickness', nextPreferred(0.6 * pin.value, 'R10'));
  const two = random.chance(0.75);
  const gap = two ? size('gap', nextPreferred(pin.value * random.pick([1, 1.2, 1.6]))) : 0;
  const thickness = size(
    'base_thickness',
    pickWhere(random, PLATE_THICKNESSES, (t) => t >= screw.nominal && t <= 2 * screw.nominal),
  );
  const outer = two ? half(sum(gap, web, web)) : half(web);
  const edge = edgeDistance(screw);
  const spacingX = size('screw_spacing_x', roundUp(2 * outer.value + screw.counterbore + 2, 1));
  const spacingY = size(
    'screw_spacing_y',
    roundUp(Math.max(ear.value - 2 * screw.nominal, 3 * screw.nominal), 1),
  );
  const base = {
    width: size('base_width', spacingX.value + 2 * edge),
    length: size('base_length', Math.max(spacingY.value + 2 * edge, ear.value + 2)),
  };
  const radius = size('corner_radius', Math.min(edge, 10));
  draft.extrude('new', [area(roundedRectangle(base.width, base.length, radius))], [0, thickness]);

  const level = sum(
    thickness,
    size('pin_height', roundUp(ear.value / 2 + preferred(random, 0.4 * pin.value, 2 * pin.value), 1)),
  );
  const top = archway(level, ear, thickness);
  const inner = less(outer, web);
  if (two) {
    draft.extrude('join', [area(top)], [inner, outer], sidePlane());
    draft.extrude('join', [area(top)], [negative(outer), negative(inner)], sidePlane());
  } else draft.extrude('join', [area(top)], [negative(outer), outer], sidePlane());
  drill(draft, [point(0, level)], pin, [negative(outer), outer], sidePlane());
  if (two && random.chance(0.3)) {
    const bush = size('bushing_diameter', nextPreferred(1.5 * pin.value));
    if (bush.value <= ear.value - 2) {
      const face = sum(outer, size('bushing_height', random.pick([1, 2, 3])));
      if (face.value < spacingX.value / 2 - screw.counterbore / 2) {
        const ring = [area(circle(bush, point(0, level)), circle(pin, point(0, level)))];
        draft.extrude('join', ring, [outer, face], sidePlane());
        draft.extrude('join', ring, [negative(face), negative(outer)], sidePlane());
      }
    }
  }
  screwHoles(draft, boltPattern(spacingX, spacingY), screw, { top: thickness });
  return draft.program();
}
