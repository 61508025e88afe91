import { describe, expect, it } from 'vitest';
import { writeOpenScad } from '../../src/formats/openscad/write.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { circle, polygon, roundedRectangle } from '../support/arbitrary-program.ts';
import { BLENDED_PROGRAMS } from '../support/blended-programs.ts';
import { circleAt, extrude, programOf, revolve } from '../support/programs.ts';

const upright = { origin: [0, 0, 20], xAxis: [1, 0, 0], normal: [0, -1, 0] } as const;
const plate = extrude('new', [{ outer: roundedRectangle(80, 60, 5), holes: [circleAt(10, 0, 3)] }], 0, 10);

describe('OpenSCAD', () => {
  it('reads like a maker wrote it', () => {
    const boss = extrude('join', [circle(15)], 10, 30);
    const hole = extrude('cut', [circle(8)], 0, 30);
    const second = extrude('cut', [circle(2)], -40, 40, upright);
    expect(
      writeOpenScad(nameParameters(programOf(plate, boss, hole, second))),
    ).toBe(`// Made by cadtrace. Lengths in mm.

// Parameters
plate_width = 80;
plate_length = 60;
plate_corner_radius = 5;
plate_hole_diameter = 6;
plate_thickness = 10;
boss_diameter = 30;
boss_height = 20;
hole_diameter = 16;
hole_diameter_2 = 4;
hole_2_depth = 80;

// Facets of a full turn
$fn = 96;

module rounded_rectangle(size, radius) {
  offset(r = radius) square(size - 2 * [radius, radius], center = true);
}

// Plate
module plate() {
  linear_extrude(height = plate_thickness)
    difference() {
      rounded_rectangle([plate_width, plate_length], plate_corner_radius);
      translate([10, 0]) circle(d = plate_hole_diameter);
    }
}

// Boss
module boss() {
  translate([0, 0, plate_thickness])
    linear_extrude(height = boss_height)
      circle(d = boss_diameter);
}

// Hole
module hole() {
  linear_extrude(height = plate_thickness + boss_height)
    circle(d = hole_diameter);
}

// Hole
module hole_2() {
  multmatrix([
    [1, 0, 0, 0],
    [0, 0, -1, 0],
    [0, 1, 0, 20],
  ])
    linear_extrude(height = hole_2_depth, center = true)
      circle(d = hole_diameter_2);
}

difference() {
  union() {
    plate();
    boss();
  }
  hole();
  hole_2();
}
`);
  });

  it('turns a sketch that lies left of its axis about the axis the other way', () => {
    const ring = revolve(
      'new',
      [
        polygon([
          [-20, 0],
          [-20, 5],
          [-25, 0],
        ]),
      ],
      0,
      Math.PI / 2,
    );
    const code = writeOpenScad(programOf(ring));
    expect(code).toContain(`rotate([-90, 0, -180])
    rotate(-90)
      rotate_extrude(angle = 90)
        rotate(180)`);
  });

  it('refuses fillets and chamfers by name', () => {
    expect(() => writeOpenScad(BLENDED_PROGRAMS.flange)).toThrowError(
      expect.objectContaining({ code: 'format-unsupported', where: 'feature 3', value: 'fillet' }),
    );
    expect(() => writeOpenScad(BLENDED_PROGRAMS.shaft)).toThrowError(
      expect.objectContaining({ code: 'format-unsupported', value: 'chamfer' }),
    );
  });
});
