import { planeToWorld, toLocal, yAxisOf } from '../geometry/frame.ts';
import {
  addScaled,
  cross,
  dot,
  normalize,
  scale,
  subtract,
  type Vec2,
  type Vec3,
} from '../geometry/vector.ts';
import { sideOfAxis } from './axis-side.ts';
import { distanceToPiece, type Piece, piecesOf } from './plane-piece.ts';
import { compileProfiles, regionContains } from './region.ts';
import { isSweep } from './sweeps.ts';
import type { FaceSelector, Feature, Loop, Revolve, Sweep } from './types.ts';

/** A face that a sweep makes: one of its ends, or the side of one edge of one loop. */
export type SweptFace =
  | { readonly sweep: Sweep; readonly end: 'from' | 'to' }
  /** `pieces`: the edge's curve, a circle's two halves. */
  | { readonly sweep: Sweep; readonly loop: Loop; readonly edge: number; readonly pieces: readonly Piece[] };

/** The faces that a selector stands for; none where it points to nothing that sweeps any. */
export function sweptFaces(features: readonly Feature[], selector: FaceSelector): SweptFace[] {
  const [empty, index, ...path] = selector.split('/');
  const sweep = features[Number(index)];
  if (empty !== '' || sweep === undefined || !isSweep(sweep)) return [];
  const place = path.join('/');
  if (place === 'from' || place === 'to') return [{ sweep, end: place }];
  return sweep.sketch.profiles.flatMap(({ outer, holes }, p) =>
    [outer, ...holes].flatMap((loop, l): SweptFace[] => {
      const name = `sketch/profiles/${p}/${l === 0 ? 'outer' : `holes/${l - 1}`}`;
      const all = place === 'sketch' || place === name;
      return curvesOf(loop)
        .map((pieces, edge) => ({ sweep, loop, edge, pieces }))
        .filter(({ edge }) => all || place === `${name}/edges/${edge}`);
    }),
  );
}

const curvesOf = (loop: Loop): Piece[][] =>
  loop.kind === 'circle' ? [piecesOf(loop)] : piecesOf(loop).map((piece) => [piece]);

export const isSameFace = (a: SweptFace, b: SweptFace): boolean =>
  'end' in a
    ? 'end' in b && a.sweep === b.sweep && a.end === b.end
    : 'loop' in b && a.loop === b.loop && a.edge === b.edge;

/** Whether a point lies on a face that a sweep makes, or within `tolerance` of it, whatever other features left of it. */
export function isOnSweptFace(face: SweptFace, point: Vec3, tolerance: number): boolean {
  const { sweep } = face;
  const { at, along, lever } = placeIn(sweep, point);
  const beyond = lever * Math.max(sweep.from - along, along - sweep.to);
  if ('pieces' in face)
    return beyond <= tolerance && face.pieces.some((piece) => distanceToPiece(piece, at) <= tolerance);
  if (lever * Math.abs(along - sweep[face.end]) > tolerance) return false;
  const { profiles } = sweep.sketch;
  return (
    regionContains(compileProfiles(profiles), ...at) ||
    profiles.some(({ outer, holes }) =>
      [outer, ...holes].some((loop) =>
        piecesOf(loop).some((piece) => distanceToPiece(piece, at) <= tolerance),
      ),
    )
  );
}

/** Where in its sketch a point was swept from, how far along (a length or an angle), and the length per unit of that. */
type Place = { readonly at: Vec2; readonly along: number; readonly lever: number };

function placeIn(sweep: Sweep, point: Vec3): Place {
  if (sweep.kind === 'revolve') return placeAround(sweep, point);
  const [u, v, w] = toLocal(sweep.sketch.frame, point);
  return { at: [u, v], along: w, lever: 1 };
}

function placeAround(revolve: Revolve, point: Vec3): Place {
  const { sketch, axis, from, to } = revolve;
  const { frame } = sketch;
  const size = Math.hypot(...axis.direction);
  const [du, dv] = [axis.direction[0] / size, axis.direction[1] / size];
  const side = sideOfAxis(revolve);
  const direction = normalize(addScaled(scale(frame.xAxis, du), yAxisOf(frame), dv));
  const outward = scale(cross(frame.normal, direction), side);
  const arm = subtract(point, planeToWorld(frame, axis.point));
  const height = dot(arm, direction);
  const [x, y] = [dot(arm, outward), dot(arm, cross(direction, outward))];
  const radius = Math.hypot(x, y);
  const middle = (from + to) / 2;
  const angle = Math.atan2(y, x) - middle;
  return {
    at: [axis.point[0] + height * du - radius * side * dv, axis.point[1] + height * dv + radius * side * du],
    along: middle + angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI)),
    lever: radius,
  };
}
