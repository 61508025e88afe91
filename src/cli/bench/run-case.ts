import type { Kernel } from '../../kernel/types.ts';
import { reconstruct } from '../../reconstruct.ts';
import type { Case, Outcome } from './case.ts';
import { judge } from './judge.ts';
import { judgeScan } from './judge-scan.ts';
import { openInput } from './subject.ts';

export type RunOptions = {
  /** Seconds of search. */
  readonly timeLimit: number;
  readonly seed: number;
};

/** Reconstructs one part and compares it with the truth. Only reading and reconstructing are timed. */
export async function runCase(each: Case, kernel: Kernel, { timeLimit, seed }: RunOptions): Promise<Outcome> {
  const { suite, part, repeatOf, input } = each;
  const designerSteps = input.kind === 'program' ? input.program.features.length : input.designerSteps;
  const known = {
    suite,
    part,
    ...(repeatOf === undefined ? {} : { repeatOf }),
    ...(designerSteps === undefined ? {} : { designerSteps }),
  };
  let start = performance.now();
  let seconds: number | undefined;
  const elapsed = (): number => (performance.now() - start) / 1000;
  try {
    const open = await openInput(each, kernel);
    start = performance.now();
    const subject = await open();
    const options = { kernel, timeLimit, seed };
    const judging = { kernel, seed };
    if ('truth' in subject) {
      const found = await reconstruct(subject.target, options);
      seconds = elapsed();
      return { ...known, seconds, result: await judgeScan(found, subject, judging) };
    }
    const found = await reconstruct(subject.target, options);
    seconds = elapsed();
    return { ...known, seconds, result: await judge(each, subject, found, judging) };
  } catch (error) {
    return {
      ...known,
      seconds: seconds ?? elapsed(),
      error: error instanceof Error ? error.message : String(error),
    };
  }
}
