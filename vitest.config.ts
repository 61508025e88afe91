import { defineConfig } from 'vitest/config';
import { compiledWorker } from './test/support/compile-worker.ts';

export default defineConfig({
  plugins: [compiledWorker()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/compile-worker.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
