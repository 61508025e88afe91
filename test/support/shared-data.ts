import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Path of a folder or file among the real parts beside the repository; undefined where they are absent. */
export function sharedData(...path: readonly string[]): string | undefined {
  const found = resolve(import.meta.dirname, '../../../shared/data', ...path);
  return existsSync(found) ? found : undefined;
}
