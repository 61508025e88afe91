/** A worker thread of `scorePairs`: reads two files and scores the one against the other. */
import { CadtraceError } from '../errors.ts';
import { loadKernel } from '../kernel/load.node.ts';
import { answerJobs } from '../workers/answer-jobs.node.ts';
import type { FilePair, PairOutcome, ScoreSetup } from './score-folders.ts';
import { readPart, type ScoredPart, scoreParts } from './score-part.ts';

/** The kernel ends a call that takes longer: of a part, one build, reading or measuring. */
const SECONDS_PER_CALL = 60;

answerJobs(async (setup: ScoreSetup) => {
  const kernel = (await loadKernel()).within(() => SECONDS_PER_CALL);

  return async ({ name, candidate, reference }: FilePair): Promise<PairOutcome> => {
    let target: ScoredPart;
    try {
      target = await readPart(reference, kernel);
    } catch (error) {
      return { name, unusable: messageOf(error) };
    }
    if (candidate === undefined) return { name, invalid: 'missing' };
    try {
      return {
        name,
        score: await scoreParts(await readPart(candidate, kernel), target, { kernel, ...setup }),
      };
    } catch (error) {
      return { name, invalid: messageOf(error) };
    }
  };
});

/** What went wrong with a part; anything but our own errors is a fault of ours and fails the job. */
function messageOf(error: unknown): string {
  if (error instanceof CadtraceError) return error.message;
  throw error;
}
