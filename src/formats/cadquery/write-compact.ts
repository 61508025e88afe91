import type { Vec2 } from '../../geometry/vector.ts';
import { shapeOf } from '../../program/loop-shapes.ts';
import { lengthsOf, roundingOf, shortestDecimal } from '../../program/numbers.ts';
import { loopArea, reverseLoop } from '../../program/region.ts';
import { sweptProgram } from '../../program/sweeps.ts';
import type { Loop, Profile, Program, Sweep } from '../../program/types.ts';
import { degreesText } from '../code/stamps.ts';
import { onCanonicalPlane } from './canonical-plane.ts';
import { startedInPlane } from './revolve-start.ts';

/**
 * The program in the dialect of CAD-Recode (section 3.1 and its figures 7 and 13): workplanes w0, w1 ... first, then
 * one expression `r=` of sketches and extrusions, with box, cylinder, rect and circle where they fit, and no spaces.
 * The dialect has whole numbers from -100 to 100, so give it a normalised and quantised program; other numbers are
 * written as they are. Beyond the dialect are cut, intersect, revolve, slanted planes and several bodies. Throws
 * `format-unsupported` for fillets and chamfers.
 */
export function writeCompactCadQuery(program: Program): string {
  const { features } = sweptProgram(program, "CAD-Recode's dialect");
  const rounding = roundingOf(features.map(lengthsOf));
  const number = (value: number): string => String(shortestDecimal(value, rounding));
  const planes: { plane: string; level: number; text: string }[] = [];
  const bodies: string[] = [];
  for (const given of features) {
    const started = startedInPlane(given);
    const planar = onCanonicalPlane(started, planes);
    const feature = planar?.feature ?? started;
    const text = planar ? namedPlaneText(planar.plane, feature, number) : slantedPlaneText(feature);
    let index = planes.findIndex((known) => known.text === text);
    if (index < 0) index = planes.push({ plane: planar?.plane ?? '', level: planar?.level ?? 0, text }) - 1;
    const solid = solidText(feature, `w${index}`, number);
    if (feature.operation === 'new') bodies.push(solid);
    else bodies[bodies.length - 1] += `.${OPERATIONS[feature.operation]}(${solid})`;
  }
  return [
    'import cadquery as cq',
    ...planes.map(({ text }, i) => `w${i}=${text}`),
    ...resultLines(bodies),
  ].join('\n');
}

type NumberText = (value: number) => string;

const OPERATIONS = { join: 'union', cut: 'cut', intersect: 'intersect' } as const;

function resultLines(bodies: readonly string[]): string[] {
  if (bodies.length === 1) return [`r=${bodies[0]}`];
  const values = bodies.map((_, i) => `r${i}.val()`).join(',');
  return [
    ...bodies.map((body, i) => `r${i}=${body}`),
    `r=cq.Workplane(cq.Compound.makeCompound([${values}]))`,
  ];
}

const namedPlaneText = (plane: string, { sketch }: Sweep, number: NumberText): string =>
  `cq.Workplane('${plane}',origin=(${sketch.frame.origin.map(number).join(',')}))`;

function slantedPlaneText({ sketch: { frame } }: Sweep): string {
  return `cq.Workplane(cq.Plane(origin=(${frame.origin.join(',')}),xDir=(${frame.xAxis.join(',')}),normal=(${frame.normal.join(',')})))`;
}

function solidText(feature: Sweep, plane: string, number: NumberText): string {
  if (feature.kind === 'revolve') {
    const { point, direction } = feature.axis;
    const end: Vec2 = [point[0] + direction[0], point[1] + direction[1]];
    const angle = degreesText(feature.to - feature.from);
    return `${sketchText(feature.sketch.profiles, plane, number)}.revolve(${angle},${pointText(point, number)},${pointText(end, number)})`;
  }
  const { from, to, sketch } = feature;
  if (from !== 0 && to !== 0) {
    return solidText(
      { ...feature, from: 0, to: to - from },
      `${plane}.workplane(offset=${number(from)})`,
      number,
    );
  }
  const primitive = primitiveText(sketch.profiles, to - from, number);
  const depth = number(to === 0 ? from : to);
  if (primitive) return `${plane}.workplane(offset=${depth}/2)${primitive}`;
  return `${sketchText(sketch.profiles, plane, number)}.extrude(${depth})`;
}

/** A box or cylinder in the middle of the workplane it stands on, if that is what the profiles make. */
function primitiveText(profiles: readonly Profile[], height: number, number: NumberText): string | undefined {
  const [{ outer, holes }] = profiles;
  const stamp = profiles.length === 1 && holes.length === 0 ? stampOf(outer) : undefined;
  if (!stamp) return undefined;
  const place = stamp.center.map(number).join(',');
  const move = place === '0,0' ? '' : `.moveTo(${place})`;
  const sizes = stamp.sizes.map(number);
  return stamp.kind === 'rect'
    ? `${move}.box(${[...sizes, number(height)]})`
    : `${move}.cylinder(${[number(height), ...sizes]})`;
}

function sketchText(profiles: readonly Profile[], plane: string, number: NumberText): string {
  let text = `${plane}.sketch()`;
  let selected = '(0,0)';
  const draw = (loop: Loop, mode: string) => {
    const stamp = stampOf(loop);
    if (!stamp) {
      const outline = outlineText(loop, number);
      text += text.endsWith('.sketch()') ? outline : `.reset().face(${plane}.sketch()${outline}${mode})`;
      selected = '(0,0)';
      return;
    }
    const place = pointText(stamp.center, number);
    if (place !== selected) text += place === '(0,0)' ? '.reset()' : `.push([${place}])`;
    selected = place;
    text += `.${stamp.kind}(${stamp.sizes.map(number).join(',')}${mode})`;
  };
  // A profile inside another's hole is smaller than that one, and must come after the hole.
  const largestFirst = [...profiles].sort(
    (a, b) => Math.abs(loopArea(b.outer)) - Math.abs(loopArea(a.outer)),
  );
  for (const { outer, holes } of largestFirst) {
    draw(outer, '');
    for (const hole of holes) draw(hole, ",mode='s'");
  }
  return `${text}.finalize()`;
}

/** A loop that is drawn about a place: a circle or a rectangle along the axes. */
function stampOf(loop: Loop): { kind: 'circle' | 'rect'; center: Vec2; sizes: number[] } | undefined {
  if (loop.kind === 'circle') return { kind: 'circle', center: loop.center, sizes: [loop.radius] };
  const shape = shapeOf(loop);
  return shape?.kind === 'rectangle'
    ? { kind: 'rect', center: shape.center, sizes: [shape.width, shape.length] }
    : undefined;
}

/** Counter-clockwise from the leftmost, then lowest corner; `close` draws a last line. */
function outlineText(loop: Loop, number: NumberText): string {
  const turned = loopArea(loop) < 0 ? reverseLoop(loop) : loop;
  if (turned.kind === 'circle') return '';
  const corners = [turned.start, ...turned.edges.slice(0, -1).map((edge) => edge.to)];
  const first = corners.reduce(
    (best, p, i) =>
      p[0] < corners[best][0] || (p[0] === corners[best][0] && p[1] < corners[best][1]) ? i : best,
    0,
  );
  const edges = [...turned.edges.slice(first), ...turned.edges.slice(0, first)];
  const texts = edges.map((edge, i) => {
    if (edge.kind === 'line' && i === edges.length - 1) return '.close()';
    const points = [
      ...(i === 0 ? [corners[first]] : []),
      ...(edge.kind === 'arc' ? [edge.through] : []),
      edge.to,
    ];
    return `.${edge.kind === 'arc' ? 'arc' : 'segment'}(${points.map((point) => pointText(point, number)).join(',')})`;
  });
  return `${texts.join('')}.assemble()`;
}

const pointText = (point: Vec2, number: NumberText): string => `(${point.map(number).join(',')})`;
