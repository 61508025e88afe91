import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { isFlat } from './flatness.ts';
import { makeManifold } from './manifold.ts';
import { nestingDepths } from './nesting.ts';
import { sealMesh } from './seal.ts';
import { findShells, measureShells, turned } from './shells.ts';
import { compacted, roundingTolerance } from './weld.ts';

/** A mesh fit for reconstruction, with what is still wrong with it and what was done to it. */
export type RepairedMesh = {
  readonly mesh: Mesh;
  readonly openEdges: number;
  readonly nonManifoldEdges: number;
  readonly shells: number;
  readonly warnings: readonly string[];
};

/**
 * Makes a clean surface of a list of triangles: welds and seals it, sets bodies that touch apart, and winds closed
 * shells outward, or inward where they bound a void inside another. Each edge of the result has one or two triangles.
 * Lengths stay as given. Throws `input-empty` without triangles, `input-degenerate` when they enclose nothing.
 */
export function repairMesh(raw: Mesh): RepairedMesh {
  if (raw.triangles.length === 0)
    throw new CadtraceError('input-empty', 'the file holds no triangles. Export the part again, as a mesh.');
  const tolerance = roundingTolerance(raw.positions);
  const sealed = sealMesh(raw, tolerance);
  const { mesh, pairing } = makeManifold(sealed.mesh);
  const oriented = orientShells(mesh, pairing.mate, tolerance);
  if (oriented.mesh.triangles.length === 0) throw enclosesNothing('its surfaces enclose no volume');
  if (isFlat(oriented.mesh.positions, tolerance)) throw enclosesNothing('all its triangles lie in one plane');
  const { openEdges, nonManifoldEdges, touchingEdges } = pairing;
  const warnings = [...sealed.warnings, ...oriented.warnings];
  if (touchingEdges > 0)
    warnings.push(`the surface touched itself along ${touchingEdges} edges and was set apart there`);
  if (nonManifoldEdges > 0)
    warnings.push(`${nonManifoldEdges} edges have three or another odd number of triangles`);
  if (openEdges > 0)
    warnings.push(`the mesh is not closed: ${openEdges} edges have a triangle on one side only`);
  return { mesh: oriented.mesh, openEdges, nonManifoldEdges, shells: oriented.shells, warnings };
}

function orientShells(
  mesh: Mesh,
  mate: Int32Array,
  tolerance: number,
): { mesh: Mesh; shells: number; warnings: string[] } {
  const warnings: string[] = [];
  const shells = findShells(mesh.triangles, mate);
  const consistent = { ...mesh, triangles: turned(mesh.triangles, (t) => shells.flip[t] === 1) };
  const disagreeing = shells.flip.reduce((sum, flip) => sum + flip, 0);
  if (disagreeing > 0)
    warnings.push(`${disagreeing} triangles faced against their neighbours and were turned`);
  if (shells.twisted > 0) warnings.push(`${shells.twisted} edges join faces that no turning makes agree`);

  const { volume, area } = measureShells(consistent, shells);
  const depths = nestingDepths(consistent, shells, tolerance);
  if (depths === undefined)
    warnings.push('too many shells overlap to look for voids: all were wound outward');
  const isFlatShell = volume.map((v, shell) =>
    Number(shells.closed[shell] && Math.abs(v) <= tolerance * area[shell]),
  );
  const isInsideOut = volume.map((v, shell) =>
    Number(shells.closed[shell] && v > 0 !== ((depths?.[shell] ?? 0) % 2 === 0)),
  );
  const turnedShells = isInsideOut.reduce((sum, inside, shell) => sum + (isFlatShell[shell] ? 0 : inside), 0);
  const flatShells = isFlatShell.reduce((sum, flat) => sum + flat, 0);
  if (turnedShells > 0)
    warnings.push(`${turnedShells} of ${shells.count} shells were inside out and were turned`);
  if (flatShells > 0) warnings.push(`${flatShells} shells that enclose no volume were dropped`);

  const outward = turned(consistent.triangles, (t) => isInsideOut[shells.shellOf[t]] === 1);
  const kept = outward.filter((_, h) => isFlatShell[shells.shellOf[(h - (h % 3)) / 3]] === 0);
  return {
    mesh: compacted({ positions: mesh.positions, triangles: kept }),
    shells: shells.count - flatShells,
    warnings,
  };
}

function enclosesNothing(reason: string): CadtraceError {
  return new CadtraceError(
    'input-degenerate',
    `the mesh is no solid: ${reason}. Only parts that enclose a volume can be reconstructed.`,
  );
}
