import { CadtraceError } from '../../errors.ts';
import { areaVectors } from '../../geometry/area-vectors.ts';
import { buildBvh } from '../../geometry/bvh.ts';
import { boundsOf, type Mesh } from '../../geometry/mesh.ts';
import { type Random, seededRandom } from '../../geometry/random.ts';
import { rotateVector } from '../../geometry/rotation.ts';
import { surfaceSamples } from '../../geometry/surface-samples.ts';
import { add, length, normalize, scale, type Vec3 } from '../../geometry/vector.ts';
import { addPoint, type PointBuffer, pointBuffer, type ScannedPoints, selectPoints } from './point-buffer.ts';
import type { ViewScanner } from './scanner.ts';
import { beamCount, type Scene, sweepView, type Take } from './sweep.ts';
import { spreadViewpoints, type Viewpoint, type Window, windowOf } from './viewpoint.ts';

/** Beams across the longer side of a view that find out how many come back, at first and at most. */
const PILOT_BEAMS = { first: 32, most: 1024 };
/** With as many points it is known well enough. */
const PILOT_POINTS = 1000;
/** Beams sent for each point that is wanted; a part that returns fewer is as good as not seen. */
const MAX_BEAMS_PER_POINT = 1000;
/** Points beyond those wanted, because the pilot only estimates. */
const SPARE = 1.04;
/** What pitches shrink by when there are too few points all the same. */
const SHRINK = 0.95;

/**
 * Numbers of the streams of random numbers; view v has stream v of each group. Stream 0 is that of the missing patches,
 * which `surfaceSamples` draws.
 */
const STREAMS = { selection: 1, layout: 2, pilot: 100_000, views: 200_000 };

/** A mesh and a scanner set up about it. Views with a greater weight have more points. */
type Setup = {
  readonly scene: Scene;
  readonly scanner: ViewScanner;
  readonly center: Vec3;
  readonly views: readonly { viewpoint: Viewpoint; window: Window; weight: number }[];
  readonly isMissing: (x: number, y: number, z: number) => boolean;
  readonly seed: number;
};

/**
 * Scans a mesh from several viewpoints to `count` points. Throws `input-degenerate` where next to nothing of the mesh
 * is seen.
 */
export function scanViews(
  mesh: Mesh,
  scanner: ViewScanner,
  { count, seed }: { count: number; seed: number },
): ScannedPoints {
  const setup = setUp(mesh, scanner, seed);
  let pitch = Math.sqrt(seenDirections(setup) / (SPARE * count));
  if (beamsAt(setup, pitch) > MAX_BEAMS_PER_POINT * count) throw unseen();
  for (;;) {
    const buffer = sweepAll(setup, pitch, count);
    if (buffer.count >= count) return selectPoints(buffer, count, seededRandom(seed, STREAMS.selection));
    pitch *= SHRINK;
  }
}

function setUp(mesh: Mesh, scanner: ViewScanner, seed: number): Setup {
  const { min, max } = boundsOf(mesh.positions);
  const center = scale(add(min, max), 0.5);
  const random = seededRandom(seed, STREAMS.layout);
  const views = spreadViewpoints(scanner, center, random).map((viewpoint) => ({
    viewpoint,
    window: windowOf(viewpoint, mesh.positions),
    weight: Math.exp(random.normal(0, scanner.unevenness)),
  }));
  return {
    scene: { bvh: buildBvh(mesh), areas: areaVectors(mesh) },
    scanner,
    center,
    views,
    isMissing: missingPatches(mesh, scanner.missing, seed),
    seed,
  };
}

/** The directions, in squares of right and up over depth, from which beams come back; views count by their weight. */
function seenDirections({ scene, scanner, views, isMissing, seed }: Setup): number {
  for (let beams = PILOT_BEAMS.first; beams <= PILOT_BEAMS.most; beams *= 2) {
    let points = 0;
    let directions = 0;
    views.forEach(({ viewpoint, window, weight }, v) => {
      const pitch = Math.max(window.right - window.left, window.top - window.bottom) / beams;
      let seen = 0;
      const take: Take = (x, y, z) => {
        if (!isMissing(x, y, z)) seen++;
      };
      sweepView(scene, { viewpoint, window, pitch }, scanner, seededRandom(seed, STREAMS.pilot + v), take);
      points += seen;
      directions += weight * seen * pitch ** 2;
    });
    if (points >= PILOT_POINTS) return directions;
  }
  throw unseen();
}

/** Beams of all views at a pitch, that of a view of weight 1. */
const beamsAt = ({ views }: Setup, pitch: number): number =>
  views.reduce((sum, { window, weight }) => sum + beamCount(window, pitch / Math.sqrt(weight)), 0);

/** What all views return, each with its registration error. */
function sweepAll(
  { scene, scanner, center, views, isMissing, seed }: Setup,
  pitch: number,
  count: number,
): PointBuffer {
  const buffer = pointBuffer(Math.ceil(1.1 * count) + 16);
  views.forEach(({ viewpoint, window, weight }, v) => {
    const random = seededRandom(seed, STREAMS.views + v);
    const register = registration(scanner.registration, center, random);
    const sweep = { viewpoint, window, pitch: pitch / Math.sqrt(weight) };
    sweepView(scene, sweep, scanner, random, (x, y, z, nx, ny, nz) => {
      if (isMissing(x, y, z)) return;
      const at = addPoint(buffer, x, y, z, nx, ny, nz, v);
      register(buffer.positions, buffer.normals, at);
    });
  });
  return buffer;
}

/** Moves a point and turns its normal, both at `at`, by the error of a view's frame. */
function registration(
  { translation, rotation }: ViewScanner['registration'],
  center: Vec3,
  random: Random,
): (positions: Float64Array, normals: Float64Array, at: number) => void {
  const [dx, dy, dz] = [0, 1, 2].map(() => random.normal(0, translation));
  const turn: Vec3 = [random.normal(0, rotation), random.normal(0, rotation), random.normal(0, rotation)];
  const [axis, angle] = [normalize(turn), length(turn)];
  const xs = rotateVector([1, 0, 0], axis, angle);
  const ys = rotateVector([0, 1, 0], axis, angle);
  const zs = rotateVector([0, 0, 1], axis, angle);
  return (positions, normals, at) => {
    const x = positions[at] - center[0];
    const y = positions[at + 1] - center[1];
    const z = positions[at + 2] - center[2];
    positions[at] = center[0] + dx + x * xs[0] + y * ys[0] + z * zs[0];
    positions[at + 1] = center[1] + dy + x * xs[1] + y * ys[1] + z * zs[1];
    positions[at + 2] = center[2] + dz + x * xs[2] + y * ys[2] + z * zs[2];
    const nx = normals[at];
    const ny = normals[at + 1];
    const nz = normals[at + 2];
    normals[at] = nx * xs[0] + ny * ys[0] + nz * zs[0];
    normals[at + 1] = nx * xs[1] + ny * ys[1] + nz * zs[1];
    normals[at + 2] = nx * xs[2] + ny * ys[2] + nz * zs[2];
  };
}

/** Tells whether a point lies in one of the balls that are left out. */
function missingPatches(
  mesh: Mesh,
  { patches, radius }: ViewScanner['missing'],
  seed: number,
): (x: number, y: number, z: number) => boolean {
  const { positions: p } = surfaceSamples(mesh, patches, seed);
  const limit = radius * radius;
  return (x, y, z) => {
    for (let i = 0; i < p.length; i += 3) {
      const dx = x - p[i];
      const dy = y - p[i + 1];
      const dz = z - p[i + 2];
      if (dx * dx + dy * dy + dz * dz < limit) return true;
    }
    return false;
  };
}

const unseen = (): CadtraceError =>
  new CadtraceError(
    'input-degenerate',
    'next to nothing of the part is seen; is it thinner than the beam, or does no side face a viewpoint?',
  );
