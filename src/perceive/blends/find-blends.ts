import { boundsOf, diagonalOf } from '../../geometry/mesh.ts';
import {
  distanceToCurve,
  meetingPoint,
  type PlaneCurve,
  projectToCurve,
} from '../../geometry/plane-curve.ts';
import type { Surface } from '../../geometry/surface.ts';
import {
  cross,
  cross2,
  distance2,
  dot,
  length,
  normalize,
  scale,
  subtract,
  type Vec2,
} from '../../geometry/vector.ts';
import type { Perceived } from '../types.ts';
import { type FaceContacts, faceContacts } from './face-contacts.ts';
import {
  directionAt,
  type Place,
  placeOn,
  type Spine,
  straightSpine,
  stretchOf,
  traceOn,
  turnedSpine,
} from './spine.ts';
import type { BlendFace, BlendSide, Blends } from './types.ts';

/** Places agree within this share of the part's diagonal: designers' files are not exact. */
export const SAME_PLACE = 1e-6;
/** ... or of the blend's size. */
const SAME_SIZE = 1e-3;
/** A side touches the blend along this share of it at least. */
const ALONG = 0.5;
/** Angles, in radians, over which a fillet's arc turns. */
const ARC = { least: 0.15, most: 2.8 };
/** The sharp edge is no farther from the fillet's feet than this many radii: it meets at no less than 28 degrees. */
const FARTHEST = 4;
/** What is left of the sides, as multiples of how much the blend takes of them: of a fillet's, ... */
const FILLET_ROOM = 0.25;
/** ... and of a chamfer's narrower and wider one. The sides of a regular hexagon or octagon are none of each other. */
const CHAMFER_ROOM = { narrow: 0.7, wide: 2.5 };
/** The sharp edge of a chamfer stands off it by this share of its distance. */
const SHARP = 0.1;

type Scene = Perceived & { readonly contacts: FaceContacts; readonly reach: number };

/** Finds the fillets and chamfers among a part's faces: those that lie in the same way between two others all along an edge. */
export function findBlends(perceived: Perceived): Blends {
  const diagonal = diagonalOf(boundsOf(perceived.mesh.positions));
  const reach = Math.max(10 * perceived.tolerance, SAME_PLACE * diagonal);
  const scene = { ...perceived, contacts: faceContacts(perceived, reach), reach };
  const blends = perceived.faces.flatMap((_, face) => blendOf(scene, face) ?? []);
  return { blends, corners: cornersOf(scene, blends) };
}

function blendOf(scene: Scene, face: number): BlendFace | undefined {
  if (scene.contacts.vertices[face].length === 0) return undefined;
  for (const spine of spinesOf(scene, face)) {
    const blend = blendAlong(scene, face, spine);
    if (blend) return blend;
  }
  return undefined;
}

/** The ways in which a face may have been swept as a blend. */
function spinesOf({ faces, contacts }: Scene, face: number): Spine[] {
  const { surface } = faces[face];
  switch (surface.kind) {
    case 'cylinder':
      return [straightSpine(surface.origin, surface.axis)];
    case 'torus':
      return [turnedSpine(surface.center, surface.axis)];
    case 'cone':
      return [turnedSpine(surface.origin, surface.axis)];
    case 'plane': {
      const directions = [...contacts.shared[face].keys()].flatMap((other) => {
        const side = faces[other].surface;
        if (side.kind === 'cylinder') return [side.axis];
        const along = side.kind === 'plane' ? cross(surface.normal, side.normal) : undefined;
        return along && length(along) > SHARP ? [normalize(along)] : [];
      });
      const different = directions.filter(
        (a, i) => !directions.slice(0, i).some((b) => length(cross(a, b)) < SAME_SIZE),
      );
      return different.map((direction) => straightSpine(surface.origin, direction));
    }
    default:
      return [];
  }
}

function blendAlong(scene: Scene, face: number, spine: Spine): BlendFace | undefined {
  const { contacts, faces, reach } = scene;
  const trace = traceOn(spine, faces[face].surface, reach);
  if (!trace) return undefined;
  const places = placesOf(scene, spine, contacts.vertices[face]);
  const stretch = stretchOf(
    spine,
    places.map(({ along }) => along),
  );
  const sides = sidesOf(scene, face, spine, trace, stretch.to - stretch.from);
  for (const [i, one] of sides.entries()) {
    for (const other of sides.slice(i + 1)) {
      const meeting = meet(trace, one, other, places, reach);
      if (!meeting || !hasRoom(scene, spine, meeting, one, other)) continue;
      return {
        ...meeting,
        face,
        spine,
        ...stretch,
        convex: isConvex(scene, face, spine, trace, meeting.edge),
        sides: [one, other],
      };
    }
  }
  return undefined;
}

const placesOf = ({ contacts }: Scene, spine: Spine, vertices: readonly number[]): Place[] =>
  vertices.map((vertex) => placeOn(spine, contacts.point(vertex)));

/** The faces that touch the face in one line all along the spine, of each such line one. */
function sidesOf(scene: Scene, face: number, spine: Spine, trace: PlaneCurve, whole: number): BlendSide[] {
  const { contacts, faces, reach } = scene;
  const lines: { side: BlendSide; alongs: number[] }[] = [];
  for (const [other, vertices] of contacts.shared[face]) {
    const curve = vertices.length > 1 ? traceOn(spine, faces[other].surface, reach) : undefined;
    if (!curve) continue;
    const places = placesOf(scene, spine, vertices);
    const foot = projectToCurve(curve, middle(places));
    const slack = reach + SAME_SIZE * sizeOf(trace);
    if (places.some(({ at }) => distance2(at, foot) > slack)) continue;
    if (trace.kind === 'circle' && !isTangent(trace, curve, slack)) continue;
    const alongs = places.map(({ along }) => along);
    const line = lines.find(({ side }) => distance2(side.foot, foot) <= slack);
    if (line) line.alongs.push(...alongs);
    else lines.push({ side: { face: other, trace: curve, foot }, alongs });
  }
  const covered = (alongs: readonly number[]) => {
    const { from, to } = stretchOf(spine, alongs);
    return to - from;
  };
  return lines.filter(({ alongs }) => covered(alongs) >= ALONG * whole).map(({ side }) => side);
}

const sizeOf = (trace: PlaneCurve): number => (trace.kind === 'circle' ? trace.radius : 0);

function middle(places: readonly Place[]): Vec2 {
  const sum = places.reduce(([u, v], { at }) => [u + at[0], v + at[1]], [0, 0]);
  return [sum[0] / places.length, sum[1] / places.length];
}

/** Whether a curve touches a circle in one point. */
function isTangent(circle: PlaneCurve & { kind: 'circle' }, curve: PlaneCurve, slack: number): boolean {
  return Math.abs(distanceToCurve(curve, circle.center) - circle.radius) <= slack;
}

type Meeting = Pick<BlendFace, 'kind' | 'size' | 'edge'>;

/** The sharp edge in which two sides meet, if the face lies between it and the part, or in its corner. */
function meet(
  trace: PlaneCurve,
  one: BlendSide,
  other: BlendSide,
  places: readonly Place[],
  reach: number,
): Meeting | undefined {
  const [a, b] = [one.foot, other.foot];
  const half: Vec2 = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const width = distance2(a, b);
  if (width <= reach) return undefined;
  const near: Vec2 =
    trace.kind === 'circle' ? [2 * half[0] - trace.center[0], 2 * half[1] - trace.center[1]] : half;
  const edge = meetingPoint(one.trace, other.trace, near, reach);
  if (!edge) return undefined;
  const setbacks = [distance2(edge, a), distance2(edge, b)];
  // Everything of the face lies between its feet.
  const toward: Vec2 = [(b[0] - a[0]) / width, (b[1] - a[1]) / width];
  const slack = reach + SAME_SIZE * width;
  const isBetween = ({ at }: Place) => {
    const t = (at[0] - a[0]) * toward[0] + (at[1] - a[1]) * toward[1];
    return t >= -slack && t <= width + slack;
  };
  if (!places.every(isBetween)) return undefined;
  const sideOf = (p: Vec2) => cross2(toward, [p[0] - a[0], p[1] - a[1]]);
  if (trace.kind === 'line') {
    if (Math.abs(sideOf(edge)) < SHARP * Math.min(...setbacks)) return undefined;
    if (Math.abs(setbacks[0] - setbacks[1]) > slack) return undefined;
    return { kind: 'chamfer', size: (setbacks[0] + setbacks[1]) / 2, edge };
  }
  const { center, radius } = trace;
  const arc = 2 * Math.asin(Math.min(1, width / (2 * radius)));
  const isFar = Math.max(...setbacks) > FARTHEST * radius;
  // The edge lies beyond the arc, and the face on the near side of the circle.
  const isBeyond = sideOf(edge) * sideOf(center) < 0 && distance2(edge, center) > radius;
  const isMinor = places.every(({ at }) => sideOf(at) * Math.sign(sideOf(edge)) >= -slack);
  if (arc < ARC.least || arc > ARC.most || isFar || !isBeyond || !isMinor) return undefined;
  return { kind: 'fillet', size: radius, edge };
}

/** Whether enough is left of the sides that they are no blends themselves, or all that there is. */
function hasRoom(
  scene: Scene,
  spine: Spine,
  { kind, edge }: Meeting,
  ...sides: readonly BlendSide[]
): boolean {
  const rooms = sides.map((side) => {
    const setback = distance2(edge, side.foot);
    const points = scene.contacts.spread(side.face);
    return Math.max(...points.map((point) => beyond(side, edge, placeOn(spine, point).at))) / setback;
  });
  const [narrow, wide] = [Math.min(...rooms), Math.max(...rooms)];
  if (kind === 'fillet') return narrow >= FILLET_ROOM;
  return narrow >= CHAMFER_ROOM.narrow && wide >= CHAMFER_ROOM.wide;
}

/** How far a point of a side lies beyond the blend's foot, away from the sharp edge. */
function beyond({ foot }: BlendSide, edge: Vec2, at: Vec2): number {
  const setback = distance2(edge, foot);
  return ((at[0] - foot[0]) * (foot[0] - edge[0]) + (at[1] - foot[1]) * (foot[1] - edge[1])) / setback;
}

/** Whether the face looks toward the sharp edge. */
function isConvex({ contacts }: Scene, face: number, spine: Spine, trace: PlaneCurve, edge: Vec2): boolean {
  const [a, b, c] = contacts.triangle(face);
  const outward = cross(subtract(b, a), subtract(c, a));
  const { at, along } = placeOn(
    spine,
    scale([a[0] + b[0] + c[0], a[1] + b[1] + c[1], a[2] + b[2] + c[2]], 1 / 3),
  );
  const from = trace.kind === 'circle' ? trace.center : at;
  const to = trace.kind === 'circle' ? at : edge;
  return dot(outward, directionAt(spine, [to[0] - from[0], to[1] - from[1]], along)) > 0;
}

/** The balls in the corners where two fillets or more of one radius meet. */
function cornersOf({ faces, contacts }: Scene, blends: readonly BlendFace[]): number[] {
  const blendOfFace = new Map(blends.map((blend) => [blend.face, blend]));
  return faces.flatMap(({ surface }, face) => {
    if (surface.kind !== 'sphere') return [];
    const around = [...contacts.shared[face]].filter(([other, vertices]) => {
      const blend = blendOfFace.get(other);
      return vertices.length > 1 && blend?.kind === 'fillet' && isSameSize(blend.size, surface);
    });
    return around.length > 1 ? [face] : [];
  });
}

const isSameSize = (size: number, surface: Surface & { kind: 'sphere' }): boolean =>
  Math.abs(surface.radius - size) <= SAME_SIZE * size;
