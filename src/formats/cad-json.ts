import { CadtraceError } from '../errors.ts';
import type { Frame } from '../geometry/frame.ts';
import type { Vec2, Vec3 } from '../geometry/vector.ts';
import type {
  Binding,
  Edge,
  Feature,
  LengthUnit,
  Loop,
  Operation,
  Parameter,
  Profile,
  Program,
  Sketch,
} from '../program/types.ts';

const FORMAT = 'cadtrace';
const VERSION = 1;
/** Longest text that is parsed, in UTF-16 code units. A part of a thousand features takes about a million. */
const MAX_LENGTH = 64 * 1024 * 1024;

const UNITS: readonly LengthUnit[] = ['um', 'mm', 'cm', 'm', 'in', 'ft'];
const OPERATIONS: readonly Operation[] = ['new', 'join', 'cut', 'intersect'];

/** The program as cadtrace's own JSON: `{ format, version, unit, features, parameters? }`, numbers in full precision. */
export function writeCadJson(program: Program): string {
  const { unit, features, parameters } = program;
  const text = JSON.stringify({ format: FORMAT, version: VERSION, unit, features, parameters }, null, 2);
  // Points on one line each. A raw newline cannot stand inside a JSON string, so only arrays match.
  const onOneLine = text.replace(/\[\n\s*([-\d.e+]+(?:,\n\s*[-\d.e+]+)*)\n\s*\]/g, (_, numbers: string) => {
    return `[${numbers.replace(/,\n\s*/g, ', ')}]`;
  });
  return `${onOneLine}\n`;
}

/**
 * Reads cadtrace's own JSON, strictly: every field is checked and unknown ones are refused.
 * Throws `program-syntax` for text that is not JSON and `program-invalid`, with the JSON pointer, for anything else.
 */
export function readCadJson(text: string): Program {
  if (text.length > MAX_LENGTH) {
    throw new CadtraceError(
      'input-too-large',
      `the file has ${text.length} characters; at most ${MAX_LENGTH} are read`,
    );
  }
  const root = objectAt(
    { value: parse(text), path: '' },
    ['format', 'version', 'unit', 'features'],
    ['parameters'],
  );
  oneOf(root.format, [FORMAT]);
  oneOf(root.version, [VERSION]);
  const unit = oneOf(root.unit, UNITS);
  const features = arrayAt(root.features).map(featureAt);
  return root.parameters
    ? { unit, features, parameters: arrayAt(root.parameters).map(parameterAt) }
    : { unit, features };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CadtraceError('program-syntax', `this is not JSON: ${(cause as Error).message}`, { cause });
  }
}

function featureAt(node: Node): Feature {
  const kind = oneOf(objectAt(node, ['kind'], null).kind, ['extrude', 'revolve'] as const);
  const shared = ['kind', 'operation', 'sketch', 'from', 'to'] as const;
  if (kind === 'extrude') {
    const f = objectAt(node, shared);
    return {
      kind,
      operation: oneOf(f.operation, OPERATIONS),
      sketch: sketchAt(f.sketch),
      from: numberAt(f.from),
      to: numberAt(f.to),
    };
  }
  const f = objectAt(node, [...shared, 'axis']);
  const axis = objectAt(f.axis, ['point', 'direction']);
  return {
    kind,
    operation: oneOf(f.operation, OPERATIONS),
    sketch: sketchAt(f.sketch),
    axis: { point: vec2At(axis.point), direction: vec2At(axis.direction) },
    from: numberAt(f.from),
    to: numberAt(f.to),
  };
}

function sketchAt(node: Node): Sketch {
  const { frame, profiles } = objectAt(node, ['frame', 'profiles']);
  return { frame: frameAt(frame), profiles: arrayAt(profiles).map(profileAt) };
}

function frameAt(node: Node): Frame {
  const { origin, xAxis, normal } = objectAt(node, ['origin', 'xAxis', 'normal']);
  return { origin: vec3At(origin), xAxis: vec3At(xAxis), normal: vec3At(normal) };
}

function profileAt(node: Node): Profile {
  const { outer, holes } = objectAt(node, ['outer', 'holes']);
  return { outer: loopAt(outer), holes: arrayAt(holes).map(loopAt) };
}

function loopAt(node: Node): Loop {
  const kind = oneOf(objectAt(node, ['kind'], null).kind, ['circle', 'path'] as const);
  if (kind === 'circle') {
    const { center, radius } = objectAt(node, ['kind', 'center', 'radius']);
    return { kind, center: vec2At(center), radius: numberAt(radius) };
  }
  const { start, edges } = objectAt(node, ['kind', 'start', 'edges']);
  return { kind, start: vec2At(start), edges: arrayAt(edges).map(edgeAt) };
}

function edgeAt(node: Node): Edge {
  const kind = oneOf(objectAt(node, ['kind'], null).kind, ['line', 'arc'] as const);
  if (kind === 'line') return { kind, to: vec2At(objectAt(node, ['kind', 'to']).to) };
  const { through, to } = objectAt(node, ['kind', 'through', 'to']);
  return { kind, through: vec2At(through), to: vec2At(to) };
}

function parameterAt(node: Node): Parameter {
  const { name, value, bindings } = objectAt(node, ['name', 'value', 'bindings']);
  return { name: stringAt(name), value: numberAt(value), bindings: arrayAt(bindings).map(bindingAt) };
}

function bindingAt(node: Node): Binding {
  const { path, scale, offset } = objectAt(node, ['path', 'scale'], ['offset']);
  const binding = { path: stringAt(path), scale: numberAt(scale) };
  return offset ? { ...binding, offset: numberAt(offset) } : binding;
}

/** A value inside the document, with its JSON pointer. */
type Node = { readonly value: unknown; readonly path: string };

function refuse(node: Node, expected: string): never {
  const shown = JSON.stringify(node.value)?.slice(0, 60) ?? 'nothing';
  throw new CadtraceError('program-invalid', `expected ${expected}, found ${shown}`, {
    where: node.path || '/',
    value: node.value,
  });
}

/** The fields of an object: all of `required`, any of `optional` (undefined when absent), nothing else unless `optional` is null. */
function objectAt<R extends string, O extends string = never>(
  node: Node,
  required: readonly R[],
  optional: readonly O[] | null = [],
): Record<R, Node> & Partial<Record<O, Node>> {
  const { value, path } = node;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(node, 'an object');
  const fields: Record<string, Node> = {};
  for (const [key, field] of Object.entries(value)) {
    const child = { value: field, path: `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` };
    const known: readonly string[] = optional === null ? [key] : [...required, ...optional];
    if (!known.includes(key)) return refuse(child, `no field of this name (known: ${known.join(', ')})`);
    fields[key] = child;
  }
  const missing = required.find((key) => !Object.hasOwn(fields, key));
  if (missing) return refuse(node, `a field "${missing}"`);
  return fields as Record<R, Node> & Partial<Record<O, Node>>;
}

function arrayAt(node: Node): Node[] {
  if (!Array.isArray(node.value)) return refuse(node, 'a list');
  return node.value.map((value, i) => ({ value, path: `${node.path}/${i}` }));
}

function numberAt(node: Node): number {
  return typeof node.value === 'number' && Number.isFinite(node.value)
    ? node.value
    : refuse(node, 'a finite number');
}

const stringAt = (node: Node): string =>
  typeof node.value === 'string' ? node.value : refuse(node, 'a text');

function oneOf<T extends string | number>(node: Node, allowed: readonly T[]): T {
  return (
    allowed.find((value) => value === node.value) ??
    refuse(node, allowed.map((v) => JSON.stringify(v)).join(' or '))
  );
}

function vec2At(node: Node): Vec2 {
  const items = arrayAt(node);
  return items.length === 2 ? [numberAt(items[0]), numberAt(items[1])] : refuse(node, 'two numbers');
}

function vec3At(node: Node): Vec3 {
  const items = arrayAt(node);
  return items.length === 3
    ? [numberAt(items[0]), numberAt(items[1]), numberAt(items[2])]
    : refuse(node, 'three numbers');
}
