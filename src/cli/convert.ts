import { Command } from 'commander';
import { CadtraceError } from '../errors.ts';
import type { Solid } from '../kernel/types.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { isProgramPath, loadProgram } from './load-program.ts';
import { outputOption, styleOption } from './options.ts';
import { type CadQueryStyle, outputFor } from './output-format.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { checkOutputs, type OutputFile, writeOutputs } from './write-output.ts';

type Options = { readonly output: readonly string[]; readonly style: CadQueryStyle };

export const convertCommand = (terminal: Terminal): Command =>
  new Command('convert')
    .description('write a program in other formats; building it where the format holds geometry')
    .argument('<program>', '.py or .cad.json file')
    .addOption(outputOption())
    .addOption(styleOption())
    .action((input: string, options: Options) => convertFile(input, options, terminal));

async function convertFile(input: string, options: Options, terminal: Terminal): Promise<void> {
  if (options.output.length === 0) {
    throw new CadtraceError('usage', 'say what to write: -o FILE, where the extension picks the format.');
  }
  if (!isProgramPath(input)) {
    const message = 'this is no program; "cadtrace reconstruct" makes one of geometry.';
    throw new CadtraceError('usage', message, { where: input, value: input });
  }
  const outputs = options.output.map((path) => outputFor(path, options.style));
  await checkOutputs(options.output, input);
  const program = await loadProgram(input);
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    let built: Promise<Solid> | undefined;
    const solid = () => (built ??= kernel.build(program));
    const files: OutputFile[] = [];
    for (const { path, render } of outputs) {
      status.show(`writing ${path}`);
      files.push({ path, content: await render({ program, solid, kernel }) });
    }
    await writeOutputs(files);
  } finally {
    status.clear();
    kernel.close();
  }
}
