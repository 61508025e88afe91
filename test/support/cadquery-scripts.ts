import fc from 'fast-check';
import { HELPERS } from '../../src/formats/cadquery/blend-helpers.ts';

const BODIES: Readonly<Record<string, string>> = {
  'box with centering by axis':
    'result = cq.Workplane("front").box(2.0, 3, 4, centered=(True, False, False))',
  'boxes at points, joined': 'result = cq.Workplane().pushPoints([(0, 0), (1, 0.5)]).box(2, 2, 1)',
  'cylinder on a corner':
    "result = cq.Workplane('left', origin=(1, 2, 3)).cylinder(4, 1.5, centered=(False, True, False))",
  'circle in a rectangle': 'result = cq.Workplane("top").circle(4).rect(1, 2).extrude(-3)',
  'rectangle from its corner':
    'result = cq.Workplane("back").rect(3, 1, centered=False).extrude(2, both=True)',
  'moves of the current point': `
result = (
    cq.Workplane("bottom", origin=(1, 1, 1))
    .center(2, 1).move(1, 1).move(1, 0)
    .rect(5, 3)
    .moveTo(1, 1)
    .circle(0.5)
    .extrude(1)
)`,
  'lines of every kind': `
outline = cq.Workplane("YX").lineTo(4, 0).line(1, 2).hLine(-1).vLine(1).hLineTo(1).vLineTo(2).close()
result = outline.extrude(2)`,
  'outline that starts where the last shape stands':
    'result = cq.Workplane("ZY").moveTo(5, 1).lineTo(7, 1).lineTo(7, 4).close().extrude(1.5)',
  'outline with arcs': `
result = (
    cq.Workplane("right")
    .moveTo(0, 0).lineTo(6, 0).threePointArc((8, 2), (6, 4)).lineTo(0, 4)
    .threePointArc((0.5, 2), (0, 0)).close()
    .extrude(1)
)`,
  'polyline from the current point':
    'result = cq.Workplane().moveTo(1, 1).polyline([(4, 1), (4, 5)], includeCurrent=True).close().extrude(1)',
  'holes on a circle and in rows': `
plate = cq.Workplane("XY").rect(40, 40).extrude(4)
ring = cq.Workplane("XY").polarArray(10, 30, 360, 5).circle(2).extrude(4)
arc = cq.Workplane("XY").polarArray(15, 0, 90, 4, fill=True).rect(1, 2).extrude(4)
row = cq.Workplane("XY").center(-10, -12).rarray(4, 3, 3, 2, center=(True, False)).circle(0.7).extrude(4)
result = plate.cut(ring).cut(arc).cut(row)`,
  'slots at an angle': `
plate = cq.Workplane("XZ").rect(30, 30).extrude(3)
result = plate.cut(cq.Workplane("XZ").pushPoints([(0, 5), (3, -6)]).slot2D(8, 2, 30).extrude(3))`,
  'second workplane on the same chain':
    'result = cq.Workplane("XY").workplane(offset=2).workplane(offset=-5).rect(2, 2).extrude(1)',
  'extrusions that join their chain': `
base = cq.Workplane("XY").rect(10, 10).extrude(2)
result = base.union(cq.Workplane("XY").workplane(offset=2).circle(3).extrude(2)).intersect(
    cq.Workplane("XY").circle(6).extrude(10)
)`,
  'whole revolve about the default axis': 'result = cq.Workplane("XY").moveTo(5, 0).rect(2, 3).revolve()',
  'partial revolves': `
a = cq.Workplane("XY", origin=(0, -3, 0)).moveTo(5, 0).circle(1).revolve(90)
b = cq.Workplane("XZ").moveTo(5, 0).circle(1).revolve(-60, (0, 0), (1, 2))
result = a.union(b)`,
  'revolve of a shifted plane':
    'result = cq.Workplane("YZ").center(4, 1).rect(2, 2).revolve(200, (-4, 0, 0), (-4, 1, 0))',
  'slanted plane':
    'result = cq.Workplane(cq.Plane(origin=(1, 2, 3), xDir=(1, 1, 0), normal=(-1, 1, 2))).rect(2, 1).extrude(3)',
  'plane without an x direction':
    'result = cq.Workplane(cq.Plane(origin=(0, 0, 1), normal=(0.2, -3, 0.5))).moveTo(3, 1).rect(2, 1).extrude(3)',
  'rounded plate from a sketch': `
result = cq.Workplane().placeSketch(cq.Sketch().rect(30, 20).vertices().fillet(3)).extrude(2)`,
  'sketch with arrays': `
result = (
    cq.Workplane()
    .sketch()
    .rect(40, 40, 15)
    .rarray(6, 5, 3, 2).circle(1, mode="s")
    .reset()
    .parray(15, 10, 360, 5).rect(2, 1, mode="s")
    .reset()
    .push([(0, 17), (0, -17)]).slot(6, 1, 20, mode="s")
    .finalize()
    .extrude(1)
)`,
  'sketch at several places':
    'result = cq.Workplane().pushPoints([(0, 0), (10, 3)]).sketch().circle(3).rect(2, 2, mode="s").finalize().extrude(1)',
  'sketch with vertices and polygon': `
s = cq.Sketch().polygon([(0, 0), (6, 0), (6, 4), (0, 0)])
s.vertices().circle(0.5, mode="s").reset()
result = cq.Workplane("ZX").placeSketch(s).extrude(1)`,
  'faces that overlap, cut and intersect': `
result = (
    cq.Workplane("XY").sketch()
    .rect(10, 4).push([(4, 1)]).circle(3).reset()
    .push([(-3, 1.5)]).rect(2, 2, mode="s").reset()
    .push([(5, 0)]).circle(1, mode="s").reset()
    .rect(30, 5, mode="i")
    .finalize().extrude(2)
)`,
  'several outlines in one sketch': `
result = (
    cq.Workplane().sketch()
    .segment((0, 0), (8, 0)).segment((8, 6)).segment((0, 6)).close()
    .segment((2, 2), (4, 2)).segment((4, 4)).segment((2, 2))
    .assemble().finalize().extrude(2)
)`,
  'bodies side by side': `
a = cq.Workplane().rect(2, 2).extrude(1)
b = cq.Workplane().rect(1, 1).extrude(3)
result = cq.Workplane(cq.Compound.makeCompound([a.val(), b.val()]))`,
  'compact, with a box, a cylinder and a sketch': `
w0=cq.Workplane('ZX',origin=(0,-13,0))
w1=cq.Workplane('YZ',origin=(4,0,0))
r=w0.workplane(offset=-8/2).moveTo(5.5,1).box(6,8,8).union(w1.workplane(offset=23/2).moveTo(-2,0).cylinder(23,3)).union(w1.sketch().arc((-12,6),(3,-9),(-1,16)).segment((5,14)).segment((-8,12)).close().assemble().push([(2,2)]).circle(1,mode='s').finalize().extrude(-6))`,
  'parameters in expressions': `
"""A flange."""
bore = 8.0   # diameter
flange = 3 * bore
thick = (flange - bore) / 4 + 1e-1 - -2
result = cq.Workplane("XY").circle(flange / 2).circle(bore / 2).extrude(thick)`,
  'corners rounded and a rim broken':
    'result = cq.Workplane("XZ").rect(8, 5).extrude(3).edges("|Y").fillet(1).faces("<Y").edges().chamfer(0.3)',
  'box with rounded rims': `
box = cq.Workplane("left").box(4, 3, 2).faces(">X").edges().fillet(0.5)
result = box.faces("<X").edges().fillet(0.25)`,
  'edges between faces of two solids': `
${HELPERS.edges_between}

${HELPERS.faces_at}

plate = cq.Workplane().rect(10, 8).extrude(2)
pin = cq.Workplane().circle(2).extrude(5)
result = plate.union(pin)
foot = edges_between(result, plate.faces(">Z"), pin.faces("not(<Z or >Z)"))
foot.add(edges_between(result, faces_at(plate, (5, 0, 1)), faces_at(plate, (0, 4, 1), (0, -4, 1))))
result = foot.fillet(0.5)`,
};

/** Scripts as people write them, by name: each uses other calls, planes and ways to draw. */
export const CADQUERY_SCRIPTS = Object.entries(BODIES).map(([name, body]): [string, string] => [
  name,
  `import cadquery as cq\n${body}\n`,
]);

/**
 * Scripts in CAD-Recode's dialect with whole numbers, whose sketches add and subtract outlines that overlap, touch
 * and cross in every way, as quantised ones do.
 */
export function arbitraryCompactScript(): fc.Arbitrary<string> {
  const whole = (min: number, max: number) => fc.integer({ min, max });
  const place = fc.tuple(whole(-20, 20), whole(-20, 20)).map(([x, y]) => `.push([(${x},${y})])`);
  const mode = fc.constantFrom('', ",mode='s'", ",mode='s'");
  const stamp = fc.oneof(
    fc.tuple(place, whole(1, 15), mode).map(([at, r, mode]) => `${at}.circle(${r}${mode})`),
    fc
      .tuple(place, whole(1, 30), whole(1, 30), mode)
      .map(([at, w, h, mode]) => `${at}.rect(${w},${h}${mode})`),
    fc
      .tuple(whole(-20, 10), whole(-20, 10), whole(2, 15), whole(2, 15), whole(1, 9), mode)
      .map(
        ([x, y, w, h, bulge, mode]) =>
          `.reset().face(w0.sketch().segment((${x},${y}),(${x + w},${y})).arc((${x + w + bulge},${y + h}),(${x + w},${y + 2 * h})).segment((${x},${y + h})).close().assemble()${mode})`,
      ),
  );
  const sketch = fc
    .tuple(whole(10, 25), whole(10, 25), fc.array(stamp, { minLength: 1, maxLength: 5 }), whole(1, 30))
    .map(
      ([w, h, stamps, depth]) =>
        `w0.sketch().rect(${2 * w},${2 * h})${stamps.join('')}.finalize().extrude(${depth})`,
    );
  return fc
    .tuple(fc.constantFrom('XY', 'YZ', 'ZX'), whole(-9, 9), fc.array(sketch, { minLength: 1, maxLength: 2 }))
    .map(([plane, level, [first, ...rest]]) => {
      const origin = { XY: `0,0,${level}`, YZ: `${level},0,0`, ZX: `0,${level},0` }[plane];
      return `import cadquery as cq\nw0=cq.Workplane('${plane}',origin=(${origin}))\nr=${first}${rest.map((other) => `.union(${other})`).join('')}`;
    });
}
