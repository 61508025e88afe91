import { gunzipSync, gzipSync } from 'fflate';

/** The name of a shard's file. */
export const shardName = (index: number): string => `shard-${String(index).padStart(5, '0')}.jsonl.gz`;

/** Lines as a compressed file, which is the same to the byte for the same lines: its header has no time. */
export function packLines(lines: readonly string[]): Uint8Array {
  return gzipSync(new TextEncoder().encode(`${lines.join('\n')}\n`), { mtime: 0 });
}

/** The inverse of `packLines`. Throws for bytes that are no compressed text. */
export function unpackLines(bytes: Uint8Array): string[] {
  return new TextDecoder('utf-8', { fatal: true }).decode(gunzipSync(bytes)).split('\n').slice(0, -1);
}
