import { parentPort, workerData } from 'node:worker_threads';

/** Stands in for the worker of `synthesize`: `workerData` says what becomes of some attempts, by their numbers. */
parentPort.on('message', ({ first, size }) => {
  const outcomes = [];
  for (let attempt = first; attempt < first + size; attempt++) {
    const fate = workerData[attempt] ?? workerData.all;
    if (fate === 'hang') for (;;);
    if (fate === 'exit') process.exit(3);
    if (fate === 'throw') return parentPort.postMessage({ failure: 'x is not a function' });
    outcomes.push({ key: String(attempt) });
  }
  parentPort.postMessage({ answer: outcomes });
});
