import { affineText, type Numerals } from '../code/expressions.ts';
import { placesOf } from '../code/lifted-shapes.ts';
import { type Call, call } from '../code/python-text.ts';
import { degreesText, pointTextOf, type Stamp } from '../code/stamps.ts';

/** The optional angle argument of a slot. */
export const angleArguments = (radians: number): string[] =>
  degreesText(radians) === '0' ? [] : [degreesText(radians)];

/** What the calls for several places are named: Workplane and Sketch differ in that, not in the arguments. */
export type PlaceNames = { readonly list: string; readonly ring: string };

/** The call that selects several places for a shape, which is not turned. */
export function placesCall(
  names: PlaceNames,
  { shape, centers }: Extract<Stamp, { kind: 'shape' }>,
  numerals: Numerals,
): Call {
  const places = placesOf(centers, numerals.tolerance);
  if (places.kind === 'points') {
    const points = centers.map((point) => pointTextOf(point, numerals));
    return call(names.list, points);
  }
  if (places.kind === 'ring') {
    const radius = affineText(places.radius, numerals);
    const turns = shape.kind === 'circle' ? [] : ['rotate=False'];
    return call(names.ring, radius, degreesText(places.startAngle), '360', String(places.count), ...turns);
  }
  // Some versions of CadQuery refuse a spacing of 0 even for a single row.
  const spacing = places.spacing.map((x, k) => (places.counts[k] === 1 ? '1' : affineText(x, numerals)));
  return call('rarray', ...spacing, ...places.counts.map(String));
}
