import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, sidePlane, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import { area, roundedPolygon } from '../outlines.ts';
import { boltGrid, shifted } from '../patterns.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import { edgeDistance, pickWhere, preferred, roundUp, SCREWS, SHEET_THICKNESSES } from '../standard-sizes.ts';

/** A U of bent sheet: screws in its base, holes through both legs; or a hat, with feet bent outwards. */
export const channelBracket: Family = { name: 'channel-bracket', draw: drawChannelBracket };

function drawChannelBracket(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const screw = random.pick(SCREWS.slice(0, 5));
  const edge = edgeDistance(screw);
  const thickness = size(
    'thickness',
    pickWhere(random, SHEET_THICKNESSES, (t) => t >= screw.nominal / 5 && t <= screw.nominal / 1.5),
  );
  const bend = size('bend_radius', Math.max(1, thickness.value));
  const outside = sum(bend, thickness);
  const hat = random.chance(0.35);
  const room = screw.counterbore + 2 * (outside.value + 1);
  const width = size('width', preferred(random, Math.max(room, 20), 100));
  const height = size('height', preferred(random, room, Math.max(60, 1.2 * room)));
  const length = size('length', preferred(random, 2 * edge + 2, 160));
  const [x, t] = [half(width), thickness];
  const inner = less(x, t);
  const foot = hat ? sum(x, size('foot_length', roundUp(bend.value + screw.counterbore / 2 + edge, 1))) : x;
  const ends = hat
    ? // The hat stands on its feet: the sheet runs from foot to foot over the top.
      roundedPolygon(
        { at: point(negative(foot), 0) },
        { at: point(negative(inner), 0), radius: outside },
        { at: point(negative(inner), less(height, t)), radius: bend },
        { at: point(inner, less(height, t)), radius: bend },
        { at: point(inner, 0), radius: outside },
        { at: point(foot, 0) },
        { at: point(foot, t) },
        { at: point(x, t), radius: bend },
        { at: point(x, height), radius: outside },
        { at: point(negative(x), height), radius: outside },
        { at: point(negative(x), t), radius: bend },
        { at: point(negative(foot), t) },
      )
    : roundedPolygon(
        { at: point(negative(x), 0), radius: outside },
        { at: point(x, 0), radius: outside },
        { at: point(x, height) },
        { at: point(inner, height) },
        { at: point(inner, t), radius: bend },
        { at: point(negative(inner), t), radius: bend },
        { at: point(negative(inner), height) },
        { at: point(negative(x), height) },
      );
  draft.extrude('new', [area(ends)], [negative(half(length)), half(length)], frontPlane());

  const rows = length.value > 2 * edge + 4 * screw.nominal ? random.pick([2, 2, 3]) : 1;
  const along = rows === 1 ? 0 : size('screw_spacing', (length.value - 2 * edge) / (rows - 1));
  if (hat) {
    const across = size('foot_screw_spacing', 2 * (foot.value - edge));
    screwHoles(draft, boltGrid(2, rows, across, along), screw, { top: thickness });
  } else {
    screwHoles(draft, boltGrid(1, rows, 0, along), screw, { top: thickness });
    const pin = size(
      'cross_hole_diameter',
      pickWhere(
        random,
        SCREWS,
        ({ nominal }) => nominal >= screw.nominal && 3 * nominal < height.value - outside.value,
      ).clearance,
    );
    const level = size('cross_hole_height', roundUp(height.value - 1.5 * pin.value, 0.5));
    const crossing = length.value > 60 && random.chance(0.6) ? 2 : 1;
    const apart = crossing === 1 ? 0 : size('cross_hole_spacing', roundUp(length.value / 2, 5));
    drill(draft, shifted(boltGrid(crossing, 1, apart, 0), 0, level), pin, [negative(x), x], sidePlane());
  }
  return draft.program();
}
