import type { Random } from '../../../geometry/random.ts';
import { type Family, sidePlane, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, circle, hexagon } from '../outlines.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import { nextPreferred, pickWhere, preferred, roundUp, SCREWS } from '../standard-sizes.ts';

/** A spacer: round or hexagonal around a hole or threads, or a bushing with a collar, an oil hole, a counterbore, a groove. */
export const bushing: Family = { name: 'bushing', draw: drawBushing };

/** Spanner sizes (ISO 272) in mm. */
const ACROSS_FLATS = [5.5, 7, 8, 10, 13, 16, 18, 24];

function drawBushing(random: Random) {
  return random.chance(0.45) ? drawStandoff(random) : drawCollaredBushing(random);
}

/** A column for a board: threads in its ends, or a hole all through. */
function drawStandoff(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const index = random.integer(0, 5);
  const screw = SCREWS[index];
  const flats = size('across_flats', ACROSS_FLATS[index]);
  const length = size('length', preferred(random, 3 * screw.nominal, 16 * screw.nominal));
  const outline = random.chance(0.7) ? hexagon(flats) : circle(flats);
  draft.extrude('new', [area(outline)], [0, length]);
  const axis = [point(0, 0)];
  const depth = size('thread_depth', Math.round(2 * screw.nominal));
  const stud = size('thread_hole_diameter', screw.tapDrill);
  const kind =
    length.value > 2.5 * depth.value
      ? random.pick(['both', 'stud', 'through'])
      : random.pick(['stud', 'through']);
  if (kind === 'through') drill(draft, axis, size('hole_diameter', screw.clearance), [0, length]);
  else drill(draft, axis, stud, [less(length, depth), length]);
  if (kind === 'both') drill(draft, axis, stud, [0, depth]);
  if (kind === 'stud') {
    // A threaded end, drawn with the thread's nominal diameter.
    const end = size('stud_length', Math.round(1.5 * screw.nominal));
    draft.extrude('join', [area(circle(size('stud_diameter', screw.nominal)))], [negative(end), 0]);
  }
  return draft.program();
}

function drawCollaredBushing(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const bore = size('bore_diameter', preferred(random, 5, 50));
  const outer = size('outer_diameter', nextPreferred(1.25 * bore.value + 4));
  const length = size(
    'length',
    preferred(random, Math.max(8, 0.8 * bore.value), Math.max(20, 2.5 * bore.value)),
  );
  draft.extrude('new', [area(circle(outer))], [0, length]);
  if (random.chance(0.6)) {
    const collar = size('collar_diameter', nextPreferred(1.25 * outer.value));
    const thickness = size('collar_thickness', Math.min(length.value / 3, preferred(random, 2, 5)));
    draft.extrude('join', [area(circle(collar))], [0, thickness]);
  }
  drill(draft, [point(0, 0)], bore, [0, length]);
  if (random.chance(0.35)) {
    const step = size('counterbore_diameter', roundUp(0.6 * bore.value + 0.4 * outer.value, 0.5));
    const depth = size('counterbore_depth', preferred(random, length.value / 8, length.value / 4));
    drill(draft, [point(0, 0)], step, [less(length, depth), length]);
  }
  if (bore.value >= 8 && random.chance(0.45)) {
    const hole = size(
      'oil_hole_diameter',
      pickWhere(random, [2, 3, 4, 5, 6], (d) => d <= bore.value / 3 && d <= length.value / 4),
    );
    drill(draft, [point(0, half(length))], hole, [0, half(outer)], sidePlane());
  }
  if (random.chance(0.3)) {
    const width = size('groove_width', Math.max(1, nextPreferred(length.value / 12)));
    const root = less(half(outer), size('groove_depth', Math.min(1, (outer.value - bore.value) / 8)));
    const level = sum(half(length), size('groove_level', Math.round(length.value / 4)));
    const ring = area(circle(sum(outer, 2)), circle(sum(root, root)));
    draft.extrude('cut', [ring], [less(level, half(width)), sum(level, half(width))]);
  }
  return draft.program();
}
