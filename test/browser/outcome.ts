import { writeReadableCadQuery } from '../../src/formats/index.ts';
import type { Report } from '../../src/index.ts';
import { reconstruct } from '../../src/index.ts';
import { readTarget } from '../../src/input/index.ts';
import type { Kernel } from '../../src/kernel/index.ts';

/** What a reconstruction gives wherever it runs; its duration is left out. */
export type Outcome = { readonly code: string; readonly report: Omit<Report, 'seconds'> };

/** So long that no machine's speed decides what is found. */
const TIME_LIMIT = 600;

/** Reads the part, reconstructs it and writes its program: the same in Node and in a browser. */
export async function outcomeOf(bytes: Uint8Array, name: string, kernel: Kernel): Promise<Outcome> {
  const target = await readTarget(bytes, { name, kernel });
  const { program, report } = await reconstruct(target, { kernel, timeLimit: TIME_LIMIT });
  const { seconds: _, ...lasting } = report;
  return { code: writeReadableCadQuery(program), report: lasting };
}
