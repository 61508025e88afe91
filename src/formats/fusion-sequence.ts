import { gunzipSync } from 'fflate';
import { CadtraceError } from '../errors.ts';
import { distance2, type Vec2 } from '../geometry/vector.ts';
import { liftPlain, plainValue } from '../program/lifted.ts';
import { combineRegions } from '../program/region-boolean.ts';
import type { Edge, Loop, Operation, Profile, Sweep, SweptProgram } from '../program/types.ts';
import { combineFaces, type Work } from './cadquery/sketch-region.ts';
import type { Region } from './cadquery/values.ts';
import {
  arrayAt,
  type JsonNode,
  LENGTH_UNITS,
  numberAt,
  objectAt,
  oneOf,
  parseJson,
  refuse,
  stringAt,
  vec2At,
  vec3At,
} from './json-node.ts';

/** A design of the Fusion 360 Gallery; `volume` is what Autodesk measured, in the cube of the program's unit. */
export type FusionDesign = { readonly id: string; readonly program: SweptProgram; readonly volume: number };

/** Most curves that an outline may have: they are joined pair by pair. */
const MAX_CURVES = 4000;
/** Most steps times curves times faces of a sketch whose regions are combined, as `combineFaces` counts them. */
const MAX_WORK = 1e9;
/** Ends closer than this, in the file's unit, are one point: files hold ten decimals of coordinates that are not exact. */
const SAME_POINT = 1e-5;
/** Most bytes that a compressed collection may unpack to. */
const MAX_UNPACKED = 512 * 1024 * 1024;

/**
 * Reads a simplified Fusion 360 Gallery reconstruction sequence: sketches of faces that are added and subtracted, each
 * extruded. Throws `program-syntax` for text that is not JSON, `program-invalid` with the JSON pointer for a document of
 * another shape, `input-unsupported` for curves other than lines, arcs and circles and for tapered extrusions,
 * `input-degenerate` for curves that form no single closed outline, `input-too-large` for too many of them.
 */
export const readFusionSequence = (text: string): FusionDesign => designAt(parseJson(text));

/**
 * Reads many such sequences, one a line, plain or compressed by gzip. A line that cannot be expressed becomes a
 * problem that names it. Throws `input-too-large` for more than 512 MiB of text,
 * `input-truncated` or `input-unreadable` for damaged gzip.
 */
export function readFusionSequences(bytes: Uint8Array): {
  designs: FusionDesign[];
  problems: CadtraceError[];
} {
  const designs: FusionDesign[] = [];
  const problems: CadtraceError[] = [];
  for (const [i, line] of new TextDecoder().decode(unpacked(bytes)).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      designs.push(readFusionSequence(line));
    } catch (cause) {
      if (!(cause instanceof CadtraceError)) throw cause;
      problems.push(new CadtraceError(cause.code, cause.message, { where: `line ${i + 1}`, cause }));
    }
  }
  return { designs, problems };
}

/** Bytes of a gzip file's header and trailer. */
const GZIP_OVERHEAD = 18;

/** The bytes without the gzip (RFC 1952) around them, whose last four bytes say how long they are. */
function unpacked(bytes: Uint8Array): Uint8Array {
  if (!(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  if (bytes.length < GZIP_OVERHEAD) throw new CadtraceError('input-truncated', 'this gzip file is cut short');
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  if (size > MAX_UNPACKED) {
    throw new CadtraceError(
      'input-too-large',
      `this unpacks to ${size} bytes; at most ${MAX_UNPACKED} are read`,
    );
  }
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new CadtraceError('input-unreadable', 'this gzip file is damaged', { cause });
  }
}

function designAt(root: JsonNode): FusionDesign {
  const { id, units, steps, expected } = objectAt(root, ['id', 'units', 'steps', 'expected'], null);
  const [first] = arrayAt(steps);
  if (!first) refuse(steps, 'at least one step');
  return {
    id: stringAt(id),
    program: { unit: oneOf(units, LENGTH_UNITS), features: arrayAt(steps).map(featureAt) },
    volume: numberAt(objectAt(expected, ['volume'], null).volume),
  };
}

const OPERATIONS = { add: 'join', subtract: 'cut', intersect: 'intersect' } as const;

function featureAt(node: JsonNode, index: number): Sweep {
  const { sketch, extrude } = objectAt(node, ['sketch', 'extrude'], null);
  const { plane, faces } = objectAt(sketch, ['plane', 'faces'], null);
  const { origin, x_dir, z_dir } = objectAt(plane, ['origin', 'x_dir', 'z_dir'], null);
  const frame = { origin: vec3At(origin), xAxis: vec3At(x_dir), normal: vec3At(z_dir) };
  const { amount, both, taper, mode } = objectAt(extrude, ['amount', 'both', 'taper', 'mode'], null);
  if (numberAt(taper) !== 0) throw unsupported(taper, 'a tapered extrusion');
  const operation: Operation = OPERATIONS[oneOf(mode, ['add', 'subtract', 'intersect'] as const)];
  const distance = numberAt(amount);
  const symmetric = oneOf(both, [true, false]);
  return {
    kind: 'extrude',
    operation: index === 0 ? 'new' : operation,
    sketch: { frame, profiles: profilesAt(faces) },
    from: symmetric ? -Math.abs(distance) : Math.min(0, distance),
    to: symmetric ? Math.abs(distance) : Math.max(0, distance),
  };
}

/** The faces of a sketch, one after the other added to its region or subtracted from it. */
function profilesAt(faces: JsonNode): Profile[] {
  let work = 0;
  const count = (steps: number) => {
    work += steps;
    if (work > MAX_WORK) throw tooLarge(faces, 'this sketch has too many curves to be combined');
  };
  const region = arrayAt(faces).reduce<Region>((sum, face) => {
    const { mode, curves } = objectAt(face, ['mode', 'curves'], null);
    const drawn = liftPlain<Profile[]>([{ outer: loopAt(curves), holes: [] }]);
    return oneOf(mode, ['add', 'subtract']) === 'add'
      ? added(sum, drawn, count)
      : combineFaces(sum, drawn, 's', count);
  }, []);
  if (region.length === 0) refuse(faces, 'faces that leave an area');
  return mergeNeighbours(region.map((profile) => plainValue<Profile>(profile)));
}

/** Designers pick regions that lines divide one by one: those that share an edge become one, as when extruded. */
function mergeNeighbours([first, ...others]: readonly Profile[]): Profile[] {
  let merged = [first];
  for (const profile of others) {
    try {
      merged = combineRegions('union', merged, [profile]);
    } catch (error) {
      if (!(error instanceof CadtraceError && error.code === 'input-degenerate')) throw error;
      merged.push(profile);
    }
  }
  return merged;
}

/** Faces of one Fusion sketch never overlap: where rounding breaks an outline, they stand side by side. */
function added(region: Region, face: Region, work: Work): Region {
  try {
    return combineFaces(region, face, 'a', work);
  } catch (error) {
    if (error instanceof CadtraceError && error.code === 'input-degenerate') return [...region, ...face];
    throw error;
  }
}

type OpenCurve = { readonly from: Vec2; readonly edge: Edge };

/** The curves, which come in any order and direction, as one closed loop. */
function loopAt(node: JsonNode): Loop {
  const curves = arrayAt(node);
  if (curves.length > MAX_CURVES) {
    throw tooLarge(node, `an outline may have at most ${MAX_CURVES} curves, this one has ${curves.length}`);
  }
  const [first, ...others] = curves.map(curveAt);
  if (first === undefined) return refuse(node, 'at least one curve');
  if ('kind' in first) return others.length === 0 ? first : refuse(node, 'a circle alone');
  const open = others.map((curve) => ('kind' in curve ? refuse(node, 'a circle alone') : curve));
  const edges = [first.edge];
  while (open.length > 0) {
    const end = edges[edges.length - 1].to;
    const gaps = open.map(({ from, edge }) => Math.min(distance2(from, end), distance2(edge.to, end)));
    const [{ from, edge }] = open.splice(gaps.indexOf(Math.min(...gaps)), 1);
    const forwards = distance2(from, end) <= distance2(edge.to, end);
    if (!near(forwards ? from : edge.to, end)) throw notClosed(node);
    edges.push(forwards ? edge : { ...edge, to: from });
  }
  const last = edges[edges.length - 1];
  if (!near(last.to, first.from)) throw notClosed(node);
  edges[edges.length - 1] = { ...last, to: first.from };
  return { kind: 'path', start: first.from, edges };
}

function curveAt(node: JsonNode): OpenCurve | Extract<Loop, { kind: 'circle' }> {
  const { type } = objectAt(node, ['type'], null);
  switch (stringAt(type)) {
    case 'line': {
      const { start, end } = objectAt(node, ['start', 'end'], null);
      return { from: vec2At(start), edge: { kind: 'line', to: vec2At(end) } };
    }
    case 'arc':
      return arcAt(node);
    case 'circle': {
      const { center, radius } = objectAt(node, ['center', 'radius'], null);
      return { kind: 'circle', center: vec2At(center), radius: numberAt(radius) };
    }
    default:
      throw unsupported(type, `a curve of type ${JSON.stringify(type.value)}`);
  }
}

function arcAt(node: JsonNode): OpenCurve {
  const fields = objectAt(node, ['center', 'radius', 'start_deg', 'sweep_deg'], null);
  const [u, v] = vec2At(fields.center);
  const [radius, start, sweep] = [fields.radius, fields.start_deg, fields.sweep_deg].map(numberAt);
  const at = (share: number): Vec2 => {
    const angle = ((start + share * sweep) * Math.PI) / 180;
    return [u + radius * Math.cos(angle), v + radius * Math.sin(angle)];
  };
  return { from: at(0), edge: { kind: 'arc', through: at(0.5), to: at(1) } };
}

const near = (a: Vec2, b: Vec2): boolean => distance2(a, b) < SAME_POINT;

const unsupported = ({ path, value }: JsonNode, what: string): CadtraceError =>
  new CadtraceError(
    'input-unsupported',
    `${what} cannot be expressed: only lines, arcs and circles, extruded straight`,
    {
      where: path,
      value,
    },
  );

const notClosed = ({ path }: JsonNode): CadtraceError =>
  new CadtraceError('input-degenerate', 'the curves of this face form no single closed outline', {
    where: path,
  });

const tooLarge = ({ path }: JsonNode, message: string): CadtraceError =>
  new CadtraceError('input-too-large', message, { where: path });
