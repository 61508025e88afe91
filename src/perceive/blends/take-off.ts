import { CadtraceError } from '../../errors.ts';
import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import type { Surface } from '../../geometry/surface.ts';
import { signedDistance } from '../../geometry/surface-distance.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import type { Kernel, Solid } from '../../kernel/types.ts';
import type { Sweep } from '../../program/types.ts';
import { type PerceivedSolid, perceiveSolid } from '../solid.ts';
import { faceContacts } from './face-contacts.ts';
import { findBlends, SAME_PLACE } from './find-blends.ts';
import { pointAt } from './spine.ts';
import type { BlendFace, TakenBlend } from './types.ts';
import { wedgeOf } from './wedge.ts';

/** Blends may lie on blends: on a rounded corner's rim, say. More than this many on each other are not drawn. */
const ROUNDS = 3;
/** Where along a blend its sharp edge is remembered, as shares of its length: nowhere special. */
const PLACES = [0.27, 0.5, 0.71];

/** Coordinates of unit vectors that differ by less are one. */
const SAME_DIRECTION = 1e-4;

/** A part without its blends, and what was taken off in each round, the last taken off and first to be put back first. */
export type SharpPart = {
  readonly part: PerceivedSolid;
  readonly rounds: readonly (readonly TakenBlend[])[];
};

/**
 * Takes off the fillets and chamfers of a solid that no sketch would draw as well, so that faces meet in sharp edges
 * again. Blends that cannot be taken off stay on.
 */
export async function takeOffBlends(
  kernel: Kernel,
  start: PerceivedSolid,
  expired: () => boolean,
): Promise<SharpPart> {
  let part = start;
  const rounds: TakenBlend[][] = [];
  for (let round = 0; round < ROUNDS && !expired(); round++) {
    const scene = sceneOf(part);
    const wanted = wantedBlends(scene);
    if (wanted.length === 0) break;
    const whole: Sharp = { solid: part.solid, faces: part.perceived.faces.length, taken: [] };
    const sharp = await takeOff(kernel, scene, whole, groupsOf(scene, wanted), expired);
    if (sharp.taken.length === 0) break;
    const parts = await perceiveSolid(kernel, sharp.solid);
    if (parts.length !== 1) break;
    part = parts[0];
    rounds.unshift(sharp.taken.map(remembered));
  }
  return { part, rounds };
}

type Scene = PerceivedSolid & ReturnType<typeof sceneOf>;

function sceneOf(part: PerceivedSolid) {
  const { perceived } = part;
  const reach = Math.max(
    10 * perceived.tolerance,
    SAME_PLACE * diagonalOf(boundsOf(perceived.mesh.positions)),
  );
  return { ...part, reach, contacts: faceContacts(perceived, reach), blends: findBlends(perceived) };
}

/**
 * The blends to be taken off first: those that are no sides of others. Straight ones along the direction of most of them
 * stay, unless they touch others: an extrusion along it draws them as parts of its outline.
 */
function wantedBlends({ blends: { blends }, contacts }: Scene): BlendFace[] {
  const sides = new Set(blends.flatMap((blend) => blend.sides.map(({ face }) => face)));
  const free = blends.filter(({ face }) => !sides.has(face));
  const touchesOther = (blend: BlendFace) =>
    free.some(
      (other) =>
        contacts.shared[blend.face].has(other.face) &&
        (other.spine.kind === 'turned' || directionOf(other) !== directionOf(blend)),
    );
  const lone = free.filter((blend) => blend.spine.kind === 'straight' && !touchesOther(blend));
  const drawn = mostFrequent(lone.map(directionOf));
  return free.filter((blend) => !lone.includes(blend) || directionOf(blend) !== drawn);
}

/** The direction of a straight spine as text, equal for parallel ones. */
function directionOf({ spine }: BlendFace): string {
  const { normal } = spine.frame;
  const first = normal.find((x) => Math.abs(x) > SAME_DIRECTION) ?? 1;
  return normal.map((x) => Math.round((x * Math.sign(first)) / SAME_DIRECTION) + 0).join(' ');
}

function mostFrequent(words: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** A solid with some blends taken off, and how many faces it has left. */
type Sharp = { readonly solid: Solid; readonly faces: number; readonly taken: readonly BlendFace[] };

/** Takes off all groups of blends at once, or where that fails, one half and then the other. */
async function takeOff(
  kernel: Kernel,
  scene: Scene,
  start: Sharp,
  groups: readonly (readonly BlendFace[])[],
  expired: () => boolean,
): Promise<Sharp> {
  if (groups.length === 0 || expired()) return start;
  const all = await tryTakingOff(kernel, scene, start, groups.flat());
  if (all || groups.length === 1) return all ?? start;
  const middle = groups.length >> 1;
  const half = await takeOff(kernel, scene, start, groups.slice(0, middle), expired);
  return takeOff(kernel, scene, half, groups.slice(middle), expired);
}

/** Blends that touch each other, also over balls. */
function groupsOf({ contacts, blends: { corners } }: Scene, wanted: readonly BlendFace[]): BlendFace[][] {
  const left = new Set(wanted);
  const groups: BlendFace[][] = [];
  for (const seed of wanted) {
    if (!left.delete(seed)) continue;
    const group = [seed];
    for (const { face } of group) {
      const around = new Set(contacts.shared[face].keys());
      for (const corner of corners)
        if (around.has(corner)) for (const other of contacts.shared[corner].keys()) around.add(other);
      for (const blend of left) if (around.has(blend.face) && left.delete(blend)) group.push(blend);
    }
    groups.push(group);
  }
  return groups;
}

/** The solid with wedges added for convex blends, and taken away for concave ones; undefined where that is not what comes out. */
async function tryTakingOff(
  kernel: Kernel,
  scene: Scene,
  before: Sharp,
  taken: readonly BlendFace[],
): Promise<Sharp | undefined> {
  try {
    let sharp = before.solid;
    for (const [operation, isConvex] of [
      ['fuse', true],
      ['cut', false],
    ] as const) {
      const features = taken
        .filter(({ convex }) => convex === isConvex)
        .flatMap((blend): Sweep[] => wedgeOf(scene, blend));
      if (features.length === 0) continue;
      sharp = await kernel.boolean(operation, sharp, await kernel.build({ unit: 'mm', features }));
    }
    sharp = await kernel.unify(sharp);
    const surfaces = (await kernel.faces(sharp)).map(({ surface }) => surface);
    const isValid = (await kernel.check(sharp)).valid;
    if (!isValid || !isSharp(scene, surfaces, taken, before.faces)) return undefined;
    return { solid: sharp, faces: surfaces.length, taken: [...before.taken, ...taken] };
  } catch (error) {
    if (error instanceof CadtraceError && error.code !== 'cancelled') return undefined;
    throw error;
  }
}

/** Whether the faces of the blends are gone from the surfaces, no more than those, and those beside them are still there. */
function isSharp(
  { perceived, contacts, blends, reach }: Scene,
  after: readonly Surface[],
  taken: readonly BlendFace[],
  faces: number,
): boolean {
  const before = perceived.faces.map(({ surface }) => surface);
  const pointsOf = (face: number) => contacts.vertices[face].map(contacts.point);
  const gone = new Set(taken.map(({ face }) => face));
  // A ball is gone with the fillets that meet in it.
  for (const corner of blends.corners)
    if ([...contacts.shared[corner].keys()].some((face) => gone.has(face))) gone.add(corner);
  // A wedge that does not fit leaves slivers.
  if (after.length > faces - gone.size) return false;
  const isGone = [...gone].every((face) => {
    const points = pointsOf(face);
    const equal = [...gone].filter((other) => liesOn(before[other], points, reach)).length;
    return countOn(after, points, reach) <= countOn(before, points, reach) - equal;
  });
  const sides = taken
    .flatMap((blend) => blend.sides.map(({ face }) => face))
    .filter((face) => !gone.has(face));
  return isGone && sides.every((face) => countOn(after, pointsOf(face), reach) > 0);
}

const countOn = (surfaces: readonly Surface[], points: readonly Vec3[], reach: number): number =>
  surfaces.filter((surface) => liesOn(surface, points, reach)).length;

const liesOn = (surface: Surface, points: readonly Vec3[], reach: number): boolean =>
  surface.kind !== 'freeform' && points.every((point) => Math.abs(signedDistance(surface, point)) <= reach);

function remembered({ kind, size, convex, spine, edge, sides, from, to }: BlendFace): TakenBlend {
  const alongs = PLACES.map((place) => from + place * (to - from));
  const pointsAt = (at: BlendFace['edge']) => alongs.map((along) => pointAt(spine, { at, along }));
  return {
    kind,
    size,
    convex,
    edge: pointsAt(edge),
    beside: [pointsAt(sides[0].foot), pointsAt(sides[1].foot)],
  };
}
