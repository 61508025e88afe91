import type { Outcome } from './case.ts';

/** Parts that are not exact and have the same thing wrong. */
export type Cause = { readonly cause: string; readonly parts: readonly string[] };

/** Why parts are not exact, the commonest cause first. */
export function causesOf(outcomes: readonly Outcome[]): Cause[] {
  const parts = new Map<string, string[]>();
  for (const outcome of outcomes) {
    const cause = causeOf(outcome);
    if (cause !== undefined) parts.set(cause, [...(parts.get(cause) ?? []), outcome.part]);
  }
  return [...parts]
    .map(([cause, parts]) => ({ cause, parts }))
    .sort((a, b) => b.parts.length - a.parts.length);
}

function causeOf(outcome: Outcome): string | undefined {
  // Numbers differ from part to part where the failure is the same.
  if ('error' in outcome) return `failed: ${outcome.error.replace(/-?\d[-+\d.e]*/g, '#').slice(0, 90)}`;
  const { valid, exact, iou, faces, bodies } = outcome.result;
  if (exact) return undefined;
  if (!valid) return 'invalid result';
  if (bodies && bodies.truth !== bodies.result) return 'another number of bodies';
  if (iou < 0.99) return 'IoU below 0.99';
  if (iou < 0.999) return 'IoU below 0.999';
  if (faces && faces.truth !== faces.result) return 'another number of faces';
  return 'IoU below the limit of exactness';
}
