import { Command } from 'commander';
import type { TargetKind } from '../input/index.ts';
import { loadTarget } from '../input/load.node.ts';
import type { LengthUnit } from '../program/types.ts';
import { reconstruct } from '../reconstruct.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import {
  jsonOption,
  kindOption,
  outputOption,
  seedOption,
  styleOption,
  timeLimitOption,
  toleranceOption,
  unitOption,
} from './options.ts';
import { type CadQueryStyle, cadQueryWriters, outputFor } from './output-format.ts';
import { reportText } from './report-text.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { jsonText } from './text.ts';
import { checkOutputs, type OutputFile, writeOutputs } from './write-output.ts';

type Options = {
  readonly output: readonly string[];
  readonly report?: string;
  readonly unit?: LengthUnit;
  readonly kind: TargetKind;
  readonly tolerance?: number;
  readonly removeFloor?: true;
  readonly completeSymmetry?: true;
  readonly checkEdits?: true;
  readonly timeLimit: number;
  readonly seed: number;
  readonly style: CadQueryStyle;
  readonly json?: true;
};

export const reconstructCommand = (terminal: Terminal): Command =>
  new Command('reconstruct')
    .description('find the CAD program that makes a part')
    .argument(
      '<input>',
      'STEP solid; STL, OBJ, PLY, OFF, 3MF or GLB mesh; PLY, XYZ, TXT, CSV, PTS, ASC, PCD, LAS, LAZ, PTX, NPY or NPZ cloud',
    )
    .addOption(outputOption())
    .option('--report <file>', 'write the report as JSON')
    .addOption(unitOption())
    .addOption(kindOption())
    .addOption(toleranceOption())
    .option('--remove-floor', 'leave out the floor or table that a scanned part stands on')
    .option(
      '--complete-symmetry',
      'assume that the side of a part that was not scanned mirrors what was, where that is symmetric',
    )
    .option(
      '--check-edits',
      'move every parameter by 10% either way, and report which moves hold and which break',
    )
    .addOption(timeLimitOption())
    .addOption(seedOption())
    .addOption(styleOption())
    .addOption(jsonOption())
    .action((input: string, options: Options) => reconstructFile(input, options, terminal));

async function reconstructFile(input: string, options: Options, terminal: Terminal): Promise<void> {
  const outputs = options.output.map((path) => outputFor(path, options.style));
  const reportPaths = options.report === undefined ? [] : [options.report];
  await checkOutputs([...options.output, ...reportPaths], input);
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show(`reading ${input}`);
    const target = await loadTarget(input, { unit: options.unit, kind: options.kind, kernel });
    const { program, solid, report } = await reconstruct(target, {
      kernel,
      timeLimit: options.timeLimit,
      seed: options.seed,
      tolerance: options.tolerance,
      removeFloor: options.removeFloor,
      completeSymmetry: options.completeSymmetry,
      checkEdits: options.checkEdits,
      signal: terminal.signal,
      onProgress: ({ stage, message }) => status.show(`${stage}: ${message}`),
    });
    const files: OutputFile[] = [];
    for (const { path, render } of outputs) {
      status.show(`writing ${path}`);
      files.push({ path, content: await render({ program, solid: async () => solid, kernel }) });
    }
    const fullReport = { input, ...report };
    for (const path of reportPaths) files.push({ path, content: jsonText(fullReport) });
    await writeOutputs(files);
    status.clear();
    terminal.error(
      reportText(
        fullReport,
        files.map(({ path }) => path),
      ),
    );
    if (options.json) terminal.out(jsonText(fullReport));
    else if (outputs.length === 0) terminal.out(cadQueryWriters[options.style](program));
  } finally {
    status.clear();
    kernel.close();
  }
}
