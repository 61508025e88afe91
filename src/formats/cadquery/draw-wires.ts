import { affineText, type Numerals } from '../code/expressions.ts';
import type { Drawn, Point } from '../code/lifted-shapes.ts';
import { type Call, call } from '../code/python-text.ts';
import { pointTextOf, type Stamp, stampsOf } from '../code/stamps.ts';
import { angleArguments, placesCall } from './place-calls.ts';

const PLACES = { list: 'pushPoints', ring: 'polarArray' };

/** Workplane calls that draw closed wires; whether one is a hole follows from nesting alone. */
export function drawWires(loops: readonly Drawn[], numerals: Numerals): Call[] {
  const calls: Call[] = [];
  let current = '(0, 0)';
  for (const stamp of stampsOf(loops, numerals)) {
    if (stamp.kind === 'path') {
      calls.push(...pathCalls(stamp.path, numerals));
      current = '';
      continue;
    }
    const [center] = stamp.centers;
    const place = pointTextOf(center, numerals);
    if (stamp.centers.length > 1) calls.push(placesCall(PLACES, stamp, numerals));
    else if (place !== current) calls.push(call('moveTo', ...center.map((x) => affineText(x, numerals))));
    calls.push(shapeCall(stamp.shape, numerals));
    current = stamp.centers.length > 1 ? '' : place;
  }
  return calls;
}

function shapeCall(shape: Extract<Stamp, { kind: 'shape' }>['shape'], numerals: Numerals): Call {
  if (shape.kind === 'circle') return call('circle', affineText(shape.radius, numerals));
  const length = affineText(shape.length, numerals);
  if (shape.kind === 'slot')
    return call('slot2D', length, affineText(shape.diameter, numerals), ...angleArguments(shape.angle));
  return call('rect', affineText(shape.width, numerals), length);
}

function pathCalls({ start, edges }: Extract<Drawn, { kind: 'path' }>, numerals: Numerals): Call[] {
  const point = (p: Point) => pointTextOf(p, numerals);
  const coordinates = (p: Point) => p.map((x) => affineText(x, numerals));
  // close() draws the last line.
  const drawn = edges[edges.length - 1].kind === 'line' ? edges.slice(0, -1) : edges;
  if (edges.every((edge) => edge.kind === 'line')) {
    return [call('polyline', [start, ...drawn.map((edge) => edge.to)].map(point)), call('close')];
  }
  const calls = drawn.map((edge) =>
    edge.kind === 'line'
      ? call('lineTo', ...coordinates(edge.to))
      : call('threePointArc', point(edge.through), point(edge.to)),
  );
  return [call('moveTo', ...coordinates(start)), ...calls, call('close')];
}
