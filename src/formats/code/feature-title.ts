import { roleOf } from '../../program/feature-names.ts';
import { isSweep } from '../../program/sweeps.ts';
import type { Feature } from '../../program/types.ts';

/** What the feature is, such as "4 holes": the comment over its lines. */
export function titleOf(feature: Feature): string {
  if (!isSweep(feature)) return capitalized(feature.kind);
  const count = feature.sketch.profiles.length;
  const role = roleOf(feature);
  if (count === 1) return capitalized(role);
  return `${count} ${role === 'boss' ? 'bosses' : `${role}s`}`;
}

const capitalized = (word: string): string => word[0].toUpperCase() + word.slice(1);
