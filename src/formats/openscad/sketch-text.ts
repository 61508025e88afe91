import { type Affine, times } from '../../program/affine.ts';
import type { Lifted } from '../../program/lifted.ts';
import type { Sketch } from '../../program/types.ts';
import { drawingGroups, drawnProfiles } from '../code/drawn-profiles.ts';
import { affineText, type Numerals } from '../code/expressions.ts';
import { type Drawn, drawnOf, type Point, placesOf } from '../code/lifted-shapes.ts';
import { degreesText, type Stamp, stampsOf } from '../code/stamps.ts';

/** Line length up to which lists stay on one line. */
const LINE_LENGTH = 88;

/** The lines that draw a sketch's regions in the xy-plane: one child for what extrudes them. */
export function sketchLines(sketch: Sketch, lifted: Lifted<Sketch>, numerals: Numerals): string[] {
  const drawn = drawnProfiles(sketch.profiles, lifted.profiles, (loop) => drawnOf(loop, numerals.tolerance));
  const groups = drawingGroups(sketch.profiles, drawn);
  return unionOf(
    groups.map(({ outers, holes }) => {
      const outline = unionOf(shapesOf(outers, numerals));
      return holes.length === 0 ? outline : block('difference()', [outline, ...shapesOf(holes, numerals)]);
    }),
  );
}

/** One child as it is, several as one. */
const unionOf = (children: readonly (readonly string[])[]): string[] =>
  children.length === 1 ? [...children[0]] : block('union()', children);

/** An operation on children in braces. */
export const block = (operation: string, children: readonly (readonly string[])[]): string[] => [
  `${operation} {`,
  ...indented(children.flat()),
  '}',
];

export const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const shapesOf = (loops: readonly Drawn[], numerals: Numerals): string[][] =>
  stampsOf(loops, numerals).map((stamp) =>
    stamp.kind === 'path' ? polygonLines(stamp.path, numerals) : placedShape(stamp, numerals),
  );

/** `translate([10, 5]) circle(d = hole_diameter);` or a loop over such places. */
function placedShape({ shape, centers }: Extract<Stamp, { kind: 'shape' }>, numerals: Numerals): string[] {
  const drawn = `${shapeText(shape, numerals)};`;
  const text = (p: Point) => listText(p, numerals);
  if (centers.length === 1) {
    const place = text(centers[0]);
    return [place === '[0, 0]' ? drawn : `translate(${place}) ${drawn}`];
  }
  const places = placesOf(centers, numerals.tolerance);
  if (places.kind === 'points') {
    const list = listLines('for (place = ', centers.map(text), ')');
    return [...list, `  translate(place) ${drawn}`];
  }
  if (places.kind === 'ring') {
    const { count, startAngle } = places;
    const step = degreesText((2 * Math.PI) / count);
    const start = degreesText(startAngle);
    const angle = start === '0' ? `i * ${step}` : `${start} + i * ${step}`;
    const radius = factorText(affineText(places.radius, numerals));
    return [
      `for (i = [0 : ${count - 1}])`,
      `  let (angle = ${angle})`,
      `    translate(${radius} * [cos(angle), sin(angle)])`,
      `      ${drawn}`,
    ];
  }
  const [columns, rows] = places.counts;
  const along = (spacing: Affine, index: string, count: number) =>
    count === 1 ? '0' : `(${index} - ${(count - 1) / 2}) * ${factorText(affineText(spacing, numerals))}`;
  const [x, y] = [along(places.spacing[0], 'i', columns), along(places.spacing[1], 'j', rows)];
  const ranges = [
    ...(columns > 1 ? [`i = [0 : ${columns - 1}]`] : []),
    ...(rows > 1 ? [`j = [0 : ${rows - 1}]`] : []),
  ];
  return [`for (${ranges.join(', ')})`, `  translate([${x}, ${y}])`, `    ${drawn}`];
}

/** An expression that can stand after a `*`. */
const factorText = (expression: string): string =>
  / [+-] |^-/.test(expression) ? `(${expression})` : expression;

function shapeText(shape: Exclude<Drawn, { kind: 'path' }>, numerals: Numerals): string {
  const text = (x: Affine) => affineText(x, numerals);
  if (shape.kind === 'circle') {
    const [radius, diameter] = [text(shape.radius), text(times(shape.radius, 2))];
    return diameter.length < radius.length ? `circle(d = ${diameter})` : `circle(r = ${radius})`;
  }
  if (shape.kind === 'slot') {
    const slot = `slot_outline(${text(shape.length)}, ${text(shape.diameter)})`;
    const angle = degreesText(shape.angle);
    return angle === '0' ? slot : `rotate(${angle}) ${slot}`;
  }
  const size = `[${text(shape.width)}, ${text(shape.length)}]`;
  return shape.kind === 'rectangle'
    ? `square(${size}, center = true)`
    : `rounded_rectangle(${size}, ${text(shape.radius)})`;
}

function polygonLines({ start, edges }: Extract<Drawn, { kind: 'path' }>, numerals: Numerals): string[] {
  const text = (p: Point) => listText(p, numerals);
  const points = edges.map((edge, i) => {
    const from = i === 0 ? start : edges[i - 1].to;
    if (edge.kind === 'line') return text(from);
    return `each arc(${[from, edge.through, edge.to].map(text).join(', ')})`;
  });
  return listLines('polygon(', points, ');');
}

/** A list between `before` and `after`, its items filled up to the line length. */
function listLines(before: string, items: readonly string[], after: string): string[] {
  const line = `${before}[${items.join(', ')}]${after}`;
  if (line.length <= LINE_LENGTH) return [line];
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.length - 1;
    if (last >= 0 && rows[last].length + item.length + 2 <= LINE_LENGTH) rows[last] += ` ${item},`;
    else rows.push(`  ${item},`);
  }
  return [`${before}[`, ...rows, `]${after}`];
}

export const listText = (numbers: readonly Affine[], numerals: Numerals): string =>
  `[${numbers.map((x) => affineText(x, numerals)).join(', ')}]`;
