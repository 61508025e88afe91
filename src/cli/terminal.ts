/** What a command talks to: the process when it runs in earnest, strings in tests. */
export type Terminal = {
  /** Results: standard output. */
  readonly out: (text: string) => void;
  /** Progress, reports for people, errors: standard error. */
  readonly error: (text: string) => void;
  /** Whether a person watches the progress, so that a line may replace the one before it. */
  readonly interactive: boolean;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
};

/** One line that says what is going on. */
export type StatusLine = { readonly show: (text: string) => void; readonly clear: () => void };

/** Updates in place for people; a line an update where the output goes to a file. */
export function statusLine(terminal: Terminal): StatusLine {
  if (!terminal.interactive) return { show: (text) => terminal.error(`${text}\n`), clear: () => {} };
  const erase = '\r\x1b[K';
  return { show: (text) => terminal.error(erase + text), clear: () => terminal.error(erase) };
}
