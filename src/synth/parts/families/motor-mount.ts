import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, sidePlane, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, box, circle, polygon, rectangle, roundedRectangle, slot } from '../outlines.ts';
import { boltGrid, boltPattern, shifted } from '../patterns.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import { edgeDistance, MOTORS, pickWhere, preferred, roundUp, SCREWS } from '../standard-sizes.ts';

/** A mount for a stepper motor: its face upright on a foot, with side walls or without; or a flat plate. */
export const motorMount: Family = { name: 'motor-mount', draw: drawMotorMount };

function drawMotorMount(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const motor = random.pick(MOTORS);
  const thickness = size(
    'thickness',
    pickWhere(random, [3, 4, 5, 6, 8, 10], (t) => t >= motor.flange / 14 && t <= motor.flange / 6),
  );
  const spacing = size('motor_screw_spacing', motor.spacing);
  const pilot = size('pilot_diameter', roundUp(motor.pilot, 0.5) + 0.5);
  const hole = size('motor_screw_hole_diameter', motor.hole);
  const screw = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= motor.flange / 14 && nominal <= motor.flange / 8,
  );
  if (random.chance(0.3)) {
    const side = size('plate_width', roundUp(motor.flange + 4, 1));
    const length = size('plate_length', roundUp(motor.flange + 4 * edgeDistance(screw), 5));
    draft.extrude(
      'new',
      [area(roundedRectangle(side, length, size('corner_radius', random.pick([3, 4, 5]))))],
      [0, thickness],
    );
    draft.extrude('cut', [area(circle(pilot))], [0, thickness]);
    drill(draft, boltPattern(spacing, spacing), hole, [0, thickness]);
    const edge = edgeDistance(screw);
    const pattern = boltPattern(
      size('screw_spacing_x', side.value - 2 * edge),
      size('screw_spacing_y', length.value - 2 * edge),
    );
    drill(draft, pattern, size('screw_hole_diameter', screw.clearance), [0, thickness]);
    return draft.program();
  }
  const walls = random.pick(['none', 'triangles', 'triangles', 'triangles']);
  const inner = roundUp(motor.flange + 1, 1);
  const width = size('width', walls === 'none' ? inner + 3 : inner + 2 * thickness.value);
  const height = size('height', roundUp(thickness.value + motor.flange + 2 + preferred(random, 1, 10), 1));
  const depth = size('foot_length', preferred(random, 0.9 * motor.flange, 1.4 * motor.flange));
  const y = half(width);
  // The face stands at x = 0, the foot reaches along x.
  draft.extrude('new', [area(rectangle(depth, width, point(half(depth), 0)))], [0, thickness]);
  const face = box(point(negative(y), thickness), point(y, height));
  draft.extrude('join', [area(face)], [0, thickness], sidePlane());
  if (walls === 'triangles') {
    const tip = sum(thickness, size('wall_tip', random.pick([2, 3, 5])));
    const wall = [
      area(
        polygon(
          point(thickness, thickness),
          point(depth, thickness),
          point(depth, tip),
          point(tip, height),
          point(thickness, height),
        ),
      ),
    ];
    // Seen from the front, what is near lies at negative y.
    draft.extrude('join', wall, [less(y, thickness), y], frontPlane());
    draft.extrude('join', wall, [negative(y), less(thickness, y)], frontPlane());
  }
  const level = size('motor_height', height.value - motor.flange / 2 - 1);
  drill(draft, [point(0, level)], pilot, [0, thickness], sidePlane());
  if (random.chance(0.35)) {
    // Slots let the belt be tightened.
    const travel = sum(hole, size('motor_travel', random.pick([3, 4, 6])));
    const slots = shifted(boltPattern(spacing, spacing), 0, level).map((center) =>
      area(slot(travel, hole, center)),
    );
    draft.extrude('cut', slots, [0, thickness], sidePlane());
  } else drill(draft, shifted(boltPattern(spacing, spacing), 0, level), hole, [0, thickness], sidePlane());
  const across = size('screw_spacing_y', roundUp(0.5 * inner, 1));
  const along = size('screw_spacing_x', roundUp(0.4 * depth.value, 1));
  const screws = shifted(boltGrid(2, 2, along, across), sum(half(depth), half(thickness)), 0);
  drill(draft, screws, size('screw_hole_diameter', screw.clearance), [0, thickness]);
  return draft.program();
}
