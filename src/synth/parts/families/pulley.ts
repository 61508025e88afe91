import type { Random } from '../../../geometry/random.ts';
import { type Family, startDraft } from '../draft.ts';
import { cutBoreKeyway, drill } from '../holes.ts';
import { area, polygon } from '../outlines.ts';
import { boltCircle } from '../patterns.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import { nextPreferred, preferred, roundDown } from '../standard-sizes.ts';

/** A pulley: a rim with a V groove, a flat face or one between lips, a web with holes, a hub with a keyway. */
export const pulley: Family = { name: 'pulley', draw: drawPulley };

/** Half the flanks' angle of a V-belt's groove (ISO 4183: 34 to 38 degrees between them). */
const FLANK = Math.tan((18 * Math.PI) / 180);

function drawPulley(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const bore = size('bore_diameter', preferred(random, 8, 30));
  const hub = size('hub_diameter', nextPreferred(1.7 * bore.value + 2));
  const width = size('rim_width', preferred(random, 8, 25));
  const x = half(width);
  const rim = preferred(random, 3, 6);
  const kind = random.pick(['v', 'v', 'flat', 'flanged']);
  const lip = 1.5;
  const depth = kind === 'flat' ? 0 : kind === 'v' ? roundDown((width.value / 2 - lip) * 1.2, 0.5) : 2;
  const outer = size(
    'outer_diameter',
    preferred(random, Math.max(40, 1.6 * hub.value, hub.value + 2 * (rim + depth) + 4), 220),
  );
  const radius = half(outer);
  const groove = depth === 0 ? radius : less(radius, size('groove_depth', depth));
  const inner = less(groove, size('rim_thickness', rim));
  const hubLow = negative(x);
  const hubHigh = random.chance(0.5) ? x : sum(x, size('hub_projection', preferred(random, 5, 15)));
  const web = half(size('web_thickness', Math.min(width.value - 4, preferred(random, 4, 8))));
  // The web pays where there is room for it between hub and rim; else the pulley is solid.
  const room = inner.value - hub.value / 2;
  const webbed = room >= 6 && web.value < width.value / 2 - 1;
  const low = webbed
    ? [
        point(half(hub), hubLow),
        point(half(hub), negative(web)),
        point(inner, negative(web)),
        point(inner, negative(x)),
      ]
    : [];
  const high = webbed ? [point(inner, x), point(inner, web), point(half(hub), web)] : [point(half(hub), x)];
  const flank = kind === 'v' ? depth * FLANK : 0;
  const top = less(x, size('lip_width', lip));
  const bottom = sum(negative(x), size('lip_width', lip));
  const face =
    depth === 0
      ? []
      : [
          point(radius, bottom),
          point(groove, sum(bottom, flank)),
          point(groove, less(top, flank)),
          point(radius, top),
        ];
  const outline = polygon(
    point(half(bore), hubLow),
    ...low,
    point(radius, negative(x)),
    ...face,
    point(radius, x),
    ...high.filter(([, v]) => webbed || v.value < hubHigh.value),
    ...(webbed || hubHigh.value > x.value ? [point(half(hub), hubHigh)] : []),
    point(half(bore), hubHigh),
  );
  draft.revolve('new', [area(outline)]);
  if (random.chance(0.5)) cutBoreKeyway(draft, bore, [hubLow, hubHigh]);
  if (webbed && room >= 12 && random.chance(0.7)) {
    const count = random.pick([4, 5, 6]);
    const middle = size('hole_circle_diameter', roundDown(hub.value / 2 + inner.value, 1));
    const widest = Math.min(0.65 * room, 0.6 * middle.value * Math.sin(Math.PI / count));
    const hole = size('lightening_hole_diameter', roundDown(widest, 1));
    drill(draft, boltCircle(middle, count, Math.PI / 2), hole, [negative(web), web]);
  }
  return draft.program();
}
