import type { Random } from '../../../geometry/random.ts';
import type { Affine } from '../../../program/affine.ts';
import { type Family, startDraft } from '../draft.ts';
import { drill } from '../holes.ts';
import { area, circle, polygon, slot } from '../outlines.ts';
import { half, less, negative, point, type Size, sum } from '../sizes.ts';
import {
  nextPreferred,
  PLATE_THICKNESSES,
  pickWhere,
  preferred,
  roundDown,
  roundUp,
} from '../standard-sizes.ts';

/** A lever or link: eyes with bores at both ends of a web, a third eye across for a bell crank, a slotted end. */
export const lever: Family = { name: 'lever', draw: drawLever };

/** An eye at a place of the lever, for a pin of the given diameter. */
type Eye = { readonly at: readonly [Size, Size]; readonly pin: Affine; readonly outer: Affine };

function drawLever(random: Random) {
  const draft = startDraft();
  const { size } = draft;
  const web = size(
    'web_thickness',
    pickWhere(random, PLATE_THICKNESSES, (t) => t >= 4 && t <= 15),
  );
  const pivot = eyeAt('pivot', preferred(random, 8, 25), [0, 0]);
  const small = Math.max(5, roundUp(pivot.pin.value * random.pick([0.6, 0.8, 1]), 1));
  const kind = random.pick(['link', 'link', 'crank', 'slotted']);
  const length = size('center_distance', preferred(random, 2.2 * pivot.outer.value, 7 * pivot.outer.value));
  const end = eyeAt('end', small, [length, 0]);
  const arm = size('arm_length', preferred(random, 2 * pivot.outer.value, 4 * pivot.outer.value));
  const eyes = kind === 'crank' ? [pivot, end, eyeAt('end', small, [0, arm])] : [pivot, end];

  // The web's arms taper from eye to eye.
  const root = half(size('web_root_width', roundDown(0.8 * pivot.outer.value, 1)));
  const tip = half(size('web_tip_width', roundDown(0.8 * end.outer.value, 1)));
  const alongX = polygon(
    point(0, negative(root)),
    point(length, negative(tip)),
    point(length, tip),
    point(0, root),
  );
  const alongY = polygon(
    point(root, 0),
    point(tip, arm),
    point(negative(tip), arm),
    point(negative(root), 0),
  );
  draft.extrude('new', [area(alongX)], [0, web]);
  if (kind === 'crank') draft.extrude('join', [area(alongY)], [0, web]);
  // A slot reaches beyond its eye: a boss there would be cut in two.
  const boss =
    kind !== 'slotted' && random.chance(0.6) ? size('boss_projection', preferred(random, 2, web.value)) : 0;
  const twoSided = random.chance(0.4);
  const [low, high] = [twoSided ? negative(boss) : 0, sum(web, boss)];
  for (const { at, outer } of eyes) draft.extrude('join', [area(circle(outer, point(...at)))], [low, high]);

  for (const { at, pin } of kind === 'slotted' ? [pivot] : eyes)
    drill(draft, [point(...at)], pin, [low, high]);
  if (kind === 'slotted') {
    const travel = sum(end.pin, size('slot_travel', roundDown(end.pin.value, 1)));
    // The slot opens towards the pivot, so that its outer end keeps the eye's wall.
    const middle = point(less(length, half(less(travel, end.pin))), 0);
    draft.extrude('cut', [area(slot(travel, end.pin, middle))], [low, high]);
  }
  const clear = roundDown(
    length.value - (pivot.outer.value + end.outer.value) / 2 - (kind === 'slotted' ? end.pin.value : 0) - 6,
    1,
  );
  if (kind !== 'crank' && clear > 3 * tip.value && random.chance(0.4)) {
    const width = size('window_width', roundDown(0.9 * tip.value, 1));
    const from = pivot.outer.value / 2 + 3;
    const middle = size('window_position', from + clear / 2);
    draft.extrude('cut', [area(slot(size('window_length', clear), width, point(middle, 0)))], [0, web]);
  }
  return draft.program();

  function eyeAt(name: string, diameter: number, at: Eye['at']): Eye {
    return {
      at,
      pin: size(`${name}_bore_diameter`, diameter),
      outer: size(`${name}_eye_diameter`, nextPreferred(1.7 * diameter + 2)),
    };
  }
}
