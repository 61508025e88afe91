/** The worker thread of `synthesize`: makes attempts. */
import { kernelInThread } from '../kernel/load.node.ts';
import { answerJobs } from '../workers/answer-jobs.node.ts';
import { makeAttempt, type Outcome } from './attempt.ts';
import { type StyleInput, styleNamed } from './styles.ts';

/** The same for all threads of a run. */
export type SynthSetup = {
  readonly style: string;
  readonly input: StyleInput;
  readonly seed: number;
  /** The kernel's code, as `compileKernel` gives it. */
  readonly code: WebAssembly.Module;
};

/** The attempts from `first` on. */
export type Block = { readonly first: number; readonly size: number };

answerJobs(async ({ style, input, seed, code }: SynthSetup) => {
  const { step, source } = styleNamed(style);
  const drawn = source(input);
  const kernel = kernelInThread(code);
  return async ({ first, size }: Block): Promise<Outcome[]> => {
    const outcomes: Outcome[] = [];
    for (let attempt = first; attempt < first + size; attempt++) {
      outcomes.push(await makeAttempt(drawn, { seed, attempt, step, kernel }));
    }
    return outcomes;
  };
});
