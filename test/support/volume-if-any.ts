import { CadtraceError } from '../../src/errors.ts';
import type { Kernel } from '../../src/kernel/types.ts';
import type { Program } from '../../src/program/types.ts';

/** Of our own build, or undefined where nothing is left, or outlines touch in a point so that nothing valid is. */
export async function volumeIfAny(kernel: Kernel, program: Program): Promise<number | undefined> {
  try {
    const solid = await kernel.build(program);
    return (await kernel.check(solid)).valid ? (await kernel.measure(solid)).volume : undefined;
  } catch (error) {
    if (error instanceof CadtraceError && /kernel-failed|program-invalid/.test(error.code)) return undefined;
    throw error;
  }
}
