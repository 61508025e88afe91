import fc from 'fast-check';
import type { Frame } from '../../src/geometry/frame.ts';
import { rotateFrame } from '../../src/geometry/rotation.ts';
import { normalize, perpendicular, type Vec2, type Vec3 } from '../../src/geometry/vector.ts';
import { mapLoop } from '../../src/program/region.ts';
import type {
  Edge,
  Feature,
  Loop,
  Operation,
  Profile,
  Sweep,
  SweptProgram,
} from '../../src/program/types.ts';

/**
 * Programs of one to five features whose every solid is sound: loops do not cross, holes lie inside, profiles of one
 * sketch are apart, cuts reach into the body and leave some of it. Numbers have up to three decimals.
 */
export const arbitraryProgram = (): fc.Arbitrary<SweptProgram> =>
  fc
    .tuple(
      fc.constantFrom('um', 'mm', 'cm', 'm', 'in', 'ft'),
      arbitraryBase(),
      fc.array(arbitraryFeature(), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([unit, base, rest, second]) => ({
      unit: unit as SweptProgram['unit'],
      features: withoutNegativeZero(
        second ? [base, ...rest, { ...base, operation: 'new' }] : [base, ...rest],
      ),
    }));

/** Texts know one zero only, and so should what is compared with what was read from them. */
export const withoutNegativeZero = <F extends Feature>(features: F[]): F[] =>
  JSON.parse(JSON.stringify(features));

/** Every body starts with a plate around the world origin, wide enough for what follows. */
function arbitraryBase(): fc.Arbitrary<Sweep> {
  return fc
    .tuple(arbitraryFrame(), arbitraryOuter(40), decimal(5, 15), fc.boolean())
    .map(([frame, outer, half, sided]) => ({
      kind: 'extrude',
      operation: 'new',
      sketch: { frame, profiles: [{ outer, holes: [] }] },
      from: sided ? 0 : -half,
      to: sided ? 2 * half : half,
    }));
}

function arbitraryFeature(): fc.Arbitrary<Sweep> {
  const extrude = fc
    .tuple(
      fc.constantFrom<Operation>('join', 'cut'),
      arbitraryFrame(),
      arbitraryProfiles(),
      decimal(-8, 4),
      decimal(6, 12),
    )
    .map(
      ([operation, frame, profiles, from, depth]): Sweep => ({
        kind: 'extrude',
        operation,
        sketch: { frame, profiles },
        from,
        to: from + depth,
      }),
    );
  const intersect = fc.tuple(arbitraryFrame(), decimal(25, 60)).map(
    ([frame, radius]): Sweep => ({
      kind: 'extrude',
      operation: 'intersect',
      sketch: { frame, profiles: [{ outer: { kind: 'circle', center: [0, 0], radius }, holes: [] }] },
      from: -70,
      to: 70,
    }),
  );
  return fc.oneof(
    { weight: 5, arbitrary: extrude },
    { weight: 1, arbitrary: intersect },
    { weight: 2, arbitrary: arbitraryRevolve() },
  );
}

/** A profile beside an axis that runs along x, y or a slant of the sketch plane. */
function arbitraryRevolve(): fc.Arbitrary<Sweep> {
  const axis = fc.constantFrom<Vec2>([0, 1], [1, 0], [0, -1], [0.6, 0.8]);
  return fc
    .tuple(
      fc.constantFrom<Operation>('join', 'cut'),
      arbitraryFrame(),
      axis,
      arbitraryOuter(6),
      decimal(8, 12),
      decimal(-2, 2),
      decimal(0.5, 6.2),
      fc.boolean(),
    )
    .map(([operation, frame, direction, outer, distance, from, angle, whole]) => ({
      kind: 'revolve',
      operation,
      sketch: {
        frame,
        profiles: [
          { outer: movedLoop(outer, [direction[1] * distance, -direction[0] * distance]), holes: [] },
        ],
      },
      axis: { point: [0, 0], direction },
      from: whole ? 0 : from,
      to: whole ? 2 * Math.PI : from + angle,
    }));
}

/** Frames along the world axes mostly, some turned; their origins lie near the world's. */
export function arbitraryFrame(): fc.Arbitrary<Frame> {
  const axes: Vec3[] = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [-1, 0, 0],
    [0, -1, 0],
    [0, 0, -1],
  ];
  const origin = fc.tuple(decimal(-3, 3), decimal(-3, 3), decimal(-3, 3));
  const aligned = fc
    .tuple(fc.constantFrom(...axes), fc.constantFrom(...axes), fc.oneof(fc.constant<Vec3>([0, 0, 0]), origin))
    .map(([normal, x, origin]) => ({
      origin,
      normal,
      xAxis: Math.abs(dotOf(normal, x)) > 0.5 ? perpendicular(normal) : x,
    }));
  const turned = fc
    .tuple(aligned, fc.tuple(decimal(-1, 1), decimal(-1, 1), decimal(0.5, 1)), decimal(-3, 3))
    .map(([frame, axis, angle]) => rotateFrame(frame, frame.origin, normalize(axis), angle));
  return fc.oneof({ weight: 4, arbitrary: aligned }, { weight: 1, arbitrary: turned });
}

/** One profile with holes, or several apart, all within 20 of the sketch origin. */
function arbitraryProfiles(): fc.Arbitrary<Profile[]> {
  const one = fc.tuple(arbitraryOuter(18), arbitraryHoles()).map(([outer, holes]) => [{ outer, holes }]);
  const seats: Vec2[] = [
    [12, 12],
    [-12, 12],
    [-12, -12],
    [12, -12],
    [0, 0],
  ];
  const several = fc
    .tuple(
      fc.subarray(seats, { minLength: 2 }),
      fc.array(arbitraryOuter(5), { minLength: 5, maxLength: 5 }),
      fc.boolean(),
    )
    .map(([seats, outers, equal]) =>
      seats.map((seat, i) => ({ outer: movedLoop(equal ? outers[0] : outers[i], seat), holes: [] })),
    );
  // A profile inside another's hole, and one that shares a side with another.
  const nested = fc.tuple(decimal(12, 18), decimal(8, 10), decimal(2, 6)).map(([a, b, c]) => [
    { outer: circle(c), holes: [] },
    { outer: circle(a), holes: [circle(b)] },
  ]);
  const adjacent = fc.tuple(decimal(3, 9), decimal(3, 9), decimal(3, 9)).map(([w, l, h]) => [
    { outer: rectangle([-w / 2, 0], w, l), holes: [] },
    { outer: rectangle([l / 2, 0], l, h), holes: [] },
  ]);
  return fc.oneof({ weight: 4, arbitrary: one }, { weight: 3, arbitrary: several }, nested, adjacent);
}

/** Up to four holes within 6 of the sketch origin, apart from each other. */
function arbitraryHoles(): fc.Arbitrary<Loop[]> {
  const seats: Vec2[] = [
    [2.5, 2.5],
    [-2.5, 2.5],
    [-2.5, -2.5],
    [2.5, -2.5],
  ];
  return fc
    .tuple(fc.subarray(seats), arbitraryOuter(1.5), arbitraryOuter(1.5))
    .map(([seats, first, other]) => seats.map((seat, i) => movedLoop(i < 2 ? first : other, seat)));
}

/** A loop around the origin that reaches as far as `size` and leaves at least 0.35 of it free around the origin. */
function arbitraryOuter(size: number): fc.Arbitrary<Loop> {
  const side = decimal(0.7, 1.4).map((x) => round(x * size));
  const polygon = fc
    .tuple(
      fc.array(fc.tuple(decimal(0.6, 1), decimal(-0.2, 0.2), fc.boolean()), { minLength: 5, maxLength: 8 }),
      fc.boolean(),
    )
    .map(([corners, clockwise]) => starLoop(size, corners, clockwise));
  return fc.oneof(
    decimal(0.5, 1).map((x) => circle(round(x * size))),
    fc.tuple(side, side).map(([w, l]) => rectangle([0, 0], w, l)),
    fc.tuple(side, side, decimal(0.05, 0.3)).map(([w, l, r]) => roundedRectangle(w, l, round(r * size))),
    fc
      .tuple(decimal(1.5, 1.9), decimal(0.8, 1.2), fc.constantFrom(0, 90, 30))
      .map(([l, d, angle]) => slot(l * size, d * size, angle)),
    polygon,
  );
}

/** A star-shaped loop: corners at growing angles, some sides arcs that bulge outward. */
function starLoop(size: number, corners: readonly [number, number, boolean][], clockwise: boolean): Loop {
  const step = (2 * Math.PI) / corners.length;
  const points = corners.map(([r, shift], i): Vec2 => polar(round(r * size), (i + shift) * step));
  const order = clockwise ? points.toReversed() : points;
  const edges = order.map((from, i): Edge => {
    const to = order[(i + 1) % order.length];
    if (!corners[i][2]) return { kind: 'line', to };
    const middle: Vec2 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const out = 1 + (0.1 * Math.hypot(to[0] - from[0], to[1] - from[1])) / Math.hypot(...middle);
    return { kind: 'arc', through: [round(middle[0] * out), round(middle[1] * out)], to };
  });
  return { kind: 'path', start: order[0], edges };
}

export const circle = (radius: number): Loop => ({ kind: 'circle', center: [0, 0], radius });

/** Centered at `center`, `width` along x, `length` along y. */
export const rectangle = (center: Vec2, width: number, length: number): Loop =>
  polygon([
    [center[0] - width / 2, center[1] - length / 2],
    [center[0] + width / 2, center[1] - length / 2],
    [center[0] + width / 2, center[1] + length / 2],
    [center[0] - width / 2, center[1] + length / 2],
  ]);

/** The closed path of lines through the points. */
export const polygon = (points: readonly Vec2[]): Loop => ({
  kind: 'path',
  start: points[0],
  edges: [...points.slice(1), points[0]].map((to): Edge => ({ kind: 'line', to })),
});

export function roundedRectangle(width: number, length: number, radius: number): Loop {
  const [a, b, s] = [width / 2 - radius, length / 2 - radius, radius * Math.SQRT1_2];
  return {
    kind: 'path',
    start: [-a, -b - radius],
    edges: [
      { kind: 'line', to: [a, -b - radius] },
      { kind: 'arc', through: [a + s, -b - s], to: [a + radius, -b] },
      { kind: 'line', to: [a + radius, b] },
      { kind: 'arc', through: [a + s, b + s], to: [a, b + radius] },
      { kind: 'line', to: [-a, b + radius] },
      { kind: 'arc', through: [-a - s, b + s], to: [-a - radius, b] },
      { kind: 'line', to: [-a - radius, -b] },
      { kind: 'arc', through: [-a - s, -b - s], to: [-a, -b - radius] },
    ],
  };
}

/** About the origin, `length` over all at `angle` degrees from x. */
export function slot(length: number, diameter: number, angle: number): Loop {
  const [dx, dy] = polar(1, (angle * Math.PI) / 180);
  const at = (u: number, v: number): Vec2 => [u * dx - v * dy, u * dy + v * dx];
  const [half, r] = [(length - diameter) / 2, diameter / 2];
  return {
    kind: 'path',
    start: at(-half, -r),
    edges: [
      { kind: 'line', to: at(half, -r) },
      { kind: 'arc', through: at(half + r, 0), to: at(half, r) },
      { kind: 'line', to: at(-half, r) },
      { kind: 'arc', through: at(-half - r, 0), to: at(-half, -r) },
    ],
  };
}

export const movedLoop = (loop: Loop, [dx, dy]: Vec2): Loop => mapLoop(loop, ([x, y]) => [x + dx, y + dy]);

export const polar = (radius: number, angle: number): Vec2 => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
];
const dotOf = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const round = (x: number): number => Math.round(x * 1000) / 1000;
export const decimal = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(min * 1000), max: Math.round(max * 1000) }).map((x) => x / 1000);
