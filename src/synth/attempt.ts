import { CadtraceError } from '../errors.ts';
import { cadJsonOf } from '../formats/cad-json.ts';
import { seededRandom } from '../geometry/random.ts';
import type { Assessment, Kernel } from '../kernel/types.ts';
import type { SweptProgram } from '../program/types.ts';
import { designKey } from './design-key.ts';
import type { Source } from './source.ts';
import { type DesignStatistics, designStatistics } from './statistics.ts';

/** Why an attempt gave no design: nothing was drawn, the kernel could not build it, what it built is not valid. */
export type Refusal = 'empty' | 'unbuildable' | 'invalid';

/** What came of an attempt; `fields` is the inside of the JSON object that a shard's line is, but its index. */
export type Outcome =
  | { readonly refused: Refusal }
  | { readonly key: string; readonly statistics: DesignStatistics; readonly fields: string };

/** Digits of a volume that do not depend on the order in which the kernel adds. */
const VOLUME_DIGITS = 9;

/**
 * Makes attempt number `attempt` of a seed: draws a design with stream `attempt` of it, builds it and checks it. The
 * same whatever was attempted before and wherever.
 */
export async function makeAttempt(
  source: Source,
  { seed, attempt, step, kernel }: { seed: number; attempt: number; step: number; kernel: Kernel },
): Promise<Outcome> {
  const sample = source.draw(seededRandom(seed, attempt));
  if (!sample) return { refused: 'empty' };
  const { program, beside } = sample;
  const assessment = await assess(program, kernel);
  if (!assessment) return { refused: 'unbuildable' };
  if (!assessment.valid) return { refused: 'invalid' };
  const { faces, edges } = assessment;
  const key = await designKey(program, step);
  const volume = Number(assessment.volume.toPrecision(VOLUME_DIGITS));
  const line = { attempt, key, faces, edges, volume, program: cadJsonOf(program), ...beside };
  return {
    key,
    statistics: designStatistics(program, { faces, edges }),
    fields: JSON.stringify(line).slice(1, -1),
  };
}

/** Undefined where the kernel cannot build it. */
async function assess(program: SweptProgram, kernel: Kernel): Promise<Assessment | undefined> {
  try {
    return await kernel.assess(program).catch((error) => {
      // A crash may be due to what the instance went through before: what a fresh one does is what counts.
      if (codeOf(error) === 'kernel-crashed') return kernel.assess(program);
      throw error;
    });
  } catch (error) {
    if (UNBUILDABLE.has(codeOf(error))) return undefined;
    throw error;
  }
}

const UNBUILDABLE: ReadonlySet<string | undefined> = new Set([
  'kernel-failed',
  'kernel-crashed',
  'program-invalid',
]);

const codeOf = (error: unknown): string | undefined =>
  error instanceof CadtraceError ? error.code : undefined;
