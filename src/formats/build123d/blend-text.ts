import { CadtraceError } from '../../errors.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import { type Affine, minus, plus, times } from '../../program/affine.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import type { Blend, EdgeSelector, FaceSelector, Sweep } from '../../program/types.ts';
import { pointsOfSides } from '../code/blended-sweeps.ts';
import { affineText, type Numerals, pointText } from '../code/expressions.ts';
import type { Point } from '../code/lifted-shapes.ts';
import { callLines } from '../code/python-text.ts';

/** The helpers that a script with these blocks calls: edges told by the solids that swept their faces. */
export const helpersFor = (blocks: readonly string[]): string[] =>
  [EDGES_BETWEEN, FACES_AT].filter((helper) => {
    const name = helper.slice('def '.length, helper.indexOf('('));
    return blocks.some((block) => block.includes(`${name}(`));
  });

const EDGES_BETWEEN = `def edges_between(part, some, others):
    """The sharp edges of a part in which one of some faces meets one of others."""
    tolerance = 1e-6 * part.bounding_box().diagonal

    def meet(edge):
        points = [edge @ t for t in (0.21, 0.5, 0.83)]

        def on(face):
            return all(face.distance_to(point) < tolerance for point in points)

        return any(
            a.normal_at(points[1]).cross(b.normal_at(points[1])).length > 1e-3
            for a in filter(on, some)
            for b in filter(on, others)
        )

    return part.edges().filter_by(meet)`;

const FACES_AT = `def faces_at(solid, plane, *points):
    """The faces of a solid on which points lie, given in the coordinates of a plane."""
    return [
        solid.faces().sort_by_distance(plane.from_local_coords(point))[0]
        for point in points
    ]`;

/** The solid that a feature swept: as it is in the program, with parameters, and how the script says it. */
export type NamedSweep = {
  readonly feature: Sweep;
  readonly lifted: Lifted<Sweep>;
  readonly variable: string;
  /** The plane from which the script places the solid, and how high above the sketch's own it lies. */
  readonly plane: string;
  readonly offset: Affine;
  /** From the plane's origin to the sketch's, in the plane. */
  readonly shift: Point;
};

/** `part = fillet(edges, radius)`, with the edges of all selectors. */
export function blendLines(
  blend: Lifted<Blend>,
  body: string,
  sweeps: ReadonlyMap<number, NamedSweep>,
  numerals: Numerals,
): string[] {
  const size =
    blend.kind === 'fillet'
      ? `radius=${affineText(blend.radius, numerals)}`
      : `length=${affineText(blend.distance, numerals)}`;
  const rows = plainValue<readonly EdgeSelector[]>(blend.edges).flatMap(({ between }, i) => {
    const faces = between.map((selector) => facesText(selector, sweeps, numerals));
    return callLines(`    ${i === 0 ? '' : '+ '}edges_between`, [body, ...faces]);
  });
  return [`${body} = ${blend.kind}(`, `${rows.join('\n')},`, `    ${size},`, ')'];
}

/** The faces that a selector means, as an expression over the solid that its feature swept. */
function facesText(
  selector: FaceSelector,
  sweeps: ReadonlyMap<number, NamedSweep>,
  numerals: Numerals,
): string {
  const [, index, ...path] = selector.split('/');
  const { feature, lifted, variable, plane, offset, shift } = sweeps.get(Number(index))!;
  const place = path.join('/');
  const isEnd = place === 'from' || place === 'to';
  if (feature.kind === 'extrude' && isEnd) {
    const { axis, sign } = axisText(feature.sketch.frame.normal);
    return `${variable}.faces().group_by(${axis})[${(place === 'to') === (sign > 0) ? -1 : 0}]`;
  }
  if (feature.kind === 'extrude' && place === 'sketch')
    return `${variable}.faces().filter_by(${axisText(feature.sketch.frame.normal).axis}, reverse=True)`;
  if (isEnd) {
    throw new CadtraceError(
      'format-unsupported',
      'build123d code is not written for blends of the ends of revolves',
      {
        where: selector,
      },
    );
  }
  if (feature.kind === 'revolve' && place === 'sketch' && feature.to - feature.from > 2 * Math.PI - 1e-9)
    return `${variable}.faces()`;
  const points = pointsOfSides(lifted.sketch, place)
    .map((point) => sweptHalfway(lifted, offset, point))
    .map(([u, v, w]) => [plus(u, shift[0]), plus(v, shift[1]), w])
    .map((point) => pointText(...point.map((x) => affineText(x, numerals))));
  return `faces_at(${[variable, plane, ...points].join(', ')})`;
}

/** build123d's axis along a direction, or against it where `sign` is -1. */
function axisText(direction: Vec3): { axis: string; sign: 1 | -1 } {
  for (const sign of [1, -1] as const) {
    const along = direction.indexOf(sign);
    if (along >= 0) return { axis: `Axis.${'XYZ'[along]}`, sign };
  }
  return { axis: `Axis((0, 0, 0), (${direction.join(', ')}))`, sign: 1 };
}

/** Where a point of the sketch is in the middle of its sweep, in the sketch's coordinates raised by `offset`. */
function sweptHalfway(sweep: Lifted<Sweep>, offset: Affine, [u, v]: Point): readonly Affine[] {
  if (sweep.kind === 'extrude') return [u, v, minus(times(plus(sweep.from, sweep.to), 0.5), offset)];
  const { axis, from, to } = sweep;
  const size = Math.hypot(axis.direction[0].value, axis.direction[1].value);
  const [dx, dy] = axis.direction.map(({ value }) => value / size);
  const angle = (from.value + to.value) / 2;
  const arm: Point = [minus(u, axis.point[0]), minus(v, axis.point[1])];
  const height = plus(times(arm[0], dx), times(arm[1], dy));
  const outward: Point = [minus(arm[0], times(height, dx)), minus(arm[1], times(height, dy))];
  const turned = (k: 0 | 1) =>
    plus(axis.point[k], plus(times(height, k === 0 ? dx : dy), times(outward[k], Math.cos(angle))));
  const lift = minus(times(outward[1], dx), times(outward[0], dy));
  return [turned(0), turned(1), times(lift, Math.sin(angle))];
}
