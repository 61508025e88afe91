import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build, type InlineConfig, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kernel } from '../../src/kernel/index.ts';
import { loadKernel } from '../../src/kernel/load.node.ts';
import { findChromium } from '../support/chromium.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const BUNDLE: InlineConfig = {
  configFile: false,
  root: import.meta.dirname,
  publicDir: EXAMPLES,
  logLevel: 'error',
  worker: { format: 'es' },
  build: { outDir: join(import.meta.dirname, '../../out/browser'), emptyOutDir: true },
  preview: { host: '127.0.0.1', port: 0 },
};

const executablePath = findChromium();
const title = executablePath ? 'in Chromium' : 'in Chromium (skipped: none is installed)';

describe.skipIf(!executablePath)(title, () => {
  let kernel: Kernel;
  let server: PreviewServer;
  let browser: Browser;

  beforeAll(async () => {
    kernel = await loadKernel();
    await build(BUNDLE);
    server = await preview(BUNDLE);
    browser = await chromium.launch({ executablePath });
  });
  afterAll(async () => {
    kernel?.close();
    await browser?.close();
    await server?.close();
  });

  async function outcomeInBrowser(name: string): Promise<Outcome> {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls!.local[0]}?${name}`);
    await page.waitForSelector('[data-done]', { timeout: 240_000 });
    const shown = JSON.parse((await page.textContent('#outcome'))!);
    await page.close();
    return shown;
  }

  // The mesh needs the second WebAssembly module, of mesh Booleans, as well.
  test.each(['bearing-plate.step', 'bearing-plate.stl'])(
    '%s is reconstructed as in Node',
    { timeout: 300_000 },
    async (name) => {
      const expected = await outcomeOf(await readFile(join(EXAMPLES, name)), name, kernel);
      const outcome = await outcomeInBrowser(name);
      expect(outcome).toMatchObject({ code: expected.code, report: { valid: true, fit: { exact: true } } });
      expect(outcome.report.steps).toBe(expected.report.steps);
      expect(outcome.report.volume).toBeCloseTo(expected.report.volume, 6);
      expect(outcome.report.fit.explained).toBeCloseTo(expected.report.fit.explained, 9);
    },
  );
});
