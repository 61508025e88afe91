import type { Random } from '../../../geometry/random.ts';
import { type Family, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, circle, roundedRectangle } from '../outlines.ts';
import { boltCircle, boltPattern } from '../patterns.ts';
import { less, negative, point } from '../sizes.ts';
import { edgeDistance, pickWhere, preferred, roundDown, roundUp, SCREWS } from '../standard-sizes.ts';

/** A plate between a robot's wrist and a tool: the wrist's circle of screws, a locating spigot and the tool's pattern. */
export const adapter: Family = { name: 'adapter', draw: drawAdapter };

/** Wrist flanges (ISO 9409-1): circle of screws, their count and nominal size, locating diameter and dowel, in mm. */
const WRISTS = [
  { circle: 31.5, count: 4, screw: 5, spigot: 20, dowel: 5 },
  { circle: 40, count: 4, screw: 6, spigot: 25, dowel: 6 },
  { circle: 50, count: 4, screw: 6, spigot: 31.5, dowel: 6 },
  { circle: 63, count: 4, screw: 6, spigot: 40, dowel: 6 },
  { circle: 80, count: 6, screw: 8, spigot: 50, dowel: 8 },
  { circle: 100, count: 6, screw: 8, spigot: 63, dowel: 8 },
];

function drawAdapter(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const wrist = random.pick(WRISTS);
  const screw = SCREWS.find(({ nominal }) => nominal === wrist.screw)!;
  const tool = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= screw.nominal - 2 && nominal <= screw.nominal,
  );
  const thickness = size('thickness', roundUp(screw.headHeight + random.pick([4, 6, 8]), 1));
  const bolts = size('wrist_circle_diameter', wrist.circle);
  // The tool's screws lie outside those of the wrist, or between them.
  const reach = roundUp((wrist.circle + screw.counterbore + tool.counterbore) / 2 + 2, 1);
  const square = random.chance(0.5);
  const edge = edgeDistance(tool);
  if (square) {
    const spacing = size('tool_screw_spacing', roundUp(2 * reach * Math.SQRT1_2 + 4, 2));
    const side = size('side', Math.max(spacing.value + 2 * edge, wrist.circle + 2 * edgeDistance(screw)));
    draft.extrude('new', [area(roundedRectangle(side, side, size('corner_radius', edge)))], [0, thickness]);
    drill(draft, boltPattern(spacing, spacing), size('tool_thread_hole_diameter', tool.tapDrill), [
      0,
      thickness,
    ]);
  } else {
    const circleDiameter = size('tool_circle_diameter', roundUp(2 * reach, 2));
    const outer = size('outer_diameter', roundUp(circleDiameter.value + 2 * edge, 5));
    draft.extrude('new', [area(circle(outer))], [0, thickness]);
    const count = random.pick([4, 6, 8]);
    drill(draft, boltCircle(circleDiameter, count), size('tool_thread_hole_diameter', tool.tapDrill), [
      0,
      thickness,
    ]);
  }
  const spigot = size('spigot_diameter', wrist.spigot);
  const height = random.pick([0, 3, 5]);
  const low = height === 0 ? 0 : negative(size('spigot_height', height));
  if (height > 0) draft.extrude('join', [area(circle(spigot))], [low, 0]);
  const start = Math.PI / wrist.count;
  const places = boltCircle(bolts, wrist.count, start);
  drill(draft, places, size('wrist_screw_hole_diameter', screw.clearance), [0, thickness]);
  const head = less(thickness, size('counterbore_depth', screw.headHeight));
  drill(draft, places, size('counterbore_diameter', screw.counterbore), [head, thickness]);
  // Between two screws.
  drill(
    draft,
    boltCircle(bolts, wrist.count, start + Math.PI / wrist.count).slice(0, 1),
    size('dowel_hole_diameter', wrist.dowel),
    [0, thickness],
  );
  if (random.chance(0.6)) {
    const bore = size(
      'cable_bore_diameter',
      preferred(random, 0.4 * wrist.spigot, roundDown(wrist.spigot - 8, 1)),
    );
    drill(draft, [point(0, 0)], bore, [low, thickness]);
  }
  return draft.program();
}
