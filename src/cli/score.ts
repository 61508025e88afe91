import { Command } from 'commander';
import { loadTarget } from '../input/load.node.ts';
import type { Target } from '../input/target.ts';
import type { Kernel } from '../kernel/types.ts';
import { type Comparison, compare } from '../score/compare.ts';
import type { Deviation } from '../score/deviations.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { isProgramPath, loadProgram } from './load-program.ts';
import { jsonOption, seedOption } from './options.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { countText, jsonText, lengthText, numberText, percentText, tableText } from './text.ts';

type Options = { readonly seed: number; readonly json?: true };

export const scoreCommand = (terminal: Terminal): Command =>
  new Command('score')
    .description('measure how a part differs from the one that it should be')
    .argument('<candidate>', 'program, STEP or mesh')
    .argument('<reference>', 'program, STEP or mesh')
    .addOption(seedOption())
    .addOption(jsonOption())
    .action((candidate: string, reference: string, options: Options) =>
      scoreFiles(candidate, reference, options, terminal),
    );

/** What each part is made of; facets of a mesh are not faces, so a mesh has none. */
type Counts = { readonly kind: Target['kind']; readonly bodies: number; readonly faces?: number };

async function scoreFiles(
  candidatePath: string,
  referencePath: string,
  { seed, json }: Options,
  terminal: Terminal,
): Promise<void> {
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show(`reading ${candidatePath}`);
    const candidate = await readPart(candidatePath, kernel);
    status.show(`reading ${referencePath}`);
    const reference = await readPart(referencePath, kernel);
    status.show('comparing');
    const comparison = await compare(candidate, reference, { kernel, seed });
    const counts = {
      candidate: await countsOf(candidate, kernel),
      reference: await countsOf(reference, kernel),
    };
    const warnings = [...candidate.warnings, ...reference.warnings, ...comparison.warnings];
    status.clear();
    const score = { ...comparison, ...counts, warnings };
    terminal.out(json ? jsonText(score) : scoreText(score));
  } finally {
    status.clear();
    kernel.close();
  }
}

async function readPart(path: string, kernel: Kernel): Promise<Target> {
  if (!isProgramPath(path)) return loadTarget(path, { kernel });
  const program = await loadProgram(path);
  const solid = await kernel.build(program);
  return { kind: 'solid', solid, unit: program.unit, unitAssumed: false, warnings: [] };
}

async function countsOf(part: Target, kernel: Kernel): Promise<Counts> {
  if (part.kind === 'mesh') return { kind: 'mesh', bodies: part.shells };
  const { bodies, faces } = await kernel.measure(part.solid);
  return { kind: 'solid', bodies, faces };
}

const METHODS: Readonly<Record<Comparison['iouMethod'], string>> = {
  solid: 'exact, of solids',
  mesh: 'exact, of meshes',
  sampled: 'estimated at points, because a mesh does not close',
};

function scoreText(score: Comparison & { candidate: Counts; reference: Counts }): string {
  const { unit, iou, iouMethod, chamfer, chamferFloor, deviation, explained, tolerance } = score;
  return tableText([
    ['IoU', `${iou.toFixed(6)} (${METHODS[iouMethod]})`],
    ['from reference', deviationText(deviation.fromReference, score)],
    ['to reference', deviationText(deviation.toReference, score)],
    [
      'explained',
      `${percentText(explained)} of the reference's surface within ${numberText(tolerance)} ${unit}`,
    ],
    ['Chamfer', `${numberText(chamfer)} (floor ${numberText(chamferFloor)})`],
    ['candidate', countsText(score.candidate)],
    ['reference', countsText(score.reference)],
    ...score.warnings.map((warning): [string, string] => ['warning', warning]),
  ]);
}

function deviationText({ mean, p95, max, worst }: Deviation, { unit, tolerance }: Comparison): string {
  const [meanText, p95Text, maxText, ...at] = [mean, p95, max, ...worst].map((x) => lengthText(x, tolerance));
  return `mean ${meanText}, 95% ${p95Text}, max ${maxText} ${unit} at (${at.join(', ')})`;
}

const countsText = ({ kind, bodies, faces }: Counts): string =>
  [kind, countText(bodies, kind === 'mesh' ? 'shell' : 'body'), faces && countText(faces, 'face')]
    .filter(Boolean)
    .join(', ');
