import { describe, expect, it } from 'vitest';
import { writeBuild123d } from '../../src/formats/build123d/write.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import type { Program } from '../../src/program/types.ts';
import { circle, polygon, roundedRectangle, slot } from '../support/arbitrary-program.ts';
import { BLENDED_PROGRAMS } from '../support/blended-programs.ts';
import { circleAt, extrude, programOf, rectangleAt, revolve } from '../support/programs.ts';

const corners = [
  [30, 20],
  [-30, 20],
  [30, -20],
  [-30, -20],
];
const plate = extrude(
  'new',
  [{ outer: roundedRectangle(80, 60, 5), holes: corners.map(([x, y]) => circleAt(x, y, 2.5)) }],
  0,
  10,
);
const upright = { origin: [0, 0, 20], xAxis: [1, 0, 0], normal: [0, -1, 0] } as const;
const written = (program: Program) => writeBuild123d(nameParameters(program));

describe('build123d', () => {
  it('reads like a designer wrote it', () => {
    const boss = extrude('join', [circle(15)], 10, 30);
    const groove = extrude('cut', [slot(20, 6, 0)], -40, 40, upright);
    expect(written(programOf(plate, boss, groove))).toBe(`# Made by cadtrace. Lengths in mm.
from build123d import *

# Parameters
plate_width = 80
plate_length = 60
plate_corner_radius = 5
plate_hole_diameter = 5
plate_hole_spacing_x = 60
plate_hole_spacing_y = 40
plate_thickness = 10
boss_diameter = 30
boss_height = 20
slot_length = 20
slot_width = 6
slot_depth = 80

# Plate
plate_sketch = RectangleRounded(plate_width, plate_length, plate_corner_radius)
plate_sketch -= GridLocations(
    plate_hole_spacing_x, plate_hole_spacing_y, 2, 2
) * Circle(plate_hole_diameter / 2)
part = extrude(plate_sketch, amount=plate_thickness)

# Boss
part += Plane.XY.offset(plate_thickness) * extrude(
    Circle(boss_diameter / 2), amount=boss_height
)

# Slot
part -= Plane.XZ * Pos(0, 20) * extrude(
    SlotOverall(slot_length, slot_width), amount=slot_depth / 2, both=True
)
`);
  });

  it('tells edges by the solids that swept their faces', () => {
    const code = written(BLENDED_PROGRAMS.flange);
    expect(code).toContain('def edges_between(part, some, others):');
    expect(code).not.toContain('def faces_at');
    expect(code).toContain(`part = fillet(
    edges_between(
        part,
        plate.faces().group_by(Axis.Z)[-1],
        boss.faces().filter_by(Axis.Z, reverse=True),
    ),
    radius=fillet_radius_2,
)`);
    expect(written(BLENDED_PROGRAMS['one corner'])).toContain('faces_at(plate, Plane.XY, (');
  });

  it('turns sketches about axes of their own, and lays bodies side by side', () => {
    const ring = revolve(
      'new',
      [
        polygon([
          [20, 0],
          [25, 0],
          [20, 5],
        ]),
      ],
      0.5,
      0.5 + Math.PI,
      upright,
    );
    const code = written(programOf(ring, extrude('new', [rectangleAt(50, 0, 10, 10)], -3, 5)));
    expect(code).toContain('make_face(Polyline((20, 0), (25, 0), (20, 5), close=True))');
    expect(code).toContain('axis=Axis.Y, revolution_arc=180');
    expect(code).toContain('.rotate(Axis.Y, 28.6478897565)');
    expect(code).toContain('part = Compound([body_1, body_2])');
  });

  it('keeps its own names from parameters', () => {
    const parameters = [
      { name: 'Circle', value: 15, bindings: [{ path: '/0/sketch/profiles/0/outer/radius', scale: 1 }] },
    ];
    const code = writeBuild123d({ ...programOf(extrude('new', [circle(15)], 0, 4)), parameters });
    expect(code).toContain('part = extrude(Circle(Circle_2), amount=4)');
  });
});
