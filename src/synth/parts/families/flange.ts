import type { Random } from '../../../geometry/random.ts';
import { type Draft, type Family, startDraft } from '../draft.ts';
import { cutBoreKeyway, drill, screwHoles } from '../holes.ts';
import { area, circle } from '../outlines.ts';
import { boltCircle } from '../patterns.ts';
import { negative, point, type Size, sum } from '../sizes.ts';
import {
  edgeDistance,
  nextPreferred,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundUp,
  SCREWS,
} from '../standard-sizes.ts';

/** A round flange: screws on a circle around a bore, with or without a hub, a spigot or recess below, a keyway. */
export const flange: Family = { name: 'flange', draw: drawFlange };

function drawFlange(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const bore = size('bore_diameter', preferred(random, 10, 60));
  const hub = size('hub_diameter', nextPreferred(1.5 * bore.value + 4));
  const screw = pickWhere(
    random,
    SCREWS.slice(1, 7),
    ({ nominal }) => nominal <= hub.value / 4 && nominal >= hub.value / 15,
  );
  const circleDiameter = size(
    'bolt_circle_diameter',
    roundUp(hub.value + screw.counterbore + 3 + random.integer(0, 3) * 5, 5),
  );
  const outer = size('flange_diameter', roundUp(circleDiameter.value + 2 * edgeDistance(screw), 5));
  const thickness = size(
    'flange_thickness',
    pickWhere(random, PLATE_THICKNESSES, (t) => t >= screw.nominal && t <= outer.value / 6),
  );
  const count = pickWhere(random, [3, 4, 4, 5, 6, 6, 8, 12], (n) => {
    const apart = circleDiameter.value * Math.sin(Math.PI / n);
    return apart >= 2.5 * screw.counterbore && apart <= 14 * screw.nominal;
  });
  draft.extrude('new', [area(circle(outer))], [0, thickness]);

  const style = random.pick(['plain', 'hub', 'hub', 'hub', 'neck']);
  const height = style === 'plain' ? 0 : preferred(random, 0.4 * hub.value, 1.2 * hub.value);
  const top = style === 'plain' ? thickness : sum(thickness, size('hub_height', height));
  if (style !== 'plain') draft.extrude('join', [area(circle(hub))], [thickness, top]);
  // A neck leaves a step between the hub and a thinner pipe's end.
  const end = style === 'neck' ? sum(top, size('neck_height', preferred(random, 5, 20))) : top;
  if (style === 'neck') {
    const neck = size('neck_diameter', (hub.value + bore.value) / 2);
    draft.extrude('join', [area(circle(neck))], [top, end]);
  }
  const below = addSeat(draft, random, {
    bore: bore.value,
    room: circleDiameter.value - screw.counterbore - 4,
  });
  drill(draft, [point(0, 0)], bore, [below, end]);
  if (style === 'hub' && random.chance(0.4)) cutBoreKeyway(draft, bore, [below, end]);
  screwHoles(draft, boltCircle(circleDiameter, count, count === 4 ? Math.PI / 4 : 0), screw, {
    top: thickness,
    sunk: random.chance(0.2),
  });
  return draft.program();
}

/** A spigot under the flange, or a recess in its underside, to centre it by; returns where the part ends below. */
function addSeat(
  { size, extrude }: Draft,
  random: Random,
  { bore, room }: { readonly bore: number; readonly room: number },
): Size {
  const kind = random.pick(['none', 'spigot', 'recess']);
  const diameter = nextPreferred(1.25 * bore);
  if (kind === 'none' || diameter > room || diameter < bore + 4) return 0;
  if (kind === 'spigot') {
    const bottom = negative(size('spigot_height', random.pick([2, 3, 5])));
    extrude('join', [area(circle(size('spigot_diameter', diameter)))], [bottom, 0]);
    return bottom;
  }
  const depth = size('recess_depth', random.pick([1, 1.5, 2]));
  extrude('cut', [area(circle(size('recess_diameter', diameter)))], [0, depth]);
  return 0;
}
