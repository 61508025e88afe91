import { Command } from 'commander';
import { benchCommand } from './bench.ts';
import { convertCommand } from './convert.ts';
import { editCommand } from './edit.ts';
import { exitCodeOf, messageOf } from './exit-code.ts';
import { inspectCommand } from './inspect.ts';
import { pictureCommand } from './picture.ts';
import { reconstructCommand } from './reconstruct.ts';
import { scanCommand } from './scan.ts';
import { scoreCommand } from './score.ts';
import { synthCommand } from './synth.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Runs one command line, without the program's name, and returns the exit code: 0 done, 1 could not do it, 2 wrong usage or unreadable input. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('cadtrace')
    .description('Turns geometry back into the CAD program that makes it.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error });
  for (const command of [
    reconstructCommand,
    convertCommand,
    editCommand,
    scoreCommand,
    inspectCommand,
    synthCommand,
    scanCommand,
    pictureCommand,
    benchCommand,
  ]) {
    program.addCommand(command(terminal).copyInheritedSettings(program));
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    const message = messageOf(error);
    if (message !== undefined) terminal.error(`cadtrace: ${message}\n`);
    return exitCodeOf(error);
  }
}
