import { CadtraceError } from '../../errors.ts';
import type { CloudSetFigures } from '../../score/img2cadseq/cloud-sets.ts';
import { invalidRatio } from '../../score/img2cadseq/invalid-ratio.ts';
import { novelty } from '../../score/img2cadseq/novelty.ts';
import { uniqueness } from '../../score/img2cadseq/uniqueness.ts';
import { inWorkers, type JobResult } from '../../workers/pool.node.ts';
import { partsIn } from './folders.ts';
import type { SetMember, SetsAnswer, SetsJob } from './sets-worker.ts';

/** Img2CADSeq's figures of a set of generated parts beside a set of references; invalid parts are left out. */
export type SetsScore = CloudSetFigures & {
  readonly generated: number;
  readonly references: number;
  readonly invalidRatio: number;
  /** Undefined where a generated part is a mesh, as then it cannot be told whether two are the same. */
  readonly uniqueness: number | undefined;
  /** Undefined without training data, too. */
  readonly novelty: number | undefined;
  readonly invalid: readonly { readonly path: string; readonly reason: string }[];
};

export type SetsOptions = {
  readonly seed: number;
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Folder of what the generator was trained on. */
  readonly training?: string;
  readonly onProgress: (message: string) => void;
};

const script = new URL('./sets-worker.js', import.meta.url);

const SECONDS_PER_PART = 180;
/** Comparing 3,000 parts with 1,000 takes half an hour; timers count milliseconds in 31 bits. */
const SECONDS_TO_COMPARE = 2_000_000;

/**
 * Compares two folders as sets, whatever the names. Throws `input-empty` for a folder without parts and when no part of
 * one is valid, and `cancelled` when aborted.
 */
export async function scoreUnpaired(
  generatedFolder: string,
  referenceFolder: string,
  options: SetsOptions,
): Promise<SetsScore> {
  const generated = await membersOf(generatedFolder, 0, options);
  const generatedCount = generated.members.length + generated.invalid.length;
  const references = await membersOf(referenceFolder, generatedCount, options);
  // Of training data only the keys are used, so its points may be anyone's.
  const training = options.training === undefined ? undefined : await membersOf(options.training, 0, options);
  options.onProgress('comparing the sets');
  const job: SetsJob = {
    kind: 'compare',
    generated: generated.members.map(({ cloud }) => cloud),
    reference: references.members.map(({ cloud }) => cloud),
  };
  const [compared] = await resultsOf([job], SECONDS_TO_COMPARE, options);
  if (!('answer' in compared)) throw new Error(compared.failure);
  const keys = keysOf(generated.members);
  const trainingKeys = training && keysOf(training.members);
  return {
    generated: generated.members.length,
    references: references.members.length,
    invalidRatio: invalidRatio([...generated.members.map(() => true), ...generated.invalid.map(() => false)]),
    ...(compared.answer as CloudSetFigures),
    uniqueness: keys && uniqueness(keys),
    novelty: keys && trainingKeys && novelty(keys, new Set(trainingKeys)),
    invalid: [...generated.invalid, ...references.invalid, ...(training?.invalid ?? [])],
  };
}

type Members = {
  readonly members: readonly SetMember[];
  readonly invalid: SetsScore['invalid'];
};

/** Reads the parts of a folder, numbered from `firstNumber` on. */
async function membersOf(folder: string, firstNumber: number, options: SetsOptions): Promise<Members> {
  const paths = [...(await partsIn(folder)).values()];
  options.onProgress(`reading ${paths.length} parts of ${folder}`);
  const jobs = paths.map((path, i): SetsJob => ({ kind: 'read', path, number: firstNumber + i }));
  const results = await resultsOf(jobs, SECONDS_PER_PART, options);
  const members: SetMember[] = [];
  const invalid: { path: string; reason: string }[] = [];
  for (const [i, result] of results.entries()) {
    const answer = 'answer' in result ? result.answer : { invalid: result.failure };
    if ('invalid' in answer) invalid.push({ path: paths[i], reason: answer.invalid });
    else if ('cloud' in answer) members.push(answer);
  }
  if (members.length > 0) return { members, invalid };
  throw new CadtraceError('input-empty', `no part in it is valid: ${invalid[0].reason}`, { where: folder });
}

async function resultsOf(
  jobs: readonly SetsJob[],
  secondsPerJob: number,
  { seed, workers, signal }: SetsOptions,
): Promise<JobResult<SetsJob, SetsAnswer>[]> {
  const results: JobResult<SetsJob, SetsAnswer>[] = [];
  const options = { script, workers, secondsPerJob, setup: { seed }, signal };
  for await (const result of inWorkers<SetsJob, SetsAnswer>(jobs, options)) {
    if (signal.aborted) throw new CadtraceError('cancelled', 'stopped; nothing was written.');
    results.push(result);
  }
  return results;
}

/** Undefined when one has none. */
function keysOf(members: readonly SetMember[]): string[] | undefined {
  const keys = members.flatMap(({ key }) => key ?? []);
  return keys.length === members.length ? keys : undefined;
}
