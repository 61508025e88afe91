import { planeToWorld, toWorld, yAxisOf } from '../../src/geometry/frame.ts';
import { rotateFrame } from '../../src/geometry/rotation.ts';
import { addScaled, normalize, scale, type Vec2 } from '../../src/geometry/vector.ts';
import { greatestMagnitude } from '../../src/program/numbers.ts';
import { piecePoint } from '../../src/program/plane-piece.ts';
import { arcGeometry, edgesOf, loopArea, reverseLoop } from '../../src/program/region.ts';
import { isSweep } from '../../src/program/sweeps.ts';
import { sweptFaces } from '../../src/program/swept-faces.ts';
import type { FaceSelector, Feature, Loop, Profile, Program } from '../../src/program/types.ts';

/**
 * Where two programs differ beyond 1e-9 of their size, or undefined: the same features with the same regions, however
 * their loops start and turn, in whatever order profiles and holes stand, and wherever along its sweep the plane stands.
 */
export function programDifference(a: Program, b: Program): string | undefined {
  if (a.unit !== b.unit) return `units ${a.unit} and ${b.unit}`;
  if (a.features.length !== b.features.length)
    return `${a.features.length} and ${b.features.length} features`;
  const tolerance = 1e-9 * greatestMagnitude(a.features);
  for (const [i, feature] of a.features.entries()) {
    const difference = numbersDifference(
      describeFeature(feature, a.features),
      describeFeature(b.features[i], b.features),
      tolerance,
    );
    if (difference) return `feature ${i}: ${difference}`;
  }
  return undefined;
}

type Described = { readonly kind: string; readonly numbers: readonly number[] };

function numbersDifference(a: Described, b: Described, tolerance: number): string | undefined {
  if (a.kind !== b.kind) return `${a.kind} and ${b.kind}`;
  const i = a.numbers.findIndex((x, k) => !(Math.abs(x - b.numbers[k]) <= tolerance));
  return i < 0 ? undefined : `number ${i} of ${a.kind}: ${a.numbers[i]} and ${b.numbers[i]}`;
}

function describeFeature(feature: Feature, features: readonly Feature[]): Described {
  if (!isSweep(feature)) {
    const edges = feature.edges
      .map(({ between }) => joined(between.map((faces) => describeFaces(faces, features)).sort(byText)))
      .sort(byText);
    const size = feature.kind === 'fillet' ? feature.radius : feature.distance;
    return joined([{ kind: feature.kind, numbers: [size] }, ...edges]);
  }
  const { profiles } = feature.sketch;
  let { frame } = feature.sketch;
  let ends = [feature.to - feature.from];
  if (feature.kind === 'revolve') {
    const { point, direction } = feature.axis;
    const line = normalize(addScaled(scale(frame.xAxis, direction[0]), yAxisOf(frame), direction[1]));
    frame = rotateFrame(frame, planeToWorld(frame, point), line, feature.from);
    ends = [...ends, ...point, ...direction];
  } else frame = { ...frame, origin: toWorld(frame, [0, 0, feature.from]) };
  const described = profiles.map(describeProfile).sort(byText);
  return {
    kind: [feature.kind, feature.operation, ...described.map(({ kind }) => kind)].join(' '),
    numbers: [
      ...ends,
      ...frame.origin,
      ...frame.xAxis,
      ...frame.normal,
      ...described.flatMap(({ numbers }) => numbers),
    ],
  };
}

const joined = (parts: readonly Described[]): Described => ({
  kind: `(${parts.map(({ kind }) => kind).join(' ')})`,
  numbers: parts.flatMap(({ numbers }) => numbers),
});

/** Faces by the feature that swept them and, as loops may start anywhere, by the middles of what their sides came from. */
function describeFaces(selector: FaceSelector, features: readonly Feature[]): Described {
  const faces = sweptFaces(features, selector).map((face): Described => {
    if ('end' in face) return { kind: face.end, numbers: [] };
    const middles = face.pieces.map((piece) => piecePoint(piece, 0.5));
    return { kind: 'side', numbers: middles.flat() };
  });
  return joined([{ kind: selector.split('/')[1], numbers: [] }, ...faces.sort(byText)]);
}

function describeProfile({ outer, holes }: Profile): Described {
  return joined([describeLoop(outer), ...holes.map(describeLoop).sort(byText)]);
}

/** Counter-clockwise from the lowest corner; arcs by their middle point. */
function describeLoop(loop: Loop): Described {
  if (loop.kind === 'circle') return { kind: 'circle', numbers: [...loop.center, loop.radius] };
  const turned = loopArea(loop) < 0 ? reverseLoop(loop) : loop;
  if (turned.kind === 'circle') throw new Error('a path turned round stays a path');
  const edges = [...edgesOf(turned)].map(({ from, edge }) => {
    const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
    if (!arc) return { kind: 'line', from, numbers: [...from] };
    const middle = arc.startAngle + arc.sweep / 2;
    return {
      kind: 'arc',
      from,
      numbers: [
        ...from,
        arc.center[0] + arc.radius * Math.cos(middle),
        arc.center[1] + arc.radius * Math.sin(middle),
      ],
    };
  });
  const first = edges.reduce((best, edge, i) => (lower(edge.from, edges[best].from) ? i : best), 0);
  const ordered = [...edges.slice(first), ...edges.slice(0, first)];
  return {
    kind: ordered.map(({ kind }) => kind).join('-'),
    numbers: ordered.flatMap(({ numbers }) => numbers),
  };
}

/** By 2 u + 5 v, which no corner of the test shapes shares with another. */
const lower = (a: Vec2, b: Vec2): boolean => 2.0123 * a[0] + 5.0457 * a[1] < 2.0123 * b[0] + 5.0457 * b[1];

/** An order in which rounding plays no part. */
const byText = (a: Described, b: Described): number => textOf(a).localeCompare(textOf(b));
const textOf = ({ kind, numbers }: Described): string =>
  kind + numbers.map((x) => (Math.round(x * 1e5) / 1e5 + 1000).toFixed(5)).join();
