import type { Point } from '../../../formats/code/lifted-shapes.ts';
import type { Random } from '../../../geometry/random.ts';
import type { Affine } from '../../../program/affine.ts';
import {
  type Draft,
  type Family,
  frontPlane,
  type Plane,
  sidePlane,
  startDraft,
  topPlane,
} from '../draft.ts';
import { drill } from '../holes.ts';
import { area, polygon, roundedPolygon, slot } from '../outlines.ts';
import { boltGrid, shifted } from '../patterns.ts';
import { half, negative, point, type Size, sum } from '../sizes.ts';
import {
  edgeDistance,
  nextPreferred,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundDown,
  SCREWS,
  type Screw,
  SHEET_THICKNESSES,
} from '../standard-sizes.ts';

/** An L of bent sheet or of solid metal with screws in both legs, with or without gussets in its corner. */
export const angleBracket: Family = { name: 'angle-bracket', draw: drawAngleBracket };

function drawAngleBracket(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const screw = random.pick(SCREWS.slice(0, 6));
  const bent = random.chance(0.5);
  const thickness = size(
    'thickness',
    bent
      ? pickWhere(random, SHEET_THICKNESSES, (t) => t <= screw.nominal / 2)
      : pickWhere(random, PLATE_THICKNESSES, (t) => t >= 0.8 * screw.nominal && t <= 1.6 * screw.nominal),
  );
  const bend = bent
    ? size('bend_radius', Math.max(1, thickness.value))
    : random.chance(0.5)
      ? size('fillet_radius', preferred(random, 2, thickness.value))
      : 0;
  const inside = typeof bend === 'number' ? bend : bend.value;
  const clear = thickness.value + inside + screw.counterbore / 2 + 1;
  const least = clear + edgeDistance(screw);
  const across = random.pick([1, 2, 2, 3]);
  const width = size(
    'width',
    preferred(
      random,
      2 * edgeDistance(screw) + 4 * (across - 1) * screw.nominal,
      2 * edgeDistance(screw) + 12 * across * screw.nominal,
    ),
  );
  const legX = size('base_length', preferred(random, least, least + 60));
  const legZ = size('leg_height', random.chance(0.4) ? legX.value : preferred(random, least, least + 80));
  const outside = bent ? sum(bend, thickness) : 0;
  const profile = roundedPolygon(
    { at: point(0, 0), radius: outside },
    { at: point(legX, 0) },
    { at: point(legX, thickness) },
    { at: point(thickness, thickness), radius: bend },
    { at: point(thickness, legZ) },
    { at: point(0, legZ) },
  );
  draft.extrude('new', [area(profile)], [negative(half(width)), half(width)], frontPlane());

  const rows = { screw, across, width, thickness, clear };
  addScrews(draft, random, { ...rows, name: 'base', reach: legX, on: topPlane(), turned: false });
  addScrews(draft, random, { ...rows, name: 'leg', reach: legZ, on: sidePlane(), turned: true });
  if (!bent && across === 2 && random.chance(0.6))
    addGusset(draft, { legX, legZ, thickness, width: width.value, screw });
  return draft.program();
}

type Leg = {
  readonly name: string;
  readonly screw: Screw;
  /** Screws side by side. */
  readonly across: number;
  readonly width: Affine;
  readonly thickness: Affine;
  /** Where the leg begins to be free for screws, and where it ends. */
  readonly clear: number;
  readonly reach: Affine;
  readonly on: Plane;
  /** Whether the leg runs along the second axis of its plane. */
  readonly turned: boolean;
};

/** One or two rows of screws across a leg, or one slot for each, along it. */
function addScrews(draft: Draft, random: Random, leg: Leg): void {
  const { name, screw, across, width, thickness, clear, reach, on, turned } = leg;
  const edge = edgeDistance(screw);
  const [first, last] = [clear, reach.value - edge];
  const apart = across === 1 ? 0 : draft.size('screw_spacing', (width.value - 2 * edge) / (across - 1));
  const place = (points: readonly Point[], at: Size): Point[] =>
    turned ? shifted(points, 0, at) : shifted(points, at, 0);
  const row = turned ? boltGrid(across, 1, apart, 0) : boltGrid(1, across, 0, apart);
  const diameter = draft.size('screw_hole_diameter', screw.clearance);
  if (last - first > 3 * screw.nominal && random.chance(0.3)) {
    const length = draft.size(`${name}_slot_length`, roundDown(last - first, 1) + screw.clearance);
    const middle = draft.size(`${name}_slot_position`, (first + last) / 2);
    const slots = place(row, middle).map((center) =>
      area(slot(length, diameter, center, turned ? Math.PI / 2 : 0)),
    );
    draft.extrude('cut', slots, [0, thickness], on);
    return;
  }
  const rows =
    last - first > 4 * screw.counterbore && random.chance(0.6)
      ? [first, last]
      : [roundDown((first + last) / 2, 0.5)];
  const places = rows.map((at, i) =>
    draft.size(rows.length > 1 ? `${name}_row_${i + 1}` : `${name}_row`, at),
  );
  drill(
    draft,
    places.flatMap((at) => place(row, at)),
    diameter,
    [0, thickness],
    on,
  );
}

/** A triangle in the corner, in the middle of the width, with its tips cut off; none where screws leave no room. */
function addGusset(
  { size, extrude }: Draft,
  {
    legX,
    legZ,
    thickness,
    width,
    screw,
  }: { legX: Affine; legZ: Affine; thickness: Affine; width: number; screw: Screw },
): void {
  const free = width - 2 * edgeDistance(screw) - screw.counterbore - 2;
  if (free < thickness.value) return;
  const web = half(size('gusset_thickness', thickness.value));
  const along = (leg: Affine, name: string) =>
    sum(thickness, size(name, roundDown(0.75 * (leg.value - thickness.value), 1)));
  const [long, tall] = [along(legX, 'gusset_length'), along(legZ, 'gusset_height')];
  const blunt = sum(thickness, size('gusset_tip', nextPreferred(thickness.value / 3)));
  const outline = polygon(
    point(thickness, thickness),
    point(long, thickness),
    point(long, blunt),
    point(blunt, tall),
    point(thickness, tall),
  );
  extrude('join', [area(outline)], [negative(web), web], frontPlane());
}
