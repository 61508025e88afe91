import fc from 'fast-check';
import type { Frame } from '../../src/geometry/frame.ts';
import type {
  Blend,
  EdgeSelector,
  Feature,
  Loop,
  Operation,
  Profile,
  Program,
  Sweep,
} from '../../src/program/types.ts';
import {
  arbitraryFrame,
  circle,
  decimal,
  movedLoop,
  polar,
  polygon,
  rectangle,
  roundedRectangle,
  slot,
  withoutNegativeZero,
} from './arbitrary-program.ts';

/**
 * Programs whose every solid is sound, of plates, bosses, holes and shafts with edges blended by less than there is
 * room for: corners all or one by one, rims before and after other features, feet of bosses and mouths of holes.
 */
export const arbitraryBlendedProgram = (): fc.Arbitrary<Program> =>
  fc
    .tuple(
      fc.constantFrom('mm', 'cm', 'in'),
      fc.oneof({ weight: 5, arbitrary: blendedPlate() }, blendedShaft()),
    )
    .map(([unit, features]) => ({
      unit: unit as Program['unit'],
      features: withoutNegativeZero(features),
    }));

function blendedShaft(): fc.Arbitrary<Feature[]> {
  return fc
    .tuple(arbitraryFrame(), fc.constantFrom('fillet' as const, 'chamfer' as const), decimal(0.3, 1))
    .map(([frame, kind, size]) => [
      {
        kind: 'revolve',
        operation: 'new',
        sketch: { frame, profiles: [{ outer: rectangle([4, 10], 8, 20), holes: [] }] },
        axis: { point: [0, 0], direction: [0, 1] },
        from: 0,
        to: 2 * Math.PI,
      },
      blendOf(kind, size, ['/0/sketch', '/0/sketch']),
    ]);
}

function blendedPlate(): fc.Arbitrary<Feature[]> {
  const polygons = fc.oneof(
    fc.tuple(decimal(28, 48), decimal(28, 48)).map(([w, l]) => rectangle([0, 0], w, l)),
    decimal(18, 24).map((r) => polygon([0, 1, 2, 3, 4, 5].map((i) => polar(r, (i * Math.PI) / 3)))),
  );
  const round = fc.oneof(
    decimal(16, 24).map(circle),
    decimal(28, 36).map((width) => slot(2 * width, width, 0)),
    decimal(30, 40).map((width) => roundedRectangle(width, width, 5)),
  );
  const kind = fc.constantFrom('fillet' as const, 'chamfer' as const);
  const corners = fc.constantFrom('all', 'one', 'none');
  return fc
    .record({
      frame: arbitraryFrame(),
      outline: fc.oneof(
        fc.tuple(polygons, corners),
        round.map((outer) => [outer, 'none'] as const),
      ),
      window: fc.constantFrom(undefined, circle(1.8), rectangle([0, 0], 4, 4)),
      thickness: decimal(6, 15),
      cornerKind: kind,
      rims: fc.subarray(['from', 'to'] as const),
      rimKind: kind,
      isLate: fc.boolean(),
      hasBoss: fc.boolean(),
      isTwice: fc.boolean(),
      size: decimal(0.3, 1),
    })
    .map((choices) => {
      const features = plateFeatures(choices, 0);
      return choices.isTwice ? [...features, ...plateFeatures(choices, features.length)] : features;
    });
}

/** A body that starts as feature `plate`. */
function plateFeatures(
  choices: {
    readonly frame: Frame;
    readonly outline: readonly [Loop, string];
    readonly window: Loop | undefined;
    readonly thickness: number;
    readonly cornerKind: Blend['kind'];
    readonly rims: readonly ('from' | 'to')[];
    readonly rimKind: Blend['kind'];
    /** Whether the edges of the plate are blended last, not first. */
    readonly isLate: boolean;
    readonly hasBoss: boolean;
    readonly size: number;
  },
  plate: number,
): Feature[] {
  const { frame, outline, window, thickness, cornerKind, rims, rimKind, isLate, hasBoss, size } = choices;
  const [outer, corners] = outline;
  const holes = window ? [movedLoop(window, [9.5, 0])] : [];
  const extruded = (operation: Operation, profile: Profile, from: number, to: number): Sweep => ({
    kind: 'extrude',
    operation,
    sketch: { frame, profiles: [profile] },
    from,
    to,
  });
  const side = `/${plate}/sketch`;
  const side0 = `${side}/profiles/0/outer/edges`;
  const corner: FacePair | undefined =
    corners === 'all' ? [side, side] : corners === 'one' ? [`${side0}/0`, `${side0}/1`] : undefined;
  const edges: Feature[] = [
    ...(corner ? [blendOf(cornerKind, 1.6 * size, corner)] : []),
    // Rims go smoothly around rounded corners only.
    ...(corner && cornerKind === 'chamfer'
      ? []
      : rims.map((end) => blendOf(rimKind, 0.8 * size, [`/${plate}/${end}`, side]))),
  ];
  const first = [extruded('new', { outer, holes }, 0, thickness), ...(isLate ? [] : edges)];
  const boss = plate + first.length;
  const height = thickness + 8;
  const bored: Feature[] = [
    extruded('join', { outer: circle(5), holes: [] }, thickness, height),
    extruded('cut', { outer: circle(2), holes: [] }, 0, height),
    blendOf('fillet', size, [`/${plate}/to`, `/${boss}/sketch`]),
    blendOf(
      'chamfer',
      0.5 * size,
      [`/${boss}/to`, `/${boss + 1}/sketch/profiles/0/outer`],
      [`/${plate}/from`, `/${boss + 1}/sketch`],
    ),
  ];
  return [...first, ...(hasBoss ? bored : []), ...(isLate ? edges : [])];
}

type FacePair = EdgeSelector['between'];

const blendOf = (kind: Blend['kind'], size: number, ...pairs: FacePair[]): Blend => {
  const edges = pairs.map((between) => ({ between }));
  return kind === 'fillet' ? { kind, edges, radius: size } : { kind, edges, distance: size };
};
