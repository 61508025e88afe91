/** What went wrong, for programs that react to it; the message is for people. */
export type ErrorCode =
  | 'input-unreadable'
  | 'input-empty'
  | 'input-truncated'
  | 'input-too-large'
  | 'input-unsupported'
  | 'input-degenerate'
  | 'program-invalid'
  | 'program-syntax'
  | 'format-unsupported'
  | 'kernel-failed'
  | 'kernel-crashed'
  | 'kernel-timeout'
  | 'output-unwritable'
  | 'usage'
  | 'cancelled';

/**
 * Every error that cadtrace raises on purpose. `where` is the place in the input (a line, a byte offset, a path
 * into a program), `value` the offending value; the message says what is wrong and what to do about it.
 */
export class CadtraceError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly value: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    details: { where?: string; value?: unknown; cause?: unknown } = {},
  ) {
    super(details.where === undefined ? message : `${details.where}: ${message}`, { cause: details.cause });
    this.name = 'CadtraceError';
    this.code = code;
    this.where = details.where;
    this.value = details.value;
  }
}
