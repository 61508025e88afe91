#!/usr/bin/env node
import { run } from './run.ts';

const stop = new AbortController();
process.once('SIGINT', () => {
  // The second time the default handling applies: the process ends at once.
  process.stderr.write('\nstopping; once more to stop at once\n');
  stop.abort();
});
process.once('SIGTERM', () => stop.abort());

// A reader that has seen enough, such as `head`, closes the pipe: there is nobody left to write to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  signal: stop.signal,
});
