/** The decimal with the fewest digits within `tolerance` of `value`: 0.30000000000000004 becomes 0.3, 6e-17 becomes 0. */
export function shortestDecimal(value: number, tolerance: number): number {
  if (Math.abs(value) <= tolerance) return 0;
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded - value) <= tolerance) return rounded;
  }
  return value;
}

/** A feature, whatever its numbers are made of. */
type AnyFeature =
  | (AnySweep & { readonly kind: 'extrude'; readonly from: unknown; readonly to: unknown })
  | (AnySweep & { readonly kind: 'revolve'; readonly axis: { readonly point: unknown } })
  | { readonly kind: 'fillet'; readonly radius: unknown }
  | { readonly kind: 'chamfer'; readonly distance: unknown };

type AnySweep = {
  readonly sketch: { readonly frame: { readonly origin: unknown }; readonly profiles: unknown };
};

/** Everything of a feature that is measured in its unit of length: no directions, no angles. */
export function lengthsOf(feature: AnyFeature): unknown[] {
  if (feature.kind === 'fillet') return [feature.radius];
  if (feature.kind === 'chamfer') return [feature.distance];
  const { frame, profiles } = feature.sketch;
  return [
    frame.origin,
    profiles,
    feature.kind === 'extrude' ? [feature.from, feature.to] : feature.axis.point,
  ];
}

/** The greatest magnitude among all numbers in a plain data structure; 0 when there is none. */
export function greatestMagnitude(value: unknown): number {
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value !== 'object' || value === null) return 0;
  let greatest = 0;
  for (const item of Object.values(value)) greatest = Math.max(greatest, greatestMagnitude(item));
  return greatest;
}

/**
 * The length that counts as rounding among these numbers: half a power of ten, 5e-13 of the greatest at most.
 * Decimals shortened by half a power of ten stay as they are when they are shortened again.
 */
export function roundingOf(value: unknown): number {
  const greatest = greatestMagnitude(value);
  return greatest === 0 ? 0 : 5 * 10 ** (Math.floor(Math.log10(greatest)) - 13);
}

/** A direction cosine freed of rounding where it is a multiple of a half: 6e-17 becomes 0, 0.9999999999999999 becomes 1. */
export function roundCosine(cosine: number): number {
  const half = Math.round(2 * cosine) / 2;
  return Math.abs(cosine - half) <= 1e-12 ? half : cosine;
}
