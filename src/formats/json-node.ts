import { CadtraceError } from '../errors.ts';
import type { Vec2, Vec3 } from '../geometry/vector.ts';
import type { LengthUnit } from '../program/types.ts';

/** Longest text that is parsed, in UTF-16 code units. A part of a thousand features takes about a million. */
const MAX_LENGTH = 64 * 1024 * 1024;

export const LENGTH_UNITS: readonly LengthUnit[] = ['um', 'mm', 'cm', 'm', 'in', 'ft'];

/** A value inside a JSON document, with its JSON pointer. */
export type JsonNode = { readonly value: unknown; readonly path: string };

/** The document's root. Throws `input-too-large` for 64 million characters or more, `program-syntax` for no JSON. */
export function parseJson(text: string): JsonNode {
  if (text.length > MAX_LENGTH) {
    throw new CadtraceError(
      'input-too-large',
      `the file has ${text.length} characters; at most ${MAX_LENGTH} are read`,
    );
  }
  try {
    return { value: JSON.parse(text), path: '' };
  } catch (cause) {
    throw new CadtraceError('program-syntax', `this is not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Throws `program-invalid`: what was expected, what is there, and where. */
export function refuse(node: JsonNode, expected: string): never {
  const shown = JSON.stringify(node.value)?.slice(0, 60) ?? 'nothing';
  throw new CadtraceError('program-invalid', `expected ${expected}, found ${shown}`, {
    where: node.path || '/',
    value: node.value,
  });
}

/** The fields of an object: all of `required`, any of `optional` (undefined when absent), nothing else unless `optional` is null. */
export function objectAt<R extends string, O extends string = never>(
  node: JsonNode,
  required: readonly R[],
  optional: readonly O[] | null = [],
): Record<R, JsonNode> & Partial<Record<O, JsonNode>> {
  const { value, path } = node;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(node, 'an object');
  const fields: Record<string, JsonNode> = {};
  for (const [key, field] of Object.entries(value)) {
    const child = { value: field, path: `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` };
    const known: readonly string[] = optional === null ? [key] : [...required, ...optional];
    if (!known.includes(key)) return refuse(child, `no field of this name (known: ${known.join(', ')})`);
    fields[key] = child;
  }
  const missing = required.find((key) => !Object.hasOwn(fields, key));
  if (missing) return refuse(node, `a field "${missing}"`);
  return fields as Record<R, JsonNode> & Partial<Record<O, JsonNode>>;
}

export function arrayAt(node: JsonNode): JsonNode[] {
  if (!Array.isArray(node.value)) return refuse(node, 'a list');
  return node.value.map((value, i) => ({ value, path: `${node.path}/${i}` }));
}

export function numberAt(node: JsonNode): number {
  return typeof node.value === 'number' && Number.isFinite(node.value)
    ? node.value
    : refuse(node, 'a finite number');
}

export const stringAt = (node: JsonNode): string =>
  typeof node.value === 'string' ? node.value : refuse(node, 'a text');

export function oneOf<T extends string | number | boolean>(node: JsonNode, allowed: readonly T[]): T {
  return (
    allowed.find((value) => value === node.value) ??
    refuse(node, allowed.map((v) => JSON.stringify(v)).join(' or '))
  );
}

export function vec2At(node: JsonNode): Vec2 {
  const items = arrayAt(node);
  return items.length === 2 ? [numberAt(items[0]), numberAt(items[1])] : refuse(node, 'two numbers');
}

export function vec3At(node: JsonNode): Vec3 {
  const items = arrayAt(node);
  return items.length === 3
    ? [numberAt(items[0]), numberAt(items[1]), numberAt(items[2])]
    : refuse(node, 'three numbers');
}
