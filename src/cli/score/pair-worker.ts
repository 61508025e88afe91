/** A worker thread of `scorePairs`: reads two files and scores the one against the other. */
import { CadtraceError } from '../../errors.ts';
import { loadKernel } from '../../kernel/load.node.ts';
import { type MeasuredReference, measureReference } from '../../score/pair.ts';
import { answerJobs } from '../../workers/answer-jobs.node.ts';
import type { FilePair, PairOutcome, ScoreSetup } from './folders.ts';
import { readPart, type ScoredPart, scoreParts, shouldBeProgram } from './part.ts';

/** The kernel ends a call that takes longer: of a part, one build, reading or measuring. */
const SECONDS_PER_CALL = 60;

answerJobs(async (setup: ScoreSetup) => {
  const kernel = (await loadKernel()).within(() => SECONDS_PER_CALL);

  return async ({ name, candidate: path, reference: referencePath }: FilePair): Promise<PairOutcome> => {
    let reference: MeasuredReference<ScoredPart>;
    try {
      reference = await measureReference(await readPart(referencePath, kernel), kernel);
    } catch (error) {
      return { name, unusable: messageOf(error) };
    }
    let programs = shouldBeProgram(path) ? programsOf(undefined, reference.part) : undefined;
    if (path === undefined) return { name, invalid: 'missing', programs };
    try {
      const candidate = await readPart(path, kernel);
      programs = programsOf(candidate, reference.part);
      return { name, score: await scoreParts(candidate, reference, { kernel, ...setup }), programs };
    } catch (error) {
      return { name, invalid: messageOf(error), programs };
    }
  };
});

/** The programs of both, or that of the reference where there is no candidate. */
function programsOf(candidate: ScoredPart | undefined, reference: ScoredPart): PairOutcome['programs'] {
  if (reference.kind === 'mesh' || !reference.program) return undefined;
  if (!candidate) return { reference: reference.program };
  if (candidate.kind === 'mesh' || !candidate.program) return undefined;
  return { reference: reference.program, candidate: candidate.program };
}

/** What went wrong with a part; anything but our own errors is a fault of ours and fails the job. */
function messageOf(error: unknown): string {
  if (error instanceof CadtraceError) return error.message;
  throw error;
}
