import { CommanderError } from 'commander';
import { CadtraceError, type ErrorCode } from '../errors.ts';

/** Whose fault each error is: 1 when cadtrace could not do it, 2 when it was asked wrongly or given unreadable input. */
const EXIT_CODES: Readonly<Record<ErrorCode, 1 | 2>> = {
  'input-unreadable': 2,
  'input-empty': 2,
  'input-truncated': 2,
  'input-too-large': 2,
  'input-unsupported': 2,
  'input-degenerate': 2,
  'program-invalid': 2,
  'program-syntax': 2,
  'format-unsupported': 2,
  'output-unwritable': 2,
  usage: 2,
  'kernel-failed': 1,
  'kernel-crashed': 1,
  'kernel-timeout': 1,
  cancelled: 1,
};

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof CadtraceError ? EXIT_CODES[error.code] : 1;
}

/** What to tell the user about it; undefined where the option parser has done so. */
export function messageOf(error: unknown): string | undefined {
  if (error instanceof CommanderError) return undefined;
  if (error instanceof CadtraceError) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `unexpected failure, please report it with the input:\n${detail}`;
}
