/** One reason why a program cannot be built. `path` is a JSON pointer into the program. */
export type ProgramProblem = { readonly path: string; readonly message: string; readonly value?: unknown };

export const problem = (path: string, message: string, value?: unknown): ProgramProblem =>
  value === undefined ? { path, message } : { path, message, value };
