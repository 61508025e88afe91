import type { Point } from '../../../formats/code/lifted-shapes.ts';
import type { Random } from '../../../geometry/random.ts';
import type { Affine } from '../../../program/affine.ts';
import { type Draft, type Family, sidePlane, startDraft, topPlane } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, box, polygon, slot } from '../outlines.ts';
import { boltCircle } from '../patterns.ts';
import { half, less, negative, point, type Size, sum } from '../sizes.ts';
import {
  BEARINGS,
  keyFor,
  nextPreferred,
  preferred,
  RING_GROOVES,
  roundDown,
  roundUp,
  SCREWS,
} from '../standard-sizes.ts';

/** A turned shaft: seats for bearings at both ends, shoulders, keyways, grooves for rings, flats, threads, a flange. */
export const shaft: Family = { name: 'shaft', draw: drawShaft };

/** A length of the shaft with one diameter, between two heights. */
type Section = {
  readonly name: string;
  readonly diameter: Affine;
  readonly from: Affine;
  readonly to: Affine;
  readonly ringGroove: boolean;
};

function drawShaft(random: Random) {
  const draft = startDraft();
  const sections = addSections(draft, random);
  const [first, last] = [sections[0], sections[sections.length - 1]];
  const chamfer = draft.size('chamfer', Math.max(0.5, roundDown(first.diameter.value / 20, 0.5)));
  draft.revolve('new', [area(polygon(...outlineOf(sections, chamfer)))]);
  for (const [i, section] of [first, last].entries()) {
    if (section.ringGroove) cutRingGroove(draft, section, i === 0 ? 'lower' : 'upper');
  }

  const flange = sections.find(({ name }) => name === 'flange');
  if (flange) drillFlange(draft, random, flange, sections[1]);
  const middle = sections[Math.floor(sections.length / 2)];
  if (random.chance(0.7)) cutKeyway(draft, random, middle);
  if (!last.ringGroove) {
    const finish = random.pick(['plain', 'flat', 'cross-hole', 'thread']);
    if (finish === 'flat') cutFlat(draft, last);
    else if (finish === 'cross-hole') drillAcross(draft, last);
    else if (finish === 'thread') drillThread(draft, last);
  }
  return draft.program();
}

/** Bottom up: the diameters rise towards the middle and fall again; one of them may be a flange. */
function addSections({ size }: Draft, random: Random): Section[] {
  const journal = random.pick(BEARINGS);
  const seat = size('journal_diameter', journal.bore);
  const body = nextPreferred(journal.bore + 2 + journal.bore / 10);
  const shoulder = nextPreferred(body + 3 + body / 10);
  const shapes: { name: string; diameter: Affine; length: number; ringGroove?: boolean }[] = [
    { name: 'journal', diameter: seat, length: journal.width + 6, ringGroove: random.chance(0.5) },
    { name: 'body', diameter: size('body_diameter', body), length: preferred(random, body, 3 * body) },
  ];
  if (random.chance(0.6)) {
    const flange = random.chance(0.3);
    const diameter = flange ? roundUp(1.8 * body + 16, 5) : shoulder;
    const length = flange ? Math.max(5, roundUp(body / 3, 1)) : preferred(random, 3, 10);
    const name = flange ? 'flange' : 'shoulder';
    shapes.push({ name, diameter: size(`${name}_diameter`, diameter), length });
    if (random.chance(0.5))
      shapes.push({
        name: 'upper_body',
        diameter: size('body_diameter', body),
        length: preferred(random, body, 3 * body),
      });
  }
  const smaller = BEARINGS.findLast(({ bore }) => bore < journal.bore);
  const end = random.chance(0.5) && smaller ? smaller.bore : journal.bore;
  shapes.push({
    name: 'upper_journal',
    diameter: end === journal.bore ? seat : size('upper_journal_diameter', end),
    length: journal.width + 6,
    ringGroove: random.chance(0.4),
  });
  if (random.chance(0.35)) {
    const drive = nextPreferred(0.7 * end);
    if (drive < end)
      shapes.push({
        name: 'drive_end',
        diameter: size('drive_end_diameter', drive),
        length: preferred(random, 1.5 * drive, 3 * drive),
      });
  }
  let height: Affine = sum(0);
  return shapes.map(({ name, diameter, length, ringGroove = false }) => {
    const from = height;
    height = sum(from, size(`${name}_length`, length));
    return { name, diameter, from, to: height, ringGroove };
  });
}

/** From the axis up along the surface and back, with chamfers at both ends. */
function outlineOf(sections: readonly Section[], chamfer: Size): Point[] {
  const [first, last] = [sections[0], sections[sections.length - 1]];
  const corners = sections.flatMap(({ diameter, from, to }) => [
    point(half(diameter), from),
    point(half(diameter), to),
  ]);
  return [
    point(0, first.from),
    point(less(half(first.diameter), chamfer), first.from),
    point(half(first.diameter), sum(first.from, chamfer)),
    ...corners.slice(1, -1),
    point(half(last.diameter), less(last.to, chamfer)),
    point(less(half(last.diameter), chamfer), last.to),
    point(0, last.to),
  ];
}

/** A groove for a retaining ring near the outer end of a journal, as a step down in a ring. */
function cutRingGroove(
  { size, revolve }: Draft,
  { diameter, from, to }: Section,
  end: 'lower' | 'upper',
): void {
  const ring = RING_GROOVES.find(({ shaft: wanted }) => wanted === diameter.value);
  if (!ring) return;
  const width = size(`${end}_groove_width`, ring.width);
  const edge = size('groove_edge_distance', 2);
  const low = end === 'lower' ? sum(from, edge) : less(less(to, edge), width);
  const root = half(size(`${end}_groove_diameter`, ring.diameter));
  revolve('cut', [area(box(point(root, low), point(sum(half(diameter), 1), sum(low, width))))]);
}

/** Screws through the flange, around the body next to it. */
function drillFlange(draft: Draft, random: Random, { diameter, from, to }: Section, body: Section): void {
  const room = (diameter.value - body.diameter.value) / 2;
  const screw = SCREWS.findLast(({ counterbore }) => counterbore + 2 <= room);
  if (!screw) return;
  const middle = draft.size('bolt_circle_diameter', roundUp((diameter.value + body.diameter.value) / 2, 1));
  const count = random.pick(middle.value > 8 * screw.counterbore ? [6, 8] : [3, 4]);
  drill(draft, boltCircle(middle, count), draft.size('flange_hole_diameter', screw.clearance), [from, to]);
}

/** A keyway with round ends in the middle of a section, seen from +x. */
function cutKeyway({ size, extrude }: Draft, random: Random, { diameter, from, to }: Section): void {
  const key = keyFor(diameter.value);
  const room = to.value - from.value - 4;
  const length = roundDown(Math.min(room, diameter.value * random.pick([1, 1.5, 2])), 1);
  if (diameter.value < 6 || length < 2 * key.width) return;
  const outline = slot(
    size('keyway_length', length),
    size('keyway_width', key.width),
    point(0, half(sum(from, to))),
    Math.PI / 2,
  );
  const radius = half(diameter);
  extrude('cut', [area(outline)], [less(radius, size('keyway_depth', key.shaftDepth)), radius], sidePlane());
}

/** A flat along the whole section, a tenth of its diameter deep. */
function cutFlat({ size, extrude }: Draft, { diameter, from, to }: Section): void {
  const radius = half(diameter);
  const depth = size('flat_depth', Math.max(0.5, roundDown(diameter.value / 10, 0.5)));
  const outline = box(point(less(radius, depth), negative(radius)), point(radius, radius));
  extrude('cut', [area(outline)], [0, less(to, from)], topPlane(from));
}

/** A hole for a pin across the section. */
function drillAcross(draft: Draft, { diameter, from, to }: Section): void {
  const pin = draft.size('pin_hole_diameter', nextPreferred(diameter.value / 4));
  const radius = half(diameter);
  drill(draft, [point(0, half(sum(from, to)))], pin, [negative(radius), radius], sidePlane());
}

/** The hole for a thread in the upper end. */
function drillThread(draft: Draft, { diameter, to }: Section): void {
  const screw = SCREWS.findLast(({ nominal }) => nominal <= diameter.value / 2);
  if (!screw) return;
  const depth = draft.size('thread_hole_depth', roundUp(2.2 * screw.nominal, 1));
  drill(draft, [point(0, 0)], draft.size('thread_hole_diameter', screw.tapDrill), [less(to, depth), to]);
}
