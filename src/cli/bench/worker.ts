/** The worker thread of a benchmark. */
import { loadKernel } from '../../kernel/load.node.ts';
import type { Kernel } from '../../kernel/types.ts';
import { sweptProgram } from '../../program/sweeps.ts';
import { checkEditability, type Editability } from '../../report/editability.ts';
import { type DesignStatistics, designStatistics } from '../../synth/statistics.ts';
import { answerJobs } from '../../workers/answer-jobs.node.ts';
import { drawCase } from './draw-case.ts';
import { detectPrimitives } from './fit4cad/detect.ts';
import type { BenchAnswer, BenchJob, CountJob, EditJob } from './jobs.ts';
import { runCase } from './run-case.ts';

answerJobs(async () => {
  const kernel = await loadKernel();
  return (job: BenchJob): Promise<BenchAnswer> => {
    if (job.kind === 'run') return runCase(job.each, kernel, job.options);
    if (job.kind === 'draw') return drawCase(job.each, job.result, kernel);
    if (job.kind === 'detect') return detectPrimitives(job.folder, job.name, job.timeLimit);
    if (job.kind === 'edit') return moveAll(job, kernel);
    return countAll(job, kernel);
  };
});

async function countAll({ programs }: CountJob, kernel: Kernel): Promise<DesignStatistics[]> {
  const counted: DesignStatistics[] = [];
  for (const program of programs) {
    const assessment = await kernel.assess(program).catch(() => undefined);
    if (assessment)
      counted.push(designStatistics(sweptProgram(program, 'the survey of designs'), assessment));
  }
  return counted;
}

function moveAll({ program, timeLimit }: EditJob, kernel: Kernel): Promise<Editability> {
  const start = performance.now();
  const secondsLeft = (): number => timeLimit - (performance.now() - start) / 1000;
  return checkEditability(program, kernel, { secondsLeft });
}
