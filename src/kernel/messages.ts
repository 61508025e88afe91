import { CadtraceError, type ErrorCode } from '../errors.ts';
import type { Kernel } from './types.ts';

/** The calls of a kernel that work on its instance. */
export type Method = Exclude<keyof Kernel, 'within' | 'close'>;

/** One call, as it is sent to the worker that does it. */
export type Request = {
  readonly [M in Method]: { readonly method: M; readonly args: Parameters<Kernel[M]> };
}[Method];

/** What comes back. */
export type Answer = { readonly result: unknown } | { readonly error: PlainError };

/** A CadtraceError as plain data: copying an error between threads loses its class and its own fields. */
export type PlainError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly where: string | undefined;
  readonly value: unknown;
  readonly cause: string | undefined;
};

/** The error as plain data; what is no CadtraceError counts as a crash. Of its cause only the message is kept. */
export function plainErrorOf(error: unknown): PlainError {
  if (!(error instanceof CadtraceError)) {
    return plainErrorOf(new CadtraceError('kernel-crashed', String(error), { cause: error }));
  }
  const { code, message, where, value, cause } = error;
  return {
    code,
    // The constructor puts the place in front, and will do so again.
    message: where === undefined ? message : message.slice(`${where}: `.length),
    where,
    value,
    cause: cause instanceof Error ? cause.message : cause === undefined ? undefined : String(cause),
  };
}

/** The inverse of `plainErrorOf`. */
export function errorFrom({ code, message, where, value, cause }: PlainError): CadtraceError {
  return new CadtraceError(code, message, {
    where,
    value,
    cause: cause === undefined ? undefined : new Error(cause),
  });
}
