import { answerJobs } from '../../out/test/workers/answer-jobs.node.js';

/** Adds what it was set up with to each number; some numbers make it fail, die or hang. */
answerJobs(async (offset) => async (number) => {
  if (number === 13) throw new Error('thirteen');
  if (number === 66) process.exit(3);
  if (number === 99) for (;;);
  await new Promise((resolve) => setTimeout(resolve, (number * 7) % 5));
  return number + offset;
});
