import type { Frame } from '../../geometry/frame.ts';
import type { SurfaceOf } from '../../geometry/surface.ts';
import { signedDistance } from '../../geometry/surface-distance.ts';
import {
  distance2,
  dot,
  perpendicular,
  scale,
  subtract,
  type Vec2,
  type Vec3,
} from '../../geometry/vector.ts';
import type { Edge, Extrude, Loop, Sketch, Sweep } from '../../program/types.ts';
import type { Perceived } from '../types.ts';
import type { FaceContacts } from './face-contacts.ts';
import { pointAt } from './spine.ts';
import type { BlendFace, BlendSide, Blends } from './types.ts';

/** A wedge reaches beyond the blend's feet by this share of its sides, into what the blend leaves: it does not just touch. */
const INSET = 0.1;
/** A blend's sharp edge is at most this many sizes longer than the blend. */
const LONGER = 4;
/** Cosine below which a plane runs along the edge. */
const ALONGSIDE = 1e-3;

type Plane = SurfaceOf<'plane'>;
type Scene = {
  readonly perceived: Perceived;
  readonly contacts: FaceContacts;
  readonly blends: Blends;
  readonly reach: number;
};

/**
 * What lies between a blend and the sharp edge, as features that make a body of it: the corner of its cross-section swept
 * along its spine, up to the planes in which the sharp edge ends.
 */
export function wedgeOf(scene: Scene, blend: BlendFace): Sweep[] {
  const sketch: Sketch = { frame: blend.spine.frame, profiles: [{ outer: cornerOf(blend), holes: [] }] };
  if (blend.spine.kind === 'turned') {
    const { from, to } = blend;
    return [
      { kind: 'revolve', operation: 'new', sketch, axis: { point: [0, 0], direction: [0, 1] }, from, to },
    ];
  }
  const ends = (['from', 'to'] as const).map((end) => endOf(scene, blend, end));
  const [from, to] = ends.map(({ along }) => along);
  const trims = ends.flatMap(({ planes }) => planes).map((plane) => beyondPlane(scene, blend, plane));
  return [{ kind: 'extrude', operation: 'new', sketch, from, to }, ...trims];
}

/** The cross-section from a point on the one side past the blend's foot over the sharp edge to one on the other. */
function cornerOf({ edge, sides: [one, other] }: BlendFace): Loop {
  const start = pointOnSide(one, edge, 1 + INSET);
  const along = (side: BlendSide, to: Vec2): Edge =>
    side.trace.kind === 'line'
      ? { kind: 'line', to }
      : { kind: 'arc', through: pointOnSide(side, edge, (1 + INSET) / 2), to };
  return {
    kind: 'path',
    start,
    edges: [along(one, edge), along(other, pointOnSide(other, edge, 1 + INSET)), { kind: 'line', to: start }],
  };
}

/** The point of a side at `share` of the way from the sharp edge to the blend's foot. */
function pointOnSide({ trace, foot }: BlendSide, edge: Vec2, share: number): Vec2 {
  if (trace.kind === 'line')
    return [edge[0] + share * (foot[0] - edge[0]), edge[1] + share * (foot[1] - edge[1])];
  const { center, radius } = trace;
  const angleOf = (p: Vec2) => Math.atan2(p[1] - center[1], p[0] - center[0]);
  const start = angleOf(edge);
  const turn = angleOf(foot) - start;
  const angle = start + share * (turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI)));
  return [center[0] + radius * Math.cos(angle), center[1] + radius * Math.sin(angle)];
}

/** How far the wedge of a straight blend goes at one end, and the planes that cut it off there. */
function endOf(
  { perceived, contacts, blends, reach }: Scene,
  blend: BlendFace,
  end: 'from' | 'to',
): { along: number; planes: Plane[] } {
  const { spine, size } = blend;
  const direction = spine.frame.normal;
  const outward = end === 'to' ? 1 : -1;
  const corner = cornerPoints(blend);
  const points = contacts.vertices[blend.face].map(contacts.point);
  let along = blend[end];
  const planes: Plane[] = [];
  for (const face of facesAround(contacts, blends, blend)) {
    const { surface } = perceived.faces[face];
    if (surface.kind !== 'plane' || blend.sides.some((side) => side.face === face)) continue;
    const slope = dot(surface.normal, direction);
    if (Math.abs(slope) < ALONGSIDE) continue;
    const hits = corner.map((at) => -signedDistance(surface, pointAt(spine, { at, along: 0 })) / slope);
    // How far along the plane is, from where the blend ends.
    const gaps = hits.map((hit) => outward * (hit - blend[end]));
    if (Math.min(...gaps) < -LONGER * size || Math.max(...gaps) > LONGER * size) continue;
    // The blend lies on the inner side of a plane that ends it.
    const inner = -outward * Math.sign(slope);
    if (points.some((point) => inner * signedDistance(surface, point) < -reach)) continue;
    along = end === 'to' ? Math.max(along, ...hits) : Math.min(along, ...hits);
    planes.push(surface);
  }
  // A plane square to the edge needs no cut where the wedge ends in it.
  return {
    along,
    planes: planes.filter((plane) =>
      corner.some((at) => Math.abs(signedDistance(plane, pointAt(spine, { at, along }))) > reach),
    ),
  };
}

const cornerPoints = ({ edge, sides }: BlendFace): Vec2[] => [
  edge,
  ...sides.map((side) => pointOnSide(side, edge, 1 + INSET)),
];

/** The faces that a blend's sharp edge may end in: those that touch it, and the sides of blends that do, also over a ball. */
function facesAround(contacts: FaceContacts, { blends, corners }: Blends, { face }: BlendFace): Set<number> {
  const touching = new Set(contacts.shared[face].keys());
  for (const corner of corners)
    if (touching.has(corner)) for (const other of contacts.shared[corner].keys()) touching.add(other);
  touching.delete(face);
  const around = new Set<number>();
  // A blend that others lie on is a face like any other to them.
  const sides = new Set(blends.flatMap((blend) => blend.sides.map((side) => side.face)));
  const blendOf = new Map(blends.map((blend) => [blend.face, blend]));
  for (const other of touching) {
    const blend = sides.has(other) ? undefined : blendOf.get(other);
    if (blend) for (const side of blend.sides) around.add(side.face);
    else around.add(other);
  }
  return around;
}

/** A cut that takes away everything near the blend on the far side of a plane. */
function beyondPlane({ contacts }: Scene, blend: BlendFace, plane: Plane): Extrude {
  const { spine, edge, size, from, to } = blend;
  const points = contacts.vertices[blend.face].map(contacts.point);
  const isAbove = points.reduce((sum, point) => sum + signedDistance(plane, point), 0) > 0;
  const normal = scale(plane.normal, isAbove ? -1 : 1);
  const middle = pointAt(spine, { at: edge, along: (from + to) / 2 });
  const origin: Vec3 = subtract(middle, scale(normal, dot(subtract(middle, plane.origin), normal)));
  const frame: Frame = { origin, xAxis: perpendicular(normal), normal };
  const reach =
    2 * (to - from + 2 * LONGER * size + Math.max(...blend.sides.map(({ foot }) => distance2(edge, foot))));
  const corners: Vec2[] = [
    [-reach, -reach],
    [reach, -reach],
    [reach, reach],
    [-reach, reach],
  ];
  const outer: Loop = {
    kind: 'path',
    start: corners[0],
    edges: [...corners.slice(1), corners[0]].map((point) => ({ kind: 'line', to: point })),
  };
  return {
    kind: 'extrude',
    operation: 'cut',
    sketch: { frame, profiles: [{ outer, holes: [] }] },
    from: 0,
    to: reach,
  };
}
