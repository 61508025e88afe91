import { yAxisOf } from '../../geometry/frame.ts';
import { cross, type Vec3 } from '../../geometry/vector.ts';
import { sideOfAxis } from '../../program/axis-side.ts';
import { pieceBox } from '../../program/piece-sweep.ts';
import { type Piece, piecesOf } from '../../program/plane-piece.ts';
import { compileProfiles, type FlatRegion } from '../../program/region.ts';
import type { Sweep } from '../../program/types.ts';
import { loopsOf } from './design/loops.ts';
import type { FaceSource } from './design/surfaces.ts';

/** Numbers of a piece: its ends, then of an arc centre, radius, start angle and sweep (0 for a line), then its box. */
export const PIECE = 13;

/** A feature's faces in the coordinates of its sketch, for measuring many points. */
export type SweepIndex = {
  /** Origin and axes that give a point's sketch coordinates; of a revolve: axis point, its direction, normal, out. */
  readonly origin: Vec3;
  readonly axes: readonly [Vec3, Vec3, Vec3];
  /** For a revolve: sketch point and unit direction of the axis, and the side of it that the sketch is on. */
  readonly turned:
    | {
        readonly u: number;
        readonly v: number;
        readonly du: number;
        readonly dv: number;
        readonly side: 1 | -1;
      }
    | undefined;
  readonly from: number;
  readonly to: number;
  readonly pieces: Float64Array;
  readonly faceOfPiece: Int32Array;
  /** Faces of the caps, -1 for none. */
  readonly fromFace: number;
  readonly toFace: number;
  readonly region: FlatRegion;
};

/** Prepares each feature; `faces` numbers the faces. */
export function indexSweeps(features: readonly Sweep[], faces: readonly FaceSource[]): SweepIndex[] {
  const numbers = new Map(faces.map(({ feature, part }, face) => [keyOf(feature, part), face]));
  return features.map((feature, index) => {
    const { sketch, from, to } = feature;
    const { frame } = sketch;
    const pieces: number[] = [];
    const faceOfPiece: number[] = [];
    loopsOf(sketch).forEach((loop, k) => {
      piecesOf(loop).forEach((piece, curve) => {
        const face = numbers.get(keyOf(index, { loop: k, curve: loop.kind === 'circle' ? 0 : curve }));
        if (face === undefined) return;
        pieces.push(...pieceNumbers(piece));
        faceOfPiece.push(face);
      });
    });
    const y = yAxisOf(frame);
    const placed = feature.kind === 'revolve' ? revolved(feature) : undefined;
    return {
      origin: placed?.origin ?? frame.origin,
      axes: placed?.axes ?? [frame.xAxis, y, frame.normal],
      turned: placed?.turned,
      from,
      to,
      pieces: Float64Array.from(pieces),
      faceOfPiece: Int32Array.from(faceOfPiece),
      fromFace: numbers.get(keyOf(index, 'from')) ?? -1,
      toFace: numbers.get(keyOf(index, 'to')) ?? -1,
      region: compileProfiles(sketch.profiles),
    };
  });
}

const keyOf = (feature: number, part: FaceSource['part']): string =>
  typeof part === 'string' ? `${feature}/${part}` : `${feature}/${part.loop}/${part.curve}`;

function pieceNumbers(piece: Piece): number[] {
  const { from, to, arc } = piece;
  const { minU, maxU, minV, maxV } = pieceBox(piece);
  const bend = arc ? [...arc.center, arc.radius, arc.startAngle, arc.sweep] : [0, 0, 0, 0, 0];
  return [...from, ...to, ...bend, minU, maxU, minV, maxV];
}

function revolved(feature: Extract<Sweep, { kind: 'revolve' }>) {
  const { frame } = feature.sketch;
  const y = yAxisOf(frame);
  const { point, direction } = feature.axis;
  const size = Math.hypot(...direction);
  const [du, dv] = [direction[0] / size, direction[1] / size];
  const inSpace = (u: number, v: number): Vec3 =>
    [0, 1, 2].map((k) => u * frame.xAxis[k] + v * y[k]) as unknown as Vec3;
  const side = sideOfAxis(feature);
  const along = inSpace(du, dv);
  const out = inSpace(-side * dv, side * du);
  const shift = inSpace(point[0], point[1]);
  const origin: Vec3 = [frame.origin[0] + shift[0], frame.origin[1] + shift[1], frame.origin[2] + shift[2]];
  // Height along the axis, then the plane across it from where angles are counted.
  const axes: [Vec3, Vec3, Vec3] = [along, out, cross(along, out)];
  return { origin, axes, turned: { u: point[0], v: point[1], du, dv, side } };
}
