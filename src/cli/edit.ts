import { Command } from 'commander';
import { CadtraceError } from '../errors.ts';
import type { Kernel, Solid } from '../kernel/types.ts';
import type { Program } from '../program/types.ts';
import { assertValid } from '../program/validate.ts';
import { checkEditability, type Editability } from '../report/editability.ts';
import { applySettings, dimensionOf, parseSetting, type Setting } from './edit/settings.ts';
import { editabilityRows } from './editability-text.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { isProgramPath, loadProgram } from './load-program.ts';
import { jsonOption, outputOption, styleOption, timeLimitOption } from './options.ts';
import { type CadQueryStyle, cadQueryWriters, type Output, outputFor } from './output-format.ts';
import { type StatusLine, statusLine, type Terminal } from './terminal.ts';
import { countText, jsonText, numberText, tableText } from './text.ts';
import { checkOutputs, type OutputFile, writeOutputs } from './write-output.ts';

type Options = {
  readonly set: readonly Setting[];
  readonly output: readonly string[];
  readonly list?: true;
  readonly check?: true;
  readonly timeLimit: number;
  readonly style: CadQueryStyle;
  readonly json?: true;
};

export const editCommand = (terminal: Terminal): Command =>
  new Command('edit')
    .description("change a program's parameters and build it anew; tell which parameters there are")
    .argument('<program>', '.py, .cad.json or .simgallery file')
    .option(
      '--set <name=value>',
      "a parameter's new value, in the program's unit (angles in radians) or with its own: 8, 8mm, 0.5in, 30deg; may repeat",
      (text: string, before: readonly Setting[]) => [...before, parseSetting(text)],
      [],
    )
    .option('--list', 'print the parameters with their values')
    .option('--check', 'move every parameter by 10% either way, and print which moves hold and which break')
    .addOption(outputOption())
    .addOption(timeLimitOption('end --check by then, and say what was not tried'))
    .addOption(styleOption())
    .addOption(jsonOption())
    .action((input: string, options: Options) => editFile(input, options, terminal));

async function editFile(input: string, options: Options, terminal: Terminal): Promise<void> {
  const { set, list, check } = options;
  if (set.length === 0 && !list && !check) {
    throw new CadtraceError('usage', 'say what to do: --set name=value, --list or --check.');
  }
  if (!isProgramPath(input)) {
    const message = 'this is no program; "cadtrace reconstruct" makes one of geometry.';
    throw new CadtraceError('usage', message, { where: input, value: input });
  }
  const outputs = options.output.map((path) => outputFor(path, options.style));
  await checkOutputs(options.output, input);
  const program = applySettings(await loadProgram(input), set);
  assertValid(program);
  const needsKernel = set.length > 0 || check || outputs.length > 0;
  const made = needsKernel ? await make(program, outputs, options, terminal) : undefined;
  if (made) {
    const wrote = outputs.map(({ path }): [string, string] => ['wrote', path]);
    terminal.error(tableText([...madeRows(made), ...wrote]));
  }
  if (options.json) terminal.out(jsonText({ unit: program.unit, parameters: listed(program), ...made }));
  else if (list) terminal.out(listText(program));
  else if (made && !check && outputs.length === 0) terminal.out(cadQueryWriters[options.style](program));
}

/** The solid that a program makes, and what its parameters can take. */
type Made = {
  readonly bodies: number;
  readonly faces: number;
  readonly volume: number;
  readonly edits?: Editability;
};

/** Builds and checks the program and writes the outputs, all or none. Throws `kernel-failed` where the solid is not valid. */
async function make(
  program: Program,
  outputs: readonly Output[],
  { check, timeLimit }: Options,
  terminal: Terminal,
): Promise<Made> {
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show('building');
    const solid = await kernel.build(program);
    const { valid, problems } = await kernel.check(solid);
    if (!valid) {
      const message = `the edited program makes no valid solid (${problems.join(' ')}); nothing was written.`;
      throw new CadtraceError('kernel-failed', message, { value: problems });
    }
    const { bodies, faces, volume } = await kernel.measure(solid);
    const files = await rendered(program, solid, outputs, kernel, status);
    await writeOutputs(files);
    if (!check) return { bodies, faces, volume };
    status.show('moving every parameter');
    const end = performance.now() + 1000 * timeLimit;
    const secondsLeft = () => (end - performance.now()) / 1000;
    return { bodies, faces, volume, edits: await checkEditability(program, kernel, { secondsLeft }) };
  } finally {
    status.clear();
    kernel.close();
  }
}

async function rendered(
  program: Program,
  solid: Solid,
  outputs: readonly Output[],
  kernel: Kernel,
  status: StatusLine,
): Promise<OutputFile[]> {
  const files: OutputFile[] = [];
  for (const { path, render } of outputs) {
    status.show(`writing ${path}`);
    files.push({ path, content: await render({ program, solid: async () => solid, kernel }) });
  }
  return files;
}

const madeRows = ({ bodies, faces, edits }: Made): (readonly [string, string])[] => [
  ['made', `${countText(bodies, 'body')}, ${countText(faces, 'face')}, valid`],
  ...(edits ? editabilityRows(edits) : []),
];

/** The parameters as a person thinks of them, each with its unit. */
const listed = (program: Program): { name: string; value: number; unit: string }[] =>
  (program.parameters ?? []).map((parameter) => ({
    name: parameter.name,
    value: parameter.value,
    unit: dimensionOf(program, parameter) === 'angle' ? 'rad' : program.unit,
  }));

function listText(program: Program): string {
  const parameters = listed(program);
  if (parameters.length === 0) return 'The program has no parameters.\n';
  return parameters.map(({ name, value, unit }) => `${name} = ${numberText(value)} ${unit}\n`).join('');
}
