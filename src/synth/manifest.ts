import { CadtraceError } from '../errors.ts';
import {
  arrayAt,
  type JsonNode,
  numberAt,
  objectAt,
  oneOf,
  parseJson,
  stringAt,
} from '../formats/json-node.ts';
import type { Rejections } from './collector.ts';

/** What a folder of designs is to hold; two folders of one plan are the same to the byte. */
export type Plan = {
  /** The version of cadtrace. */
  readonly generator: string;
  readonly style: string;
  readonly seed: number;
  readonly count: number;
  /** Designs a shard. */
  readonly shardSize: number;
  /** SHA-256 of the designs that the style varies, where it does. */
  readonly source?: string;
};

/** A finished file of a folder. */
export type ShardEntry = {
  readonly file: string;
  readonly designs: number;
  /** The attempts that its designs took, in the order of the streams. */
  readonly attempts: number;
  readonly rejected: Rejections;
  readonly bytes: number;
  readonly sha256: string;
};

/** What a folder of designs says of itself. */
export type Manifest = Plan & { readonly shards: readonly ShardEntry[] };

const FORMAT = 'cadtrace-synth';
const VERSION = 1;

/** The manifest as JSON, with the sums over all shards. */
export function writeManifest({ shards, ...plan }: Manifest): string {
  const { designs, attempts, rejected } = totalsOf(shards);
  const complete = designs === plan.count;
  const value = { format: FORMAT, version: VERSION, ...plan, complete, designs, attempts, rejected, shards };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Sums over shards. */
export function totalsOf(
  shards: readonly ShardEntry[],
): Pick<ShardEntry, 'designs' | 'attempts' | 'rejected'> {
  const sum = (of: (shard: ShardEntry) => number): number =>
    shards.reduce((total, shard) => total + of(shard), 0);
  return {
    designs: sum((shard) => shard.designs),
    attempts: sum((shard) => shard.attempts),
    rejected: {
      empty: sum((shard) => shard.rejected.empty),
      unbuildable: sum((shard) => shard.rejected.unbuildable),
      invalid: sum((shard) => shard.rejected.invalid),
      duplicate: sum((shard) => shard.rejected.duplicate),
    },
  };
}

/** Reads a manifest. Throws `program-syntax` for no JSON and `program-invalid`, with the place, for anything else. */
export function readManifest(text: string): Manifest {
  const root = objectAt(
    parseJson(text),
    ['format', 'version', ...PLAN, 'complete', 'designs', 'attempts', 'rejected', 'shards'],
    ['source'],
  );
  oneOf(root.format, [FORMAT]);
  oneOf(root.version, [VERSION]);
  return {
    generator: stringAt(root.generator),
    style: stringAt(root.style),
    seed: numberAt(root.seed),
    count: numberAt(root.count),
    shardSize: numberAt(root.shardSize),
    ...(root.source && { source: stringAt(root.source) }),
    shards: arrayAt(root.shards).map(shardAt),
  };
}

const PLAN = ['generator', 'style', 'seed', 'count', 'shardSize'] as const;

function shardAt(node: JsonNode): ShardEntry {
  const shard = objectAt(node, ['file', 'designs', 'attempts', 'rejected', 'bytes', 'sha256']);
  const rejected = objectAt(shard.rejected, ['empty', 'unbuildable', 'invalid', 'duplicate']);
  return {
    file: stringAt(shard.file),
    designs: numberAt(shard.designs),
    attempts: numberAt(shard.attempts),
    rejected: {
      empty: numberAt(rejected.empty),
      unbuildable: numberAt(rejected.unbuildable),
      invalid: numberAt(rejected.invalid),
      duplicate: numberAt(rejected.duplicate),
    },
    bytes: numberAt(shard.bytes),
    sha256: stringAt(shard.sha256),
  };
}

/** Makes sure that a folder was begun with this plan. Throws `usage`, naming the folder and what differs. */
export function assertSamePlan(folder: string, begun: Plan, plan: Plan): void {
  const differing = ([...PLAN, 'source'] as const).filter((name) => begun[name] !== plan[name]);
  if (differing.length === 0) return;
  const list = differing.map((name) => `${name} ${begun[name] ?? 'none'}, not ${plan[name] ?? 'none'}`);
  const message = `this folder was begun with ${list.join('; ')}: go on with what it was begun with, or name another folder.`;
  throw new CadtraceError('usage', message, { where: folder });
}
