import type { Mesh } from '../geometry/mesh.ts';
import { counted } from './counted.ts';
import { nestingDepths } from './nesting.ts';
import { findShells, measureShells, turned } from './shells.ts';
import { triangleOf } from './topology.ts';
import { compacted } from './weld.ts';

/**
 * Winds the triangles of each shell alike, closed shells outward or, inside an odd number of others, inward; drops
 * closed shells that are thinner than `tolerance`. `mate` pairs the half-edges as in `Pairing`.
 */
export function orientShells(
  mesh: Mesh,
  mate: Int32Array,
  tolerance: number,
): { mesh: Mesh; shells: number; warnings: string[] } {
  const shells = findShells(mesh.triangles, mate);
  const { count, shellOf, closed, flip, twisted } = shells;
  const agreeing = { ...mesh, triangles: turned(mesh.triangles, (t) => flip[t] === 1) };
  const { volume, area } = measureShells(agreeing, shells);
  const depths = nestingDepths(agreeing, shells, tolerance);

  const isFlat = new Uint8Array(count);
  const isInsideOut = new Uint8Array(count);
  for (let shell = 0; shell < count; shell++) {
    if (closed[shell] === 0) continue;
    const isVoid = depths !== undefined && depths[shell] % 2 === 1;
    if (Math.abs(volume[shell]) <= tolerance * area[shell]) isFlat[shell] = 1;
    else if (volume[shell] < 0 !== isVoid) isInsideOut[shell] = 1;
  }
  const wound = turned(agreeing.triangles, (t) => isInsideOut[shellOf[t]] === 1);
  const triangles = wound.filter((_, h) => isFlat[shellOf[triangleOf(h)]] === 0);

  const flatShells = sum(isFlat);
  const turnedShells = sum(isInsideOut);
  const against = sum(flip);
  const warnings: string[] = [];
  if (against > 0) warnings.push(`turned ${counted(against, 'triangle')} that faced against the neighbours`);
  if (twisted > 0) warnings.push(`${counted(twisted, 'edge')} with faces that no turning makes agree`);
  if (turnedShells > 0) warnings.push(`turned ${counted(turnedShells, 'shell')} that faced the wrong way`);
  if (flatShells > 0) warnings.push(`dropped ${counted(flatShells, 'shell')} without volume`);
  if (depths === undefined) warnings.push('too many shells overlap to look for voids: all face outward');
  return { mesh: compacted({ positions: mesh.positions, triangles }), shells: count - flatShells, warnings };
}

const sum = (flags: Uint8Array): number => flags.reduce((total, flag) => total + flag, 0);
