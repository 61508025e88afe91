import { basename } from 'node:path';
import { Command, Option } from 'commander';
import { CadtraceError } from '../errors.ts';
import { writePlyCloud } from '../formats/ply-cloud.ts';
import { writeXyzCloud } from '../formats/xyz-cloud.ts';
import { boundsOf, type Mesh } from '../geometry/mesh.ts';
import type { PointCloud } from '../geometry/point-cloud.ts';
import { subtract } from '../geometry/vector.ts';
import { type ScanPresetName, scanPresets } from '../synth/scan/presets.ts';
import type { Scanner } from '../synth/scan/scanner.ts';
import { MAX_POINTS, type ScanRequest } from '../synth/scan/simulate-scan.ts';
import { inWorkers } from '../workers/pool.node.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { jsonOption, nonNegativeNumber, outputOption, wholeNumber } from './options.ts';
import { loadPartMesh } from './part-mesh.ts';
import type { Scanned } from './scan-worker.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { jsonText, numberText, tableText } from './text.ts';
import { checkOutputs, writeOutputs } from './write-output.ts';

type Options = {
  readonly output: readonly string[];
  readonly preset: ScanPresetName;
  readonly points?: number;
  readonly seed: number;
  readonly views?: number;
  readonly noise?: number;
  readonly normals?: true;
  readonly json?: true;
};

const WRITERS: Readonly<Record<string, (cloud: PointCloud) => Uint8Array>> = {
  '.ply': writePlyCloud,
  '.xyz': writeXyzCloud,
};

/** The largest clouds take minutes. */
const MAX_SECONDS = 3600;

export const scanCommand = (terminal: Terminal): Command =>
  new Command('scan')
    .description('make the cloud of points that a scanner would give of a part')
    .argument('<part>', 'program, STEP or mesh')
    .addOption(outputOption())
    .addOption(
      new Option('--preset <scanner>', presetsText())
        .choices(Object.keys(scanPresets))
        .default('handheld' satisfies ScanPresetName),
    )
    .option('--points <n>', 'points of the cloud (default: as the preset has it)', (text) =>
      wholeNumber(text, 1, MAX_POINTS),
    )
    .option('--views <n>', "viewpoints, in place of the preset's", (text) => wholeNumber(text, 1, 1000))
    .option(
      '--noise <length>',
      "standard deviation of the distance read, in the part's unit, in place of the preset's",
      nonNegativeNumber,
    )
    .option('--normals', 'write the normals too')
    .option('--seed <n>', 'the same seed makes the same cloud', (text) => wholeNumber(text), 1)
    .addOption(jsonOption())
    .action((part: string, options: Options) => scanFile(part, options, terminal));

const presetsText = (): string =>
  Object.entries(scanPresets)
    .map(([name, { description }]) => `${name}: ${description}`)
    .join('; ');

async function scanFile(input: string, options: Options, terminal: Terminal): Promise<void> {
  const { output, preset, seed, json, normals } = options;
  const writers = output.map(writerFor);
  if (writers.length === 0) {
    throw new CadtraceError('usage', 'say what to write: -o cloud.ply or -o cloud.xyz.');
  }
  await checkOutputs(output, input);
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show(`reading ${input}`);
    const { mesh, unit, warnings } = await loadPartMesh(input, kernel);
    status.show('scanning');
    const scanner = chosenScanner(mesh, options);
    const count = options.points ?? scanPresets[preset].points;
    const cloud = await scanInThread(mesh, { scanner, count, seed, normals }, terminal);
    status.show('writing');
    await writeOutputs(output.map((path, i) => ({ path, content: writers[i](cloud) })));
    status.clear();
    const summary = {
      input,
      preset,
      points: count,
      unit,
      size: sizeOf(cloud),
      scanner,
      warnings,
      written: output,
    };
    terminal.out(json ? jsonText(summary) : scanText(summary));
  } finally {
    status.clear();
    kernel.close();
  }
}

/** Scans in a thread of its own, which ends when the user wants to stop. */
async function scanInThread(mesh: Mesh, request: ScanRequest, { signal }: Terminal): Promise<PointCloud> {
  const script = new URL('./scan-worker.js', import.meta.url);
  const options = { script, workers: 1, secondsPerJob: MAX_SECONDS, setup: mesh, signal };
  for await (const result of inWorkers<ScanRequest, Scanned>([request], options)) {
    if (signal.aborted) break;
    if ('failure' in result) throw new Error(result.failure);
    if ('cloud' in result.answer) return result.answer.cloud;
    const { code, message } = result.answer.refused;
    throw new CadtraceError(code, message);
  }
  throw new CadtraceError('cancelled', 'stopped; nothing was written.');
}

function writerFor(path: string): (cloud: PointCloud) => Uint8Array {
  const extension = Object.keys(WRITERS).find((known) => basename(path).toLowerCase().endsWith(known));
  if (extension !== undefined) return WRITERS[extension];
  const known = Object.keys(WRITERS).join(', ');
  throw new CadtraceError(
    'usage',
    `clouds are written to ${known}; give the output one of these extensions.`,
    {
      where: path,
      value: path,
    },
  );
}

/** The preset's scanner for the part, with what is asked for in place of its own numbers. */
function chosenScanner(mesh: Mesh, { preset, views, noise }: Options): Scanner {
  const scanner: Scanner = scanPresets[preset].scannerFor(boundsOf(mesh.positions));
  if (scanner.kind === 'surface') {
    if (views !== undefined) {
      throw new CadtraceError('usage', `the preset ${preset} has no viewpoints; leave --views out.`);
    }
    return noise === undefined ? scanner : { ...scanner, noise, noiseProbability: 1 };
  }
  return {
    ...scanner,
    views: views ?? scanner.views,
    noise: { ...scanner.noise, depth: noise ?? scanner.noise.depth },
  };
}

const sizeOf = ({ positions }: PointCloud) => {
  const { min, max } = boundsOf(positions);
  return subtract(max, min);
};

type Summary = {
  readonly points: number;
  readonly preset: string;
  readonly unit: string;
  readonly size: readonly number[];
  readonly scanner: Scanner;
  readonly warnings: readonly string[];
  readonly written: readonly string[];
};

function scanText({ points, preset, unit, size, scanner, warnings, written }: Summary): string {
  const noise = scanner.kind === 'surface' ? scanner.noise : scanner.noise.depth;
  return tableText([
    ['points', String(points)],
    ['preset', preset],
    ['views', scanner.kind === 'views' ? String(scanner.views) : undefined],
    ['noise', `${numberText(noise)} ${unit}`],
    ['size', `${size.map(numberText).join(' x ')} ${unit}`],
    ...warnings.map((warning): [string, string] => ['warning', warning]),
    ...written.map((path): [string, string] => ['wrote', path]),
  ]);
}
