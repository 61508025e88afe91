import type { Random } from '../../../geometry/random.ts';
import type { Affine } from '../../../program/affine.ts';
import { type Draft, type Family, frontPlane, sidePlane, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, circles, roundedPolygon, roundedRectangle, slot } from '../outlines.ts';
import { boltGrid, boltPattern, shifted } from '../patterns.ts';
import { half, less, point, scaled, sum } from '../sizes.ts';
import { edgeDistance, preferred, roundDown, roundUp, SCREWS } from '../standard-sizes.ts';

/** An open box: screw bosses in its corners, windows for plugs, cable holes, vents, feet to screw it down by. */
export const housing: Family = { name: 'housing', draw: drawHousing };

type Box = {
  readonly width: Affine;
  readonly length: Affine;
  readonly height: Affine;
  readonly wall: Affine;
  readonly floor: Affine;
  /** From the box's sides to where bosses leave the walls free. */
  readonly corner: number;
};

function drawHousing(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const screw = random.pick(SCREWS.slice(0, 3));
  const wall = size('wall_thickness', random.pick([2, 2.5, 3, 4]));
  const floor = size('floor_thickness', wall.value);
  const boss = size('boss_diameter', roundUp(2.2 * screw.nominal + 1, 1));
  const radius = size('corner_radius', wall.value + random.pick([1, 2, 3]));
  const width = size('width', preferred(random, 6 * boss.value, 200));
  const length = size('length', preferred(random, Math.max(5 * boss.value, 0.45 * width.value), width.value));
  const height = size('height', preferred(random, 0.2 * length.value + floor.value, 0.7 * length.value));
  draft.extrude('new', [area(roundedRectangle(width, length, radius))], [0, height]);
  const inner = [less(width, sum(wall, wall)), less(length, sum(wall, wall))] as const;
  draft.extrude('cut', [area(roundedRectangle(...inner, less(radius, wall)))], [floor, height]);

  // Bosses sink into the walls a little, so that no gap is left behind them.
  const inset = wall.value + boss.value / 2 - 1;
  const bosses = boltPattern(
    size('boss_spacing_x', width.value - 2 * inset),
    size('boss_spacing_y', length.value - 2 * inset),
  );
  const top = random.chance(0.5) ? height : less(height, size('lid_recess', random.pick([1.5, 2])));
  draft.extrude(
    'join',
    circles(bosses, boss).map((outline) => area(outline)),
    [floor, top],
  );
  const depth = Math.min(roundDown(height.value - floor.value - 3, 1), 3 * screw.nominal);
  drill(draft, bosses, size('thread_hole_diameter', screw.tapDrill), [
    less(top, size('thread_hole_depth', depth)),
    top,
  ]);

  const shape = { width, length, height, wall, floor, corner: inset + boss.value / 2 + 1 };
  if (random.chance(0.7)) cutWindow(draft, random, shape);
  if (random.chance(0.6)) cutCableHoles(draft, random, shape);
  if (random.chance(0.4)) cutVents(draft, random, shape);
  if (random.chance(0.4)) addFeet(draft, random, shape);
  return draft.program();
}

/** A window for a plug in the front wall. */
function cutWindow({ size, extrude }: Draft, random: Random, box: Box): void {
  const room = { width: box.width.value - 2 * box.corner, height: box.height.value - box.floor.value - 4 };
  if (room.width < 8 || room.height < 5) return;
  const width = size('window_width', preferred(random, 0.3 * room.width, 0.8 * room.width));
  const height = size('window_height', preferred(random, 0.3 * room.height, 0.7 * room.height));
  const level = sum(box.floor, size('window_level', 2), half(height));
  const radius = size('window_corner_radius', Math.min(1, height.value / 4));
  const outline = roundedRectangle(width, height, radius, point(0, level));
  extrude('cut', [area(outline)], [less(half(box.length), box.wall), half(box.length)], frontPlane());
}

/** Round holes for cables in the right wall. */
function cutCableHoles(draft: Draft, random: Random, box: Box): void {
  const room = { width: box.length.value - 2 * box.corner, height: box.height.value - box.floor.value - 4 };
  const diameter = [20, 16, 12, 8, 6].find((d) => d <= 0.7 * room.height && d <= room.width);
  if (diameter === undefined) return;
  const pitch = 1.5 * diameter;
  const count = Math.min(random.integer(1, 3), 1 + Math.floor((room.width - diameter) / pitch));
  const apart = count === 1 ? 0 : draft.size('cable_hole_spacing', pitch);
  const level = draft.size('cable_hole_height', roundDown((box.floor.value + box.height.value) / 2, 0.5));
  const holes = shifted(boltGrid(count, 1, apart, 0), 0, level);
  const span = [less(half(box.width), box.wall), half(box.width)] as const;
  drill(draft, holes, draft.size('cable_hole_diameter', diameter), span, sidePlane());
}

/** A row of slots in the floor. */
function cutVents({ size, extrude }: Draft, random: Random, box: Box): void {
  const room = { width: box.width.value - 2 * box.corner, length: box.length.value - 2 * box.corner };
  const gap = size('vent_width', random.pick([2, 3]));
  const reach = size('vent_length', roundDown(0.7 * room.length, 1));
  const pitch = size('vent_spacing', 3 * gap.value);
  const count = Math.min(12, 1 + Math.floor((0.7 * room.width) / pitch.value));
  if (reach.value < 3 * gap.value || count < 3) return;
  const vents = boltGrid(count, 1, pitch, 0).map((at) => area(slot(reach, gap, at, Math.PI / 2)));
  extrude('cut', vents, [0, box.floor]);
}

/** A foot at either side, in line with the floor. */
function addFeet(draft: Draft, random: Random, box: Box): void {
  const screw = random.pick(SCREWS.slice(0, 4));
  const edge = edgeDistance(screw);
  const { size } = draft;
  const reach = size('foot_length', roundUp(screw.counterbore / 2 + edge + 1, 1));
  const breadth = size('foot_width', roundUp(2 * edge + random.pick([0, 4, 8]), 1));
  const thickness = size('foot_thickness', Math.max(box.floor.value, 3));
  const [inner, outer] = [less(half(box.width), half(box.wall)), sum(half(box.width), reach)];
  const radius = size('foot_corner_radius', Math.min(3, breadth.value / 4));
  const y = half(breadth);
  const feet = [1, -1].map((side) =>
    area(
      roundedPolygon(
        { at: point(scaled(inner, side), scaled(y, -side)) },
        { at: point(scaled(outer, side), scaled(y, -side)), radius },
        { at: point(scaled(outer, side), scaled(y, side)), radius },
        { at: point(scaled(inner, side), scaled(y, side)) },
      ),
    ),
  );
  draft.extrude('join', feet, [0, thickness]);
  const spacing = size('foot_screw_spacing', box.width.value + 2 * (reach.value - edge));
  drill(draft, boltGrid(2, 1, spacing, 0), size('foot_screw_hole_diameter', screw.clearance), [0, thickness]);
}
