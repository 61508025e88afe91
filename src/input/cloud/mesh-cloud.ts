import { areaVectors } from '../../geometry/area-vectors.ts';
import { type Mesh, triangleArea } from '../../geometry/mesh.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import type { RawMesh } from '../raw-mesh.ts';
import { createCloudBuilder, NORMAL, type RawCloud } from './raw-cloud.ts';

/** A mesh of few large triangles gives this many points over its area, as if it were scanned. */
const FEWEST_POINTS = 20_000;

const SEED = 1;

/**
 * The points of a scan that was delivered as a mesh: its vertices, and random points on triangles that are large beside
 * the area of a vertex, so that its faces are covered evenly. The winding of the triangles gives the normals. Equal
 * vertices must be welded.
 */
export function cloudOfMesh({ positions, triangles, unit, warnings }: RawMesh): RawCloud {
  const mesh = { positions, triangles };
  const cloud = createCloudBuilder({ normals: true });
  const { row } = cloud;
  const normals = vertexNormals(mesh);
  for (let i = 0; i < positions.length; i += 3) {
    if (normals[i] === 0 && normals[i + 1] === 0 && normals[i + 2] === 0) continue;
    for (let k = 0; k < 3; k++) {
      row[k] = positions[i + k];
      row[NORMAL + k] = normals[i + k];
    }
    cloud.add();
  }
  const samples = samplesOfLarge(mesh);
  for (let i = 0; i < samples.positions.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      row[k] = samples.positions[i + k];
      row[NORMAL + k] = samples.normals[i + k];
    }
    cloud.add();
  }
  return cloud.finish({ unit, warnings });
}

/** The sums of the area vectors of the triangles at each vertex. */
function vertexNormals(mesh: Mesh): Float64Array {
  const { positions, triangles } = mesh;
  const areas = areaVectors(mesh);
  const normals = new Float64Array(positions.length);
  for (let c = 0; c < triangles.length; c++)
    for (let k = 0; k < 3; k++) normals[3 * triangles[c] + k] += areas[c - (c % 3) + k];
  return normals;
}

/** Points on the triangles that are larger than the area that each point of the cloud stands for. */
function samplesOfLarge(mesh: Mesh): { positions: Float64Array; normals: Float64Array } {
  const { positions, triangles } = mesh;
  const count = triangles.length / 3;
  let area = 0;
  for (let t = 0; t < count; t++) area += triangleArea(mesh, t);
  const areaOfPoint = area / Math.max(positions.length / 3, FEWEST_POINTS);
  const large: number[] = [];
  let largeArea = 0;
  for (let t = 0; t < count; t++) {
    if (triangleArea(mesh, t) <= areaOfPoint) continue;
    for (let k = 0; k < 3; k++) large.push(triangles[3 * t + k]);
    largeArea += triangleArea(mesh, t);
  }
  const points = Math.round(largeArea / areaOfPoint);
  return surfaceSamples({ positions, triangles: Uint32Array.from(large) }, points || 0, SEED);
}
