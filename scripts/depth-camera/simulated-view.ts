import { areaVectors } from '../../src/geometry/area-vectors.ts';
import { buildBvh } from '../../src/geometry/bvh.ts';
import { fitPlane } from '../../src/geometry/fit-plane.ts';
import { type Frame, toLocal, toWorld } from '../../src/geometry/frame.ts';
import { joinMeshes } from '../../src/geometry/join-meshes.ts';
import type { Mesh } from '../../src/geometry/mesh.ts';
import { seededRandom } from '../../src/geometry/random.ts';
import { dot, negate, perpendicular, type Vec3 } from '../../src/geometry/vector.ts';
import { scanPresets } from '../../src/synth/scan/presets.ts';
import type { Scanner } from '../../src/synth/scan/scanner.ts';
import { sweepView } from '../../src/synth/scan/sweep.ts';
import { boxMesh, cylinderMesh } from '../../test/support/meshes.ts';
import { CAMERA, type DepthImage, emptyImage } from './depth-image.ts';

/** Labels of the table, boxes and cylinders in the real views. */
const TABLE = 1;
const BOX = 20;
const CYLINDER = 30;

/** The part that the preset has its numbers for: 0.2 m from corner to corner, so lengths are metres. */
const PART = { min: [0, 0, 0], max: [0.2, 0, 0] } as const;

/**
 * The view that the preset `depth-camera` gives of the same table, as far as it is seen in a real view, with a box and a
 * cylinder where there are some. Coordinates are the camera's: x right, y down, z ahead, metres.
 */
export function simulatedView(real: DepthImage, seed: number): DepthImage {
  const table = tableOf(real);
  const scene = joinMeshes([
    inFrame(boxMesh([-1.5, -1.5, -0.01], [1.5, 1.5, 0]), table),
    inFrame(boxMesh([-0.06, -0.09, 0], [0.06, 0.09, 0.05]), standing(real, BOX, table)),
    inFrame(cylinderMesh([0, 0, 0], 0.035, 0.1, 96), standing(real, CYLINDER, table)),
  ]);
  const scanner: Scanner = scanPresets['depth-camera'].scannerFor(PART);
  if (scanner.kind !== 'views') throw new Error('The preset should have viewpoints.');
  const { focal, column, row, width, height } = CAMERA;
  const window = {
    left: (-0.5 - column) / focal,
    right: (width - 0.5 - column) / focal,
    bottom: -(height - 0.5 - row) / focal,
    top: (0.5 + row) / focal,
  };
  const axes = { right: [1, 0, 0], up: [0, -1, 0], out: [0, 0, -1] } as const;
  const image = emptyImage();
  sweepView(
    { bvh: buildBvh(scene), areas: areaVectors(scene) },
    { viewpoint: { eye: [0, 0, 0], axes }, window, pitch: 1 / focal },
    scanner,
    seededRandom(seed),
    (x, y, z) => {
      const at = Math.round(row + (focal * y) / z) * width + Math.round(column + (focal * x) / z);
      image.depth[at] = z;
      image.label[at] = toLocal(table, [x, y, z])[2] < 0.01 ? TABLE : BOX;
    },
  );
  return image;
}

/** The table's plane as a frame, its normal towards the camera. */
function tableOf(real: DepthImage): Frame {
  const plane = fitPlane(pointsOf(real, TABLE))!.surface;
  const normal = dot(plane.normal, plane.origin) > 0 ? negate(plane.normal) : plane.normal;
  return { origin: plane.origin, normal, xAxis: perpendicular(normal) };
}

/** The table's frame moved to below the middle of what has a label. */
function standing(real: DepthImage, label: number, table: Frame): Frame {
  const points = pointsOf(real, label);
  const middle = [0, 1, 2].map((k) => {
    let sum = 0;
    for (let i = k; i < points.length; i += 3) sum += points[i];
    return (3 * sum) / points.length;
  }) as unknown as Vec3;
  const [u, v] = toLocal(table, middle);
  return { ...table, origin: toWorld(table, [u, v, 0]) };
}

function pointsOf({ width, depth, label }: DepthImage, wanted: number): Float64Array {
  const points: number[] = [];
  depth.forEach((z, i) => {
    if (label[i] !== wanted || !(z > 0)) return;
    const x = ((i % width) - CAMERA.column) / CAMERA.focal;
    const y = (Math.floor(i / width) - CAMERA.row) / CAMERA.focal;
    points.push(x * z, y * z, z);
  });
  return Float64Array.from(points);
}

function inFrame({ positions, triangles }: Mesh, frame: Frame): Mesh {
  const moved = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    moved.set(toWorld(frame, [positions[i], positions[i + 1], positions[i + 2]]), i);
  }
  return { positions: moved, triangles };
}
