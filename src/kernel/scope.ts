/** Registers an object to be freed when the scope ends, and returns it. */
export type Own = <D extends Disposable>(object: D) => D;

/**
 * Runs `work` and then frees, last first, every object that it registered: OCCT objects live outside the garbage
 * collector, so each call of the kernel is one scope and nothing made in it outlives it.
 */
export function scoped<T>(work: (own: Own) => T): T {
  const owned: Disposable[] = [];
  try {
    return work((object) => {
      owned.push(object);
      return object;
    });
  } finally {
    while (owned.length > 0) owned.pop()![Symbol.dispose]();
  }
}
