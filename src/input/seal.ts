import type { Mesh } from '../geometry/mesh.ts';
import { counted } from './counted.ts';
import { withoutCollapsed, withoutDuplicates, withoutNeedles } from './degenerate.ts';
import { splitAtTJunctions } from './t-junctions.ts';
import { edgeMapOf, openHalfEdges } from './topology.ts';
import { weldEqualVertices, weldOpenVertices } from './weld.ts';

/**
 * Joins loose or cracked triangles to a surface that is closed if it can be: welds equal vertices, drops degenerate
 * and duplicate triangles, and where edges stay open welds across gaps of up to `tolerance` and splits T-junctions.
 * A degenerate triangle stays where leaving it out would open the surface. `warnings` says what was dropped or closed.
 */
export function sealMesh(raw: Mesh, tolerance: number): { mesh: Mesh; warnings: string[] } {
  const welded = weldEqualVertices(raw);
  const { mesh: clean, duplicates } = withoutRedundant(welded);
  const warnings: string[] = [];
  if (duplicates > 0) warnings.push(`dropped ${counted(duplicates, 'duplicate triangle')}`);

  const open = openEdgeCount(clean);
  const needleless = { ...clean, triangles: withoutNeedles(clean, tolerance / 4) };
  const needles = (clean.triangles.length - needleless.triangles.length) / 3;
  const collapsed = (welded.triangles.length - clean.triangles.length) / 3 - duplicates;
  let mesh = clean;
  let dropped = collapsed;
  if (needles > 0) {
    const closed = closeSeams(needleless, tolerance);
    if (openEdgeCount(closed) <= open) {
      mesh = closed;
      dropped += needles;
    }
  }
  if (mesh === clean && open > 0) mesh = closeSeams(clean, tolerance);
  if (dropped > 0) warnings.push(`dropped ${counted(dropped, 'degenerate triangle')}`);

  const closedEdges = open - (mesh === clean ? open : openEdgeCount(mesh));
  if (closedEdges > 0)
    warnings.push(`closed ${counted(closedEdges, 'open edge', 'across rounding gaps or T-junctions')}`);
  return { mesh, warnings };
}

function closeSeams(mesh: Mesh, tolerance: number): Mesh {
  return splitAtTJunctions(withoutRedundant(weldOpenVertices(mesh, tolerance)).mesh, tolerance);
}

function withoutRedundant({ positions, triangles }: Mesh): { mesh: Mesh; duplicates: number } {
  const spread = withoutCollapsed(triangles);
  const single = withoutDuplicates(spread);
  return { mesh: { positions, triangles: single }, duplicates: (spread.length - single.length) / 3 };
}

const openEdgeCount = ({ triangles }: Mesh): number => openHalfEdges(edgeMapOf(triangles)).length;
