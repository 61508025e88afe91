import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, startDraft } from '../draft.ts';
import { cutBoreKeyway, drill } from '../holes.ts';
import { area, box, circle } from '../outlines.ts';
import { half, negative, point, sum } from '../sizes.ts';
import { pickWhere, preferred, roundUp, SCREWS } from '../standard-sizes.ts';

/** A shaft collar: a ring that a screw across its slit closes, or with a setscrew through its wall. */
export const shaftCollar: Family = { name: 'shaft-collar', draw: drawShaftCollar };

function drawShaftCollar(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const bore = size('bore_diameter', preferred(random, 8, 40));
  const screw = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= bore.value / 6 && nominal <= bore.value / 2.5,
  );
  const wall = screw.counterbore / 2 + screw.clearance / 2 + 2;
  const outer = size('outer_diameter', roundUp(bore.value + 2 * wall, 2) + random.pick([0, 0, 2, 4]));
  const width = size('width', roundUp(screw.counterbore + 2, 1) + random.pick([0, 1, 2, 4]));
  draft.extrude('new', [area(circle(outer))], [0, width]);
  drill(draft, [point(0, 0)], bore, [0, width]);
  const radius = half(outer);
  const middle = half(width);
  if (random.chance(0.3)) {
    // A setscrew against the shaft, at the side away from the keyway.
    const drilled = size('thread_hole_diameter', screw.tapDrill);
    drill(draft, [point(0, middle)], drilled, [0, radius], frontPlane());
    if (random.chance(0.5)) cutBoreKeyway(draft, bore, [0, width]);
    return draft.program();
  }
  const slit = half(size('slit_width', random.pick([1, 1.5, 2, 3])));
  draft.extrude('cut', [area(box(point(0, negative(slit)), point(radius, slit)))], [0, width]);
  // The screw lies across the slit, midway in the wall; its head sinks into the far side.
  const at = [point(size('screw_position', roundUp((bore.value + screw.clearance) / 2 + 1, 0.5)), middle)];
  const reach = half(outer);
  drill(draft, at, size('screw_hole_diameter', screw.clearance), [0, reach], frontPlane());
  drill(draft, at, size('thread_hole_diameter', screw.tapDrill), [negative(reach), 0], frontPlane());
  const seat = sum(slit, size('screw_head_seat', screw.nominal));
  drill(draft, at, size('counterbore_diameter', screw.counterbore), [seat, reach], frontPlane());
  return draft.program();
}
