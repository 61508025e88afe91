import { defineConfig } from 'vitest/config';
import { compiledWorkers } from './test/support/compile-workers.ts';

export default defineConfig({
  plugins: [compiledWorkers()],
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/compile-workers.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
