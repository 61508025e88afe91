import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { counted } from './counted.ts';
import { isFlat } from './flatness.ts';
import { makeManifold } from './manifold.ts';
import { orientShells } from './orient-shells.ts';
import { sealMesh } from './seal.ts';
import { roundingTolerance } from './weld.ts';

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
    warnings.push(`set the surface apart along ${counted(touchingEdges, 'edge')} where it touched itself`);
  if (nonManifoldEdges > 0)
    warnings.push(
      `found ${counted(nonManifoldEdges, 'edge', 'of three or another odd number of triangles')}`,
    );
  if (openEdges > 0) warnings.push(`the mesh is not closed: it has ${counted(openEdges, 'open edge')}`);
  return { mesh: oriented.mesh, openEdges, nonManifoldEdges, shells: oriented.shells, warnings };
}

function enclosesNothing(reason: string): CadtraceError {
  return new CadtraceError(
    'input-degenerate',
    `the mesh is no solid: ${reason}. Only parts that enclose a volume can be reconstructed.`,
  );
}
