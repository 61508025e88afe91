import { parentPort, workerData } from 'node:worker_threads';

/**
 * Answers the jobs of `inWorkers` in this thread, one by one: `start` gets what the pool's `setup` was and returns what
 * does a job. What that throws is the job's failure.
 */
export function answerJobs<Setup, Job, Answer>(
  start: (setup: Setup) => Promise<(job: Job) => Promise<Answer>>,
): void {
  const port = parentPort;
  if (!port) throw new Error('answerJobs runs in a worker thread only.');
  const started = start(workerData as Setup);
  port.on('message', async (job: Job) => {
    try {
      const work = await started;
      port.postMessage({ answer: await work(job) });
    } catch (error) {
      port.postMessage({ failure: error instanceof Error ? error.message : String(error) });
    }
  });
}
