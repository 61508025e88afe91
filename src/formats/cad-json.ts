import type { Frame } from '../geometry/frame.ts';
import type {
  Binding,
  Edge,
  EdgeSelector,
  Feature,
  Loop,
  Operation,
  Parameter,
  Profile,
  Program,
  Sketch,
} from '../program/types.ts';
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

const FORMAT = 'cadtrace';
const VERSION = 1;
const OPERATIONS: readonly Operation[] = ['new', 'join', 'cut', 'intersect'];

/** The program as the value that cadtrace's own JSON is of: `{ format, version, unit, features, parameters? }`. */
export const cadJsonOf = ({ unit, features, parameters }: Program): object => ({
  format: FORMAT,
  version: VERSION,
  unit,
  features,
  parameters,
});

/** The program as cadtrace's own JSON, numbers in full precision. */
export function writeCadJson(program: Program): string {
  const text = JSON.stringify(cadJsonOf(program), null, 2);
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
  const root = objectAt(parseJson(text), ['format', 'version', 'unit', 'features'], ['parameters']);
  oneOf(root.format, [FORMAT]);
  oneOf(root.version, [VERSION]);
  const unit = oneOf(root.unit, LENGTH_UNITS);
  const features = arrayAt(root.features).map(featureAt);
  return root.parameters
    ? { unit, features, parameters: arrayAt(root.parameters).map(parameterAt) }
    : { unit, features };
}

function featureAt(node: JsonNode): Feature {
  const kind = oneOf(objectAt(node, ['kind'], null).kind, [
    'extrude',
    'revolve',
    'fillet',
    'chamfer',
  ] as const);
  if (kind === 'fillet') {
    const { edges, radius } = objectAt(node, ['kind', 'edges', 'radius']);
    return { kind, edges: arrayAt(edges).map(edgeSelectorAt), radius: numberAt(radius) };
  }
  if (kind === 'chamfer') {
    const { edges, distance } = objectAt(node, ['kind', 'edges', 'distance']);
    return { kind, edges: arrayAt(edges).map(edgeSelectorAt), distance: numberAt(distance) };
  }
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

function edgeSelectorAt(node: JsonNode): EdgeSelector {
  const { between } = objectAt(node, ['between']);
  const selectors = arrayAt(between);
  return selectors.length === 2
    ? { between: [stringAt(selectors[0]), stringAt(selectors[1])] }
    : refuse(between, 'two texts');
}

function sketchAt(node: JsonNode): Sketch {
  const { frame, profiles } = objectAt(node, ['frame', 'profiles']);
  return { frame: frameAt(frame), profiles: arrayAt(profiles).map(profileAt) };
}

function frameAt(node: JsonNode): Frame {
  const { origin, xAxis, normal } = objectAt(node, ['origin', 'xAxis', 'normal']);
  return { origin: vec3At(origin), xAxis: vec3At(xAxis), normal: vec3At(normal) };
}

function profileAt(node: JsonNode): Profile {
  const { outer, holes } = objectAt(node, ['outer', 'holes']);
  return { outer: loopAt(outer), holes: arrayAt(holes).map(loopAt) };
}

function loopAt(node: JsonNode): Loop {
  const kind = oneOf(objectAt(node, ['kind'], null).kind, ['circle', 'path'] as const);
  if (kind === 'circle') {
    const { center, radius } = objectAt(node, ['kind', 'center', 'radius']);
    return { kind, center: vec2At(center), radius: numberAt(radius) };
  }
  const { start, edges } = objectAt(node, ['kind', 'start', 'edges']);
  return { kind, start: vec2At(start), edges: arrayAt(edges).map(edgeAt) };
}

function edgeAt(node: JsonNode): Edge {
  const kind = oneOf(objectAt(node, ['kind'], null).kind, ['line', 'arc'] as const);
  if (kind === 'line') return { kind, to: vec2At(objectAt(node, ['kind', 'to']).to) };
  const { through, to } = objectAt(node, ['kind', 'through', 'to']);
  return { kind, through: vec2At(through), to: vec2At(to) };
}

function parameterAt(node: JsonNode): Parameter {
  const { name, value, bindings } = objectAt(node, ['name', 'value', 'bindings']);
  return { name: stringAt(name), value: numberAt(value), bindings: arrayAt(bindings).map(bindingAt) };
}

function bindingAt(node: JsonNode): Binding {
  const { path, scale, offset } = objectAt(node, ['path', 'scale'], ['offset']);
  const binding = { path: stringAt(path), scale: numberAt(scale) };
  return offset ? { ...binding, offset: numberAt(offset) } : binding;
}
