import { CadtraceError, type ErrorCode } from '../../src/errors.ts';
import { readTarget } from '../../src/input/read-target.ts';
import type { MeshTarget } from '../../src/input/target.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import type { LengthUnit } from '../../src/program/types.ts';
import { utf8 } from './bytes.ts';

/** A kernel that may not be used: mesh formats do without. */
export const noKernel = new Proxy({} as Kernel, {
  get() {
    throw new Error('the kernel was used');
  },
});

/** Reads a mesh from bytes, or from text as UTF-8. */
export async function readMesh(
  content: Uint8Array | string,
  name = 'part',
  unit?: LengthUnit,
): Promise<MeshTarget> {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const target = await readTarget(bytes, { name, unit, kernel: noKernel });
  if (target.kind !== 'mesh') throw new Error('expected a mesh');
  return target;
}

/** The error that reading `content` ends with, as "code: message". */
export async function readingError(content: Uint8Array | string, name = 'part'): Promise<string> {
  try {
    await readMesh(content, name);
  } catch (error) {
    if (error instanceof CadtraceError) return `${error.code satisfies ErrorCode}: ${error.message}`;
    throw error;
  }
  throw new Error('expected an error');
}
