import { parentPort } from 'node:worker_threads';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Job } from './jobs.ts';
import { runJob } from './run-job.ts';

const kernel = await loadKernel();
parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await runJob(job, kernel)));
