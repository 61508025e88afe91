import { minus } from '../../program/affine.ts';
import type { DrawnProfile } from '../code/drawn-profiles.ts';
import { affineText, type Numerals } from '../code/expressions.ts';
import type { Drawn } from '../code/lifted-shapes.ts';
import { type Call, call } from '../code/python-text.ts';
import { pointTextOf, type Stamp, stampsOf } from '../code/stamps.ts';
import { angleArguments, placesCall } from './place-calls.ts';

const ORIGIN = '(0, 0)';
const PLACES = { list: 'push', ring: 'parray' };

/**
 * Calls that draw a CadQuery Sketch: each profile's face is added, then its holes are subtracted.
 * A profile that stands in another's hole must come after that other one.
 */
export function drawSketch(profiles: readonly DrawnProfile[], numerals: Numerals): Call[] {
  const calls: Call[] = [];
  let selected = ORIGIN;
  const select = (stamp: Extract<Stamp, { kind: 'shape' }>) => {
    const wanted = stamp.centers.map((center) => pointTextOf(center, numerals)).join();
    if (wanted === selected) return;
    const place = stamp.centers.length > 1 ? placesCall(PLACES, stamp, numerals) : call('push', [wanted]);
    // reset() goes back to the origin; arrays are relative to what is selected.
    if (wanted === ORIGIN || (place.name !== 'push' && selected !== ORIGIN)) calls.push(call('reset'));
    if (wanted !== ORIGIN) calls.push(place);
    selected = wanted;
  };
  const draw = (stamp: Stamp, mode: readonly string[]) => {
    const first = calls.length === 0;
    if (stamp.kind === 'path') {
      if (selected !== ORIGIN) calls.push(call('reset'));
      selected = ORIGIN;
      const outline = outlineCalls(stamp.path, numerals);
      calls.push(...(first ? outline : [call('face', { head: 'cq.Sketch()', calls: outline }, ...mode)]));
      return;
    }
    select(stamp);
    if (stamp.shape.kind !== 'rounded-rectangle') {
      calls.push(shapeCall(stamp.shape, numerals, mode));
      return;
    }
    const { width, length, radius } = stamp.shape;
    const rounded = [
      call('rect', affineText(width, numerals), affineText(length, numerals)),
      call('vertices'),
      call('fillet', affineText(radius, numerals)),
    ];
    if (first && selected === ORIGIN) {
      calls.push(...rounded);
      selected = 'vertices';
    } else calls.push(call('face', { head: 'cq.Sketch()', calls: rounded }, ...mode));
  };
  for (const { outer, holes } of profiles) {
    for (const stamp of stampsOf([outer], numerals)) draw(stamp, []);
    for (const stamp of stampsOf(holes, numerals)) draw(stamp, ['mode="s"']);
  }
  return [call('sketch'), ...calls, call('finalize')];
}

function shapeCall(
  shape: Exclude<Drawn, { kind: 'path' | 'rounded-rectangle' }>,
  numerals: Numerals,
  mode: readonly string[],
): Call {
  if (shape.kind === 'circle') return call('circle', affineText(shape.radius, numerals), ...mode);
  if (shape.kind === 'rectangle') {
    return call('rect', affineText(shape.width, numerals), affineText(shape.length, numerals), ...mode);
  }
  // Sketch.slot takes the straight part, Workplane.slot2D the length over all.
  const straight = affineText(minus(shape.length, shape.diameter), numerals);
  return call(
    'slot',
    straight,
    affineText(shape.diameter, numerals),
    ...angleArguments(shape.angle),
    ...mode,
  );
}

/** Segments and arcs, the first with its start, assembled to a face. */
function outlineCalls({ start, edges }: Extract<Drawn, { kind: 'path' }>, numerals: Numerals): Call[] {
  const last = edges.length - 1;
  const calls = edges.map((edge, i) => {
    const from = i === 0 ? [pointTextOf(start, numerals)] : [];
    const to = pointTextOf(edge.to, numerals);
    if (edge.kind === 'arc') return call('arc', ...from, pointTextOf(edge.through, numerals), to);
    return i === last && i > 0 ? call('close') : call('segment', ...from, to);
  });
  return [...calls, call('assemble')];
}
