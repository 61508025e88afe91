import { isSweep } from '../../program/sweeps.ts';
import type { Feature, Loop, Program } from '../../program/types.ts';

/**
 * What features a program has, as text: their kinds, operations, loops and edges, whatever their order and their
 * numbers. Two programs with the same text are the same but for dimensions and places.
 */
export const featuresText = ({ features }: Program): string => features.map(featureText).sort().join('; ');

function featureText(feature: Feature): string {
  if (!isSweep(feature)) return `${feature.kind} ${feature.edges.length}`;
  const { kind, operation, sketch } = feature;
  const profiles = sketch.profiles.map(
    ({ outer, holes }) => `(${[loopText(outer), ...holes.map(loopText).sort()].join(' ')})`,
  );
  return [kind, operation, ...profiles.sort()].join(' ');
}

function loopText(loop: Loop): string {
  if (loop.kind === 'circle') return 'circle';
  const arcs = loop.edges.filter(({ kind }) => kind === 'arc').length;
  return `${loop.edges.length - arcs} lines, ${arcs} arcs`;
}
