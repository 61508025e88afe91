import type { Lifted } from '../../program/lifted.ts';
import type { Loop, Sketch, Sweep } from '../../program/types.ts';
import { type DrawingGroup, drawingGroups, drawnProfiles } from '../code/drawn-profiles.ts';
import { affineText, type Numerals } from '../code/expressions.ts';
import { type Drawn, drawnOf, type Point, placesOf } from '../code/lifted-shapes.ts';
import { callLines, fill, LINE_LENGTH } from '../code/python-text.ts';
import { degreesText, pointTextOf, type Stamp, stampsOf } from '../code/stamps.ts';

/** A sketch up to this length is an argument of the call that sweeps it. */
const INLINE_LENGTH = 48;

type Path = Extract<Drawn, { kind: 'path' }>;

/** The expression for a sketch in its own coordinates, and the lines before it that draw what one expression cannot. */
export type SketchText = { readonly lines: readonly string[]; readonly sketch: string };

/** The regions of a feature's sketch as build123d draws them; `variable` is for a sketch that needs lines of its own. */
export function sketchText(
  { kind, sketch }: Sweep,
  lifted: Lifted<Sketch>,
  variable: string,
  numerals: Numerals,
): SketchText {
  const draw = (loop: Lifted<Loop>): Drawn => {
    const drawn = drawnOf(loop, numerals.tolerance);
    // A slot's long sides are two lines each; OpenCascade 8 often fails to add or cut what such an outline is revolved to.
    return kind === 'revolve' && loop.kind === 'path' && drawn.kind === 'slot' ? loop : drawn;
  };
  const { profiles } = sketch;
  const drawn = drawnProfiles(profiles, lifted.profiles, draw);
  const steps = drawingSteps(drawingGroups(profiles, drawn), numerals);
  const [{ stamp }] = steps;
  if (steps.length === 1 && stamp.kind === 'shape') {
    const several = stamp.centers.length > 1 ? 'Sketch() + ' : '';
    const [shape, ...more] = placedShape(several, stamp, numerals);
    if (more.length === 0 && shape.length <= INLINE_LENGTH) return { lines: [], sketch: shape };
  }
  const lines = steps.flatMap(({ operator, stamp }, i) => {
    if (stamp.kind === 'path') return pathLines(`${variable} ${operator} `, stamp.path, numerals);
    const several = i === 0 && stamp.centers.length > 1 ? 'Sketch() + ' : '';
    return placedShape(`${variable} ${operator} ${several}`, stamp, numerals);
  });
  return { lines, sketch: variable };
}

type Step = { readonly operator: '=' | '+=' | '-='; readonly stamp: Stamp };

/** What is added and subtracted in turn. */
function drawingSteps(groups: readonly DrawingGroup[], numerals: Numerals): Step[] {
  const steps = groups.flatMap(({ outers, holes }): Step[] => [
    ...stampsOf(outers, numerals).map((stamp): Step => ({ operator: '+=', stamp })),
    ...stampsOf(holes, numerals).map((stamp): Step => ({ operator: '-=', stamp })),
  ]);
  return steps.map((step, i) => (i === 0 ? { ...step, operator: '=' } : step));
}

/** `start` and then the shapes where they stand, such as `GridLocations(60, 40, 2, 2) * Circle(4)`. */
function placedShape(
  start: string,
  { shape, centers }: Extract<Stamp, { kind: 'shape' }>,
  numerals: Numerals,
): string[] {
  const drawn = shapeText(shape, numerals);
  const placed = (name: string, args: readonly string[]) => callLines(`${start}${name}`, args, ` * ${drawn}`);
  if (centers.length === 1) {
    const place = pointTextOf(centers[0], numerals);
    return [place === '(0, 0)' ? `${start}${drawn}` : `${start}Pos${place} * ${drawn}`];
  }
  const places = placesOf(centers, numerals.tolerance);
  if (places.kind === 'points') {
    return placed(
      'Locations',
      centers.map((center) => pointTextOf(center, numerals)),
    );
  }
  if (places.kind === 'grid') {
    const spacing = places.spacing.map((x) => affineText(x, numerals));
    return placed('GridLocations', [...spacing, ...places.counts.map(String)]);
  }
  const angle = degreesText(places.startAngle);
  return placed('PolarLocations', [
    affineText(places.radius, numerals),
    String(places.count),
    ...(angle === '0' ? [] : [angle]),
    ...(shape.kind === 'circle' ? [] : ['rotate=False']),
  ]);
}

function shapeText(shape: Exclude<Drawn, Path>, numerals: Numerals): string {
  const text = (name: string, ...sizes: string[]) => `${name}(${sizes.join(', ')})`;
  if (shape.kind === 'circle') return text('Circle', affineText(shape.radius, numerals));
  const length = affineText(shape.length, numerals);
  if (shape.kind === 'slot') {
    const angle = degreesText(shape.angle);
    const turned = angle === '0' ? [] : [`rotation=${angle}`];
    return text('SlotOverall', length, affineText(shape.diameter, numerals), ...turned);
  }
  const width = affineText(shape.width, numerals);
  return shape.kind === 'rectangle'
    ? text('Rectangle', width, length)
    : text('RectangleRounded', width, length, affineText(shape.radius, numerals));
}

/** `start` and then the face inside a closed outline, with runs of lines as one polyline. */
function pathLines(start: string, { start: first, edges }: Path, numerals: Numerals): string[] {
  const text = (p: Point) => pointTextOf(p, numerals);
  if (edges.every(({ kind }) => kind === 'line')) {
    const corners = [first, ...edges.slice(0, -1).map(({ to }) => to)].map(text);
    const line = `${start}make_face(Polyline(${corners.join(', ')}, close=True))`;
    if (line.length <= LINE_LENGTH) return [line];
    const indent = ' '.repeat(8);
    return [
      `${start}make_face(`,
      '    Polyline(',
      fill(corners, indent),
      `${indent}close=True,`,
      '    )',
      ')',
    ];
  }
  const curves: { kind: 'line' | 'arc'; points: string[] }[] = [];
  edges.forEach((edge, i) => {
    const last = curves[curves.length - 1];
    if (edge.kind === 'line' && last?.kind === 'line') last.points.push(text(edge.to));
    else {
      const from = text(i === 0 ? first : edges[i - 1].to);
      const through = edge.kind === 'arc' ? [text(edge.through)] : [];
      curves.push({ kind: edge.kind, points: [from, ...through, text(edge.to)] });
    }
  });
  const rows = curves.flatMap(({ kind, points }) => {
    const name = kind === 'arc' ? 'ThreePointArc' : points.length === 2 ? 'Line' : 'Polyline';
    const row = `        ${name}(${points.join(', ')}),`;
    if (row.length <= LINE_LENGTH) return [row];
    return [`        ${name}(`, fill(points, ' '.repeat(12)), '        ),'];
  });
  return [`${start}make_face(`, '    [', ...rows, '    ]', ')'];
}
