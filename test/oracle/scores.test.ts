import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { boundsOf, longestSideOf, type Mesh } from '../../src/geometry/mesh.ts';
import { surfaceSamples } from '../../src/geometry/surface-samples.ts';
import type { Vec3 } from '../../src/geometry/vector.ts';
import { centerOf } from '../../src/score/box-points.ts';
import { CHAMFER_POINTS, chamferDistance } from '../../src/score/chamfer.ts';
import { meshIntersectionOverUnion } from '../../src/score/mesh-iou.ts';
import { hasPythonModules, runPython } from '../support/python-oracle.ts';
import { readMesh } from '../support/read-mesh.ts';
import { sharedData } from '../support/shared-data.ts';

const PARTS = 50;
const SEED = 5;

const folder = sharedData('fusion360', 'stl');
const available = folder !== undefined && hasPythonModules('numpy', 'scipy', 'manifold3d');
if (!available)
  console.warn(
    'SciPy and Manifold (scripts/setup-oracle.sh) or the real parts are absent: no scores to compare.',
  );

type Pair = { readonly name: string; readonly candidate: Mesh; readonly reference: Mesh };
type Outcome = { readonly name: string; readonly chamfer: number; readonly iou: number | null };

test.skipIf(!available)(
  "scores of designers' parts are those of SciPy and Manifold",
  { timeout: 300_000 },
  async () => {
    const pairs = await pairsOf(folder!);
    const lines = pairs.map(({ name, candidate, reference }) =>
      JSON.stringify({
        name,
        clouds: [cloudOn(candidate, SEED), cloudOn(reference, SEED + 1)],
        meshes: [candidate, reference].map(({ positions, triangles }) => ({
          positions: [...positions],
          triangles: [...triangles],
        })),
      }),
    );
    const outcomes = await runPython<Outcome>('compare_parts.py', `${lines.join('\n')}\n`, 280);
    expect(outcomes.map(({ name }) => name)).toEqual(pairs.map(({ name }) => name));
    const overlaps: number[] = [];
    for (const [i, { candidate, reference }] of pairs.entries()) {
      const { name, chamfer, iou } = outcomes[i];
      const ours = chamferDistance(candidate, reference, SEED);
      expect(Math.abs(ours!.chamfer / chamfer - 1), name).toBeLessThan(1e-9);
      const overlap = await meshIntersectionOverUnion(candidate, reference);
      expect(Math.abs(overlap!.iou - iou!), name).toBeLessThan(1e-4);
      overlaps.push(iou!);
    }
    // From apart to the same, and all that is between.
    for (const low of [0, 0.2, 0.4, 0.6, 0.8])
      expect(overlaps.filter((iou) => iou >= low && iou <= low + 0.2).length).toBeGreaterThan(1);
  },
);

const cloudOn = (mesh: Mesh, seed: number): number[] => [
  ...surfaceSamples(mesh, CHAMFER_POINTS, seed).positions,
];

/** Parts with something that differs from them in one of five ways. */
async function pairsOf(folder: string): Promise<Pair[]> {
  const parts = await closedParts(folder, PARTS + 1);
  return parts.slice(1).map(({ name, mesh: reference }, i): Pair => {
    const other = parts[i].mesh;
    const size = longestSideOf(boundsOf(reference.positions));
    const candidates: (() => Mesh)[] = [
      () => placed(reference, 1.02, [0, 0, 0]),
      () => placed(reference, 1, [0.11 * size, 0.013 * size, 0]),
      () => placed(reference, 0.9, [0.007 * size, 0.002 * size, 0.01 * size]),
      () => fitted(other, reference),
      () => other,
    ];
    return { name, reference, candidate: candidates[i % candidates.length]() };
  });
}

/** Every eleventh part; those whose mesh does not close have no volume to compare. */
async function closedParts(folder: string, count: number): Promise<{ name: string; mesh: Mesh }[]> {
  const parts: { name: string; mesh: Mesh }[] = [];
  const files = readdirSync(folder).sort();
  for (let i = 0; parts.length < count; i += 11) {
    const { mesh, openEdges } = await readMesh(readFileSync(join(folder, files[i])), files[i]);
    if (openEdges === 0) parts.push({ name: files[i], mesh });
  }
  return parts;
}

/** The mesh scaled about the middle of its box, then moved. */
function placed(mesh: Mesh, scale: number, offset: Vec3): Mesh {
  const center = centerOf(boundsOf(mesh.positions));
  return {
    positions: mesh.positions.map((x, i) => center[i % 3] + scale * (x - center[i % 3]) + offset[i % 3]),
    triangles: mesh.triangles,
  };
}

/** The mesh with its box as long as, and in the middle of, that of another. */
function fitted(mesh: Mesh, other: Mesh): Mesh {
  const [from, to] = [boundsOf(mesh.positions), boundsOf(other.positions)];
  const offset = centerOf(to).map((x, k) => x - centerOf(from)[k]);
  return placed(mesh, longestSideOf(to) / longestSideOf(from), offset as unknown as Vec3);
}
