import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, startDraft } from '../draft.ts';
import { screwHoles } from '../holes.ts';
import { area, rectangle } from '../outlines.ts';
import { boltGrid, boltPattern } from '../patterns.ts';
import { half, negative, point, sum } from '../sizes.ts';
import { edgeDistance, preferred, roundUp, SCREWS } from '../standard-sizes.ts';

/** A heat sink: straight fins or square pins on a base whose margins take screws. */
export const heatSink: Family = { name: 'heat-sink', draw: drawHeatSink };

function drawHeatSink(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const screw = random.pick(SCREWS.slice(0, 3));
  const thickness = size('base_thickness', random.pick([3, 4, 5, 6]));
  const pins = random.chance(0.3);
  const fin = size('fin_thickness', random.pick(pins ? [2, 3] : [1, 1.5, 2]));
  const pitch = size('fin_spacing', fin.value * random.pick([2.5, 3, 4]));
  const top = sum(thickness, size('fin_height', preferred(random, 6 * fin.value, 16 * fin.value)));
  const count = random.integer(5, 12);
  const edge = edgeDistance(screw);
  const finned = (count - 1) * pitch.value + fin.value;
  const spacing = size('screw_spacing_x', roundUp(finned + screw.counterbore + 1, 1));
  const width = size('base_width', spacing.value + 2 * edge);
  const rows = pins ? random.integer(4, 8) : 1;
  const run = pins ? (rows - 1) * pitch.value + fin.value : preferred(random, 0.6 * finned, 1.6 * finned);
  const length = size('base_length', roundUp(pins ? run + 2 : Math.max(run, 2 * edge + 2), 1));
  draft.extrude('new', [area(rectangle(width, length))], [0, thickness]);
  if (pins) {
    const posts = boltGrid(count, rows, pitch, pitch).map((at) => area(rectangle(fin, fin, at)));
    draft.extrude('join', posts, [thickness, top]);
  } else {
    const y = half(length);
    const middle = half(sum(thickness, top));
    const tall = size('fin_height', top.value - thickness.value);
    const fins = boltGrid(count, 1, pitch, 0).map(([u]) => area(rectangle(fin, tall, point(u, middle))));
    draft.extrude('join', fins, [negative(y), y], frontPlane());
  }
  const rowsOfScrews = length.value > 2 * edge + 10 * screw.nominal;
  const screws = rowsOfScrews
    ? boltPattern(spacing, size('screw_spacing_y', length.value - 2 * edge))
    : boltGrid(2, 1, spacing, 0);
  screwHoles(draft, screws, screw, { top: thickness });
  return draft.program();
}
