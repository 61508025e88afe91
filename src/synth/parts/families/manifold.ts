import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, sidePlane, startDraft } from '../draft.ts';
import { drill, screwHoles } from '../holes.ts';
import { area, rectangle } from '../outlines.ts';
import { boltGrid, boltPattern, shifted } from '../patterns.ts';
import { half, less, negative, point } from '../sizes.ts';
import { edgeDistance, pickWhere, preferred, roundUp, SCREWS } from '../standard-sizes.ts';

/** A manifold: a block with a bore along it, ports that meet it from the top or the front, screws at its ends. */
export const manifold: Family = { name: 'manifold', draw: drawManifold };

/** Tapping drills of pipe threads G 1/8 to G 3/4 and the spot faces for their seals (ISO 1179), in mm. */
const PORTS = [
  { drill: 8.8, spotFace: 15 },
  { drill: 11.8, spotFace: 20 },
  { drill: 15.25, spotFace: 24 },
  { drill: 19, spotFace: 29 },
  { drill: 24.5, spotFace: 34 },
];

function drawManifold(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const port = random.pick(PORTS);
  const screw = pickWhere(
    random,
    SCREWS.slice(1),
    ({ nominal }) => nominal >= port.drill / 3 && nominal <= port.drill / 1.4,
  );
  const count = random.integer(2, 6);
  const pitch = size('port_spacing', roundUp(port.spotFace + preferred(random, 3, 10), 1));
  const edge = edgeDistance(screw);
  const ends = edge + screw.counterbore / 2 + port.spotFace / 2 + 1;
  const length = size('length', roundUp((count - 1) * pitch.value + 2 * ends, 1));
  // The screws pass the main bore at its sides.
  const side = roundUp(Math.max(port.spotFace + 6, port.drill + screw.clearance + 4 + 2 * edge), 2);
  const width = size('width', side + random.pick([0, 0, 5, 10]));
  const height = size('height', roundUp(Math.max(side, 2.2 * port.drill), 2));
  draft.extrude('new', [area(rectangle(length, width))], [0, height]);

  const level = half(height);
  const bore = size('main_bore_diameter', port.drill);
  const x = half(length);
  // Drilled from the right, through or to just past the last port.
  const blind = less(size('main_bore_end', roundUp(ends - port.drill, 1)), x);
  drill(draft, [point(0, level)], bore, [random.chance(0.5) ? blind : negative(x), x], sidePlane());

  const opening = size('port_diameter', port.drill);
  const face = size('spot_face_diameter', port.spotFace);
  const depth = size('spot_face_depth', random.pick([1, 1.5]));
  const row = boltGrid(count, 1, pitch, 0);
  if (random.chance(0.75)) {
    drill(draft, row, opening, [level, height]);
    if (random.chance(0.7)) drill(draft, row, face, [less(height, depth), height]);
  } else {
    const y = half(width);
    drill(draft, shifted(row, 0, level), opening, [0, y], frontPlane());
    if (random.chance(0.7)) drill(draft, shifted(row, 0, level), face, [less(y, depth), y], frontPlane());
  }
  const across = size('screw_spacing_y', width.value - 2 * edge);
  const corners = boltPattern(size('screw_spacing_x', length.value - 2 * edge), across);
  screwHoles(draft, corners, screw, { top: height });
  return draft.program();
}
