import { mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CadtraceError } from '../errors.ts';
import type { Shard } from './collector.ts';
import {
  assertSamePlan,
  type Manifest,
  type Plan,
  readManifest,
  type ShardEntry,
  writeManifest,
} from './manifest.ts';
import { sha256Of } from './sha256.ts';
import { packLines, shardName, unpackLines } from './shard-file.ts';

const MANIFEST = 'manifest.json';

/** A folder of designs, whose files are complete or not there at all. */
export type ShardFolder = {
  /** What is there. */
  readonly shards: () => readonly ShardEntry[];
  /** Writes the next shard, and the manifest that says so. Throws `output-unwritable`. */
  readonly keep: (shard: Shard) => Promise<void>;
};

/**
 * Opens the folder to go on with its plan, or makes it. Throws `usage` where it was begun with another plan, or has
 * shards without a manifest; `output-unwritable` where there can be no such folder.
 */
export async function openShardFolder(folder: string, plan: Plan): Promise<ShardFolder> {
  const names = await writing(folder, async () => {
    await mkdir(folder, { recursive: true });
    return readdir(folder);
  });
  let manifest: Manifest = { ...plan, shards: [] };
  if (names.includes(MANIFEST)) {
    manifest = await loadManifest(folder);
    assertSamePlan(folder, manifest, plan);
  } else if (names.includes(shardName(0))) {
    const message = 'there are shards in this folder but no manifest.json: name another folder.';
    throw new CadtraceError('usage', message, { where: folder, value: folder });
  } else await writing(folder, () => writeWhole(folder, MANIFEST, writeManifest(manifest)));
  return {
    shards: () => manifest.shards,
    async keep({ lines, attempts, rejected }) {
      const file = shardName(manifest.shards.length);
      const bytes = packLines(lines);
      const entry: ShardEntry = {
        file,
        designs: lines.length,
        attempts,
        rejected,
        bytes: bytes.length,
        sha256: await sha256Of(bytes),
      };
      manifest = { ...manifest, shards: [...manifest.shards, entry] };
      await writing(folder, async () => {
        await writeWhole(folder, file, bytes);
        await writeWhole(folder, MANIFEST, writeManifest(manifest));
      });
    },
  };
}

/** The manifest of a folder of designs. Throws `input-unreadable` where there is none that can be read. */
export async function loadManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  try {
    return readManifest(await readFile(path, 'utf8'));
  } catch (cause) {
    const message = `this is not the manifest of a folder of designs (${(cause as Error).message}).`;
    throw new CadtraceError('input-unreadable', message, { where: path, value: path, cause });
  }
}

/** The lines of a shard. Throws `input-unreadable` where its file is not what the manifest says. */
export async function loadShard(folder: string, { file, designs, sha256 }: ShardEntry): Promise<string[]> {
  const path = join(folder, file);
  try {
    const bytes = new Uint8Array(await readFile(path));
    if ((await sha256Of(bytes)) !== sha256) throw new Error('its checksum is not that in manifest.json');
    const lines = unpackLines(bytes);
    if (lines.length !== designs) throw new Error(`it has ${lines.length} designs, not ${designs}`);
    return lines;
  } catch (cause) {
    const message = `this shard is damaged (${(cause as Error).message}): name another folder.`;
    throw new CadtraceError('input-unreadable', message, { where: path, value: path, cause });
  }
}

/** Writes under a temporary name and renames, so that no file is ever half-written. */
async function writeWhole(folder: string, name: string, content: Uint8Array | string): Promise<void> {
  const temporary = join(folder, `.${name}.${process.pid}.part`);
  try {
    await writeFile(temporary, content);
    await rename(temporary, join(folder, name));
  } catch (cause) {
    await unlink(temporary).catch(() => {});
    throw cause;
  }
}

async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const message = `designs cannot be kept there (${(cause as Error).message}).`;
    throw new CadtraceError('output-unwritable', message, { where: folder, value: folder, cause });
  }
}
