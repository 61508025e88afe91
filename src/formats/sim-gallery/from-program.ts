import { CadtraceError } from '../../errors.ts';
import { type Frame, planeToWorld, toLocal } from '../../geometry/frame.ts';
import type { Vec2 } from '../../geometry/vector.ts';
import { greatestMagnitude, lengthsOf } from '../../program/numbers.ts';
import { arcGeometry, edgesOf, mapLoop } from '../../program/region.ts';
import { convertUnit } from '../../program/transform.ts';
import type { Extrude, Feature, Loop, Profile, Program } from '../../program/types.ts';
import { assertValid } from '../../program/validate.ts';
import {
  MOST_OPERATIONS,
  PLANE_NAMES,
  PLANES,
  type PlaneName,
  type SimGalleryOperation,
} from './operations.ts';

/** Lengths below this share of a feature's greatest are rounding. */
const ROUNDING = 1e-9;

/** The plane across each world axis. */
const PLANE_ACROSS: readonly PlaneName[] = ['YZ', 'XZ', 'XY'];

/**
 * The program as Simplified-Gallery operations, exactly, in centimetres: for each feature its sketch, its loops one
 * after another and an extrusion of each profile; an extrusion to both sides of its plane stands as two. A path with a
 * corner at the plane's origin starts there, since the feature matrix has no other start. Throws `format-unsupported`
 * naming the feature and what of it the language cannot say: revolutions, planes that are not XY, XZ or YZ, extrusions
 * that do not reach that plane, and intersections with more than one extrusion. Throws `program-invalid` for a program
 * that makes no sound solid.
 */
export function programToOperations(program: Program): SimGalleryOperation[] {
  assertValid(program);
  const { features } = convertUnit({ unit: program.unit, features: program.features }, 'cm');
  const operations = features.flatMap((feature, index) => operationsOf(feature, `feature ${index}`));
  if (operations.length <= MOST_OPERATIONS) return operations;
  throw new CadtraceError(
    'format-unsupported',
    `Sim-Gallery programs have at most ${MOST_OPERATIONS} operations`,
    {
      value: operations.length,
    },
  );
}

function operationsOf(feature: Feature, where: string): SimGalleryOperation[] {
  if (feature.kind !== 'extrude') {
    throw inexpressible(`Sim-Gallery knows extrusions alone, no ${feature.kind}`, where);
  }
  const { profiles } = feature.sketch;
  const { plane, depths, redraw } = onPlane(feature, where);
  const loops = profiles.map(({ outer, holes }: Profile) => [outer, ...holes].map(redraw));
  const outers = loops.map((_, i) => loops.slice(0, i).reduce((count, each) => count + each.length, 0));
  const swept = depths.flatMap((depth) => outers.map((profile) => ({ profile, depth })));
  if (feature.operation === 'intersect' && swept.length > 1) {
    throw inexpressible(
      'Sim-Gallery cannot intersect with several profiles or with both sides at once',
      where,
    );
  }
  return [
    { kind: 'sketch', plane },
    ...loops.flat().flatMap(curvesOf),
    ...swept.map((each, i): SimGalleryOperation => {
      const operation = i > 0 && feature.operation === 'new' ? 'join' : feature.operation;
      return { kind: 'extrude', ...each, operation };
    }),
  ];
}

/** The canonical plane that an extrusion starts in, ends in or crosses, the signed depths from there, and its loops on it. */
function onPlane(
  feature: Extrude,
  where: string,
): { plane: PlaneName; depths: number[]; redraw: (loop: Loop) => Loop } {
  const drawn = feature.sketch.frame;
  const axis = drawn.normal.findIndex((cosine) => Math.abs(Math.abs(cosine) - 1) < 1e-12);
  if (axis < 0) {
    throw inexpressible(
      `Sim-Gallery draws on ${PLANE_NAMES.join(', ')} only, not on a tilted plane`,
      where,
      drawn.normal,
    );
  }
  const sign = Math.sign(drawn.normal[axis]);
  const ends = [feature.from, feature.to].map((height) => drawn.origin[axis] + sign * height);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const rounding = ROUNDING * greatestMagnitude(lengthsOf(feature));
  const plane = PLANE_ACROSS[axis];
  if (low > rounding || high < -rounding) {
    throw inexpressible(
      `the extrusion must reach the plane ${plane} through the world origin: move the part there`,
      where,
      ends,
    );
  }
  const frame: Frame = { origin: [0, 0, 0], ...PLANES[plane] };
  const move = (point: Vec2): Vec2 => {
    const [u, v] = toLocal(frame, planeToWorld(drawn, point));
    return [u + 0, v + 0];
  };
  const depths = [high, low].filter((depth) => Math.abs(depth) > rounding);
  return { plane, depths, redraw: (loop) => fromOrigin(mapLoop(loop, move), rounding) };
}

/** The same loop started at its corner at the origin, where it has one. */
function fromOrigin(loop: Loop, rounding: number): Loop {
  if (loop.kind === 'circle') return loop;
  const first = loop.edges.findIndex(({ to }) => Math.hypot(...to) <= rounding) + 1;
  if (first === 0) return loop;
  const edges = [...loop.edges.slice(first), ...loop.edges.slice(0, first)];
  const last = edges[edges.length - 1];
  return { kind: 'path', start: [0, 0], edges: [...edges.slice(0, -1), { ...last, to: [0, 0] }] };
}

function curvesOf(loop: Loop): SimGalleryOperation[] {
  if (loop.kind === 'circle') return [loop];
  return [...edgesOf(loop)].map(({ from, edge }) => {
    const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
    return arc ? { kind: 'arc', from, to: edge.to, sweep: arc.sweep } : { kind: 'line', from, to: edge.to };
  });
}

const inexpressible = (message: string, where: string, value?: unknown): CadtraceError =>
  new CadtraceError('format-unsupported', message, { where, value });
