import type { Random } from '../../../geometry/random.ts';
import { type Family, frontPlane, sidePlane, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, box, circle, roundedRectangle } from '../outlines.ts';
import { boltGrid, boltPattern, shifted } from '../patterns.ts';
import { half, less, negative, point, sum } from '../sizes.ts';
import { edgeDistance, nextPreferred, pickWhere, preferred, roundUp, SCREWS } from '../standard-sizes.ts';

/** A clamp for a tube: a ring with two ears that one or two screws pull together, alone or on a foot. */
export const splitClamp: Family = { name: 'split-clamp', draw: drawSplitClamp };

function drawSplitClamp(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const tube = size('tube_diameter', preferred(random, 12, 60));
  const screw = pickWhere(
    random,
    SCREWS,
    ({ nominal }) => nominal >= tube.value / 10 && nominal <= tube.value / 4,
  );
  const wall = size('wall_thickness', Math.max(3, Math.round(tube.value / 6)));
  const outer = sum(tube, wall, wall);
  const count = random.pick([1, 1, 2]);
  const edge = edgeDistance(screw);
  const depth = size('depth', roundUp(2 * edge + (count - 1) * 3 * screw.nominal, 1));
  const slit = half(size('slit_width', random.pick([1.5, 2, 3])));
  const cheek = sum(slit, size('ear_thickness', nextPreferred(1.2 * screw.nominal, 'R10')));
  const reach = sum(half(outer), size('ear_length', roundUp(edge + screw.counterbore / 2, 1)));
  const y = half(depth);
  const span = [negative(y), y] as const;
  // The tube runs along y; the ears stand up.
  draft.extrude('new', [area(circle(outer))], span, frontPlane());
  draft.extrude('join', [area(box(point(negative(cheek), 0), point(cheek, reach)))], span, frontPlane());
  const footed = random.chance(0.5);
  const bottom = sum(half(outer), size('foot_drop', 2));
  if (footed) addFoot();
  drill(draft, [point(0, 0)], tube, span, frontPlane());
  draft.extrude('cut', [area(box(point(negative(slit), 0), point(slit, reach)))], span, frontPlane());
  const level = less(reach, size('screw_edge_distance', edge));
  const apart = count === 1 ? 0 : size('screw_spacing', 3 * screw.nominal);
  const screws = shifted(boltGrid(count, 1, apart, 0), 0, level);
  drill(draft, screws, size('screw_hole_diameter', screw.clearance), [negative(cheek), cheek], sidePlane());
  return draft.program();

  /** A neck under the ring and a plate with screws at either side. */
  function addFoot(): void {
    const thickness = size('foot_thickness', nextPreferred(1.2 * screw.nominal, 'R10'));
    const spacing = size('foot_screw_spacing', roundUp(outer.value + screw.counterbore, 2));
    const width = sum(spacing, size('foot_margin', 2 * edge));
    const low = negative(sum(bottom, thickness));
    const neck = half(size('neck_width', roundUp(0.7 * outer.value, 1)));
    draft.extrude(
      'join',
      [area(box(point(negative(neck), negative(bottom)), point(neck, 0)))],
      span,
      frontPlane(),
    );
    const radius = size('foot_corner_radius', Math.min(edge - 1, depth.value / 3));
    draft.extrude('join', [area(roundedRectangle(width, depth, radius))], [low, negative(bottom)]);
    const rows =
      depth.value > 2 * edge + 4 * screw.nominal
        ? boltPattern(spacing, size('foot_screw_spacing_y', depth.value - 2 * edge))
        : boltGrid(2, 1, spacing, 0);
    drill(draft, rows, size('screw_hole_diameter', screw.clearance), [low, negative(bottom)]);
  }
}
