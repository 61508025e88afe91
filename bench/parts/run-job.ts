import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { diagonalOf } from '../../src/geometry/mesh.ts';
import type { Vec3 } from '../../src/geometry/vector.ts';
import { readTarget } from '../../src/input/read-target.ts';
import type { Target } from '../../src/input/target.ts';
import type { Kernel, Solid } from '../../src/kernel/types.ts';
import type { Program } from '../../src/program/types.ts';
import { reconstruct } from '../../src/reconstruct.ts';
import { meshIntersectionOverUnion } from '../../src/score/mesh-iou.ts';
import type { Job } from './jobs.ts';

/** What one part came to. */
export type Outcome = {
  readonly set: string;
  readonly part: string;
  readonly valid: boolean;
  /** Against the truth where there is one, else as reported. */
  readonly iou: number;
  readonly exact: boolean;
  readonly steps: number;
  readonly designerSteps?: number;
  readonly seconds: number;
  /** Faces and bodies: truth's, then ours. */
  readonly faces?: readonly [number, number];
  readonly bodies?: readonly [number, number];
  readonly error?: string;
};

const TIME_LIMIT = 15;
const COMPARE_SECONDS = 60;

/** Reconstructs one part and compares it with the truth. Only reading and reconstructing are timed. */
export async function runJob(job: Job, kernel: Kernel): Promise<Outcome> {
  const { set, part } = job;
  const designerSteps = job.sequence
    ? JSON.parse(await readFile(job.sequence, 'utf8')).steps.length
    : undefined;
  const bytes = await readFile(job.input);
  const rotation = job.rotated ? randomRotation(part) : undefined;
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const read = await readTarget(bytes, { name: job.input, kernel });
    const target = rotation ? rotateTarget(read, rotation) : read;
    const { program, solid, report } = await reconstruct(target, { kernel, timeLimit: TIME_LIMIT });
    const time = seconds();
    const outcome = { set, part, valid: report.valid, steps: report.steps, designerSteps, seconds: time };
    if (!job.truth) return { ...outcome, iou: report.fit.iou, exact: report.fit.exact };
    const truth = (await kernel.readStep(await readFile(job.truth))).solid;
    const result = rotation ? await turnedBack(kernel, program, rotation) : solid;
    if (!result)
      return { ...outcome, iou: report.fit.iou, exact: false, error: 'not built when turned back' };
    const iou = await compare(kernel, truth, result);
    const [ours, theirs] = [await kernel.measure(result), await kernel.measure(await kernel.unify(truth))];
    const close = iou >= (set === 'fusion-step' ? 1 - 1e-6 : 0.999);
    return {
      ...outcome,
      iou,
      exact: report.valid && close && ours.faces === theirs.faces && ours.bodies === theirs.bodies,
      faces: [theirs.faces, ours.faces],
      bodies: [theirs.bodies, ours.bodies],
    };
  } catch (error) {
    return {
      set,
      part,
      valid: false,
      iou: 0,
      exact: false,
      steps: 0,
      designerSteps,
      seconds: seconds(),
      error: String(error),
    };
  }
}

/** The solid of a turned part in the place of its truth; undefined when OCCT, which likes some directions less, builds none there. */
const turnedBack = (kernel: Kernel, program: Program, rotation: Rotation): Promise<Solid | undefined> =>
  kernel.build(rotateProgram(program, transpose(rotation))).catch(() => undefined);

/** OCCT lost the common part of solids that are said to overlap by less than this. */
const LOST = 0.5;

/**
 * Exact IoU; by fine meshes (good to about 1e-4) in the rare case that OCCT crashes, hangs, or loses the common part,
 * on nearly coincident faces.
 */
async function compare(kernel: Kernel, truth: Solid, result: Solid): Promise<number> {
  const exact = await kernel
    .within(() => COMPARE_SECONDS)
    .intersectionOverUnion(truth, result)
    .catch(() => 0);
  if (exact > LOST) return exact;
  const { bounds } = await kernel.measure(truth);
  const fineness = { deviation: 1e-4 * diagonalOf(bounds), angle: 0.05 };
  const meshes = [
    await kernel.tessellate(truth, fineness),
    await kernel.tessellate(result, fineness),
  ] as const;
  return (await meshIntersectionOverUnion(...meshes))?.iou ?? exact;
}

/** Rows of a rotation matrix. */
type Rotation = readonly [Vec3, Vec3, Vec3];

/** A uniformly random rotation (Shoemake's quaternion), the same one for the same name. */
function randomRotation(name: string): Rotation {
  const seed = [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7);
  const random = xoroshiro128plus(seed);
  const [u, v, w] = [uniformFloat64(random), uniformFloat64(random), uniformFloat64(random)];
  const a = Math.sqrt(1 - u);
  const b = Math.sqrt(u);
  const [x, y, z, s] = [
    a * Math.sin(2 * Math.PI * v),
    a * Math.cos(2 * Math.PI * v),
    b * Math.sin(2 * Math.PI * w),
    b * Math.cos(2 * Math.PI * w),
  ];
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y - s * z), 2 * (x * z + s * y)],
    [2 * (x * y + s * z), 1 - 2 * (x * x + z * z), 2 * (y * z - s * x)],
    [2 * (x * z - s * y), 2 * (y * z + s * x), 1 - 2 * (x * x + y * y)],
  ];
}

const transpose = (r: Rotation): Rotation =>
  [0, 1, 2].map((i) => [r[0][i], r[1][i], r[2][i]]) as unknown as Rotation;

const rotate = (r: Rotation, p: Vec3): Vec3 =>
  r.map((row) => row[0] * p[0] + row[1] * p[1] + row[2] * p[2]) as unknown as Vec3;

/** The mesh turned, its coordinates rounded to single precision as an STL file would hold them. */
function rotateTarget(target: Target, rotation: Rotation): Target {
  if (target.kind !== 'mesh') return target;
  const positions = new Float64Array(target.mesh.positions.length);
  for (let i = 0; i < positions.length; i += 3) {
    const p = rotate(rotation, [
      target.mesh.positions[i],
      target.mesh.positions[i + 1],
      target.mesh.positions[i + 2],
    ]);
    positions.set(p.map(Math.fround), i);
  }
  return { ...target, mesh: { ...target.mesh, positions } };
}

function rotateProgram(program: Program, rotation: Rotation): Program {
  const turned = program.features.map((feature) => {
    const { frame } = feature.sketch;
    const [origin, xAxis, normal] = [frame.origin, frame.xAxis, frame.normal].map((p) => rotate(rotation, p));
    return { ...feature, sketch: { ...feature.sketch, frame: { origin, xAxis, normal } } };
  });
  return { unit: program.unit, features: turned };
}
