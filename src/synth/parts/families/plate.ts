import type { Random } from '../../../geometry/random.ts';
import { type Family, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import {
  area,
  chamferedRectangle,
  circle,
  type Outline,
  rectangle,
  roundedRectangle,
  slot,
} from '../outlines.ts';
import { boltGrid } from '../patterns.ts';
import { half, less, negative, point, type Size, sum } from '../sizes.ts';
import {
  edgeDistance,
  nextPreferred,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundDown,
  SCREWS,
} from '../standard-sizes.ts';

/** A mounting plate: screws along its edge, and in its middle a bore, a window, slots, a pocket or a boss. */
export const plate: Family = { name: 'plate', draw: drawPlate };

const MIDDLES = ['nothing', 'bore', 'window', 'slots', 'pocket', 'boss'] as const;

function drawPlate(random: Random) {
  const draft = startDraft();
  const screw = random.pick(SCREWS.slice(0, 6));
  const inset = edgeDistance(screw) + random.integer(0, 2);
  const columns = random.pick([2, 2, 2, 3, 4]);
  const width = draft.size(
    'plate_width',
    preferred(random, 2 * inset + 5 * (columns - 1) * screw.nominal, 260),
  );
  const length = draft.size(
    'plate_length',
    preferred(random, 2 * inset + 5 * screw.nominal, Math.min(200, width.value)),
  );
  const thickness = draft.size(
    'plate_thickness',
    pickWhere(random, PLATE_THICKNESSES, (t) => t >= screw.nominal && t <= 3 * screw.nominal),
  );
  draft.extrude('new', [area(outlineOf(random, width, length, inset, draft.size))], [0, thickness]);

  const spacingX = draft.size('screw_spacing_x', (width.value - 2 * inset) / (columns - 1));
  const spacingY = draft.size('screw_spacing_y', length.value - 2 * inset);
  const screws = boltGrid(columns, 2, spacingX, spacingY);
  screwHoles(draft, screws, screw, { top: thickness, sunk: random.chance(0.3) });

  // What is left between the screws' heads.
  const room = {
    width: roundDown(width.value - 2 * inset - screw.counterbore - 4, 1),
    length: roundDown(spacingY.value - screw.counterbore - 4, 1),
  };
  const least = Math.min(room.width, room.length);
  if (least < 12) return draft.program();
  switch (random.pick(MIDDLES)) {
    case 'nothing':
      break;
    case 'bore':
      drill(draft, [point(0, 0)], draft.size('bore_diameter', preferred(random, 8, 0.9 * least)), [
        0,
        thickness,
      ]);
      break;
    case 'window': {
      const size = [
        draft.size('window_width', preferred(random, 0.4 * room.width, room.width)),
        draft.size('window_length', preferred(random, 0.4 * room.length, room.length)),
      ];
      const radius = draft.size('window_corner_radius', Math.min(5, roundDown(least / 5, 0.5)));
      draft.extrude('cut', [area(roundedRectangle(size[0], size[1], radius))], [0, thickness]);
      break;
    }
    case 'slots': {
      const diameter = draft.size(
        'slot_width',
        pickWhere(random, SCREWS, (s) => s.nominal >= screw.nominal && s.clearance < room.length / 5)
          .clearance,
      );
      const reach = draft.size('slot_length', roundDown(room.width * random.pick([0.5, 0.7, 0.9]), 1));
      if (reach.value < 2 * diameter.value) break;
      const apart = half(draft.size('slot_spacing', roundDown(room.length * 0.6, 1)));
      const slots = [apart, negative(apart)].map((v) => area(slot(reach, diameter, point(0, v))));
      draft.extrude('cut', slots, [0, thickness]);
      break;
    }
    case 'pocket': {
      const depth = draft.size('pocket_depth', nextPreferred(thickness.value * random.pick([0.3, 0.5])));
      const radius = draft.size('pocket_corner_radius', random.pick([3, 4]));
      const size = [
        draft.size('pocket_width', preferred(random, 0.5 * room.width, room.width)),
        draft.size('pocket_length', preferred(random, 0.5 * room.length, room.length)),
      ];
      if (Math.min(size[0].value, size[1].value) < 3 * radius.value) break;
      draft.extrude(
        'cut',
        [area(roundedRectangle(size[0], size[1], radius))],
        [less(thickness, depth), thickness],
      );
      break;
    }
    case 'boss': {
      const outer = draft.size('boss_diameter', preferred(random, 0.5 * least, 0.9 * least));
      const bore = draft.size('bore_diameter', preferred(random, 0.4 * outer.value, 0.7 * outer.value));
      const top = sum(thickness, draft.size('boss_height', preferred(random, 5, outer.value)));
      draft.extrude('join', [area(circle(outer))], [thickness, top]);
      drill(draft, [point(0, 0)], bore, [0, top]);
    }
  }
  return draft.program();
}

/** Sharp, rounded about the screws, or chamfered. */
function outlineOf(
  random: Random,
  width: Size,
  length: Size,
  inset: number,
  size: (name: string, value: number) => Size,
): Outline {
  switch (random.pick(['sharp', 'rounded', 'rounded', 'chamfered'])) {
    case 'sharp':
      return rectangle(width, length);
    case 'rounded':
      return roundedRectangle(width, length, size('corner_radius', inset));
    default:
      return chamferedRectangle(width, length, size('corner_chamfer', roundDown(0.7 * inset, 1)));
  }
}
