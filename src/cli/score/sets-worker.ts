/** A worker thread of `scoreUnpaired`: reads parts as metrics of sets see them, and compares sets. */
import { CadtraceError } from '../../errors.ts';
import { loadKernel } from '../../kernel/load.node.ts';
import { type CloudSetFigures, cloudSetFigures } from '../../score/img2cadseq/cloud-sets.ts';
import { shapeKey } from '../../score/img2cadseq/shape-key.ts';
import { unitCloud } from '../../score/img2cadseq/unit-cloud.ts';
import { measurePart } from '../../score/measured-part.ts';
import { answerJobs } from '../../workers/answer-jobs.node.ts';
import { readPart } from './part.ts';

export type SetsJob =
  | {
      readonly kind: 'read';
      readonly path: string;
      /** Added to the seed: points of equal parts must differ by chance, or their distance is below that of sampling. */
      readonly number: number;
    }
  | {
      readonly kind: 'compare';
      readonly generated: readonly Float64Array[];
      readonly reference: readonly Float64Array[];
    };

/** A part of a set: points on it, and what tells it from others, which of a mesh is not known. */
export type SetMember = { readonly cloud: Float64Array; readonly key?: string };

export type SetsAnswer = SetMember | { readonly invalid: string } | CloudSetFigures;

/** The kernel ends a call that takes longer. */
const SECONDS_PER_CALL = 60;

answerJobs(async ({ seed }: { readonly seed: number }) => {
  const kernel = (await loadKernel()).within(() => SECONDS_PER_CALL);

  return async (job: SetsJob): Promise<SetsAnswer> => {
    if (job.kind === 'compare') {
      return cloudSetFigures(job.generated, job.reference, { seed, metric: 'euclidean' });
    }
    try {
      const part = await readPart(job.path, kernel);
      if (part.kind === 'solid') {
        const { valid, problems } = await kernel.check(part.solid);
        if (!valid) return { invalid: problems.join(' ') };
      }
      const measured = await measurePart(part, { role: 'candidate', ratio: 1, kernel });
      const cloud = unitCloud(measured.mesh, seed + job.number);
      return measured.kind === 'mesh' ? { cloud } : { cloud, key: shapeKey(measured) };
    } catch (error) {
      if (error instanceof CadtraceError) return { invalid: error.message };
      throw error;
    }
  };
});
