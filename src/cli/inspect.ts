import { Command } from 'commander';
import { loadTarget } from '../input/load.node.ts';
import { type Inspection, inspectProgram, inspectTarget } from './inspection.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { isProgramPath, loadProgram } from './load-program.ts';
import { jsonOption } from './options.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { countText, jsonText, numberText, tableText } from './text.ts';

export const inspectCommand = (terminal: Terminal): Command =>
  new Command('inspect')
    .description('tell what is in a file: kind, unit, size, faces, holes, volume')
    .argument('<file>', 'program, STEP, mesh or point cloud')
    .addOption(jsonOption())
    .action((file: string, options: { json?: true }) => inspectFile(file, options, terminal));

async function inspectFile(input: string, { json }: { json?: true }, terminal: Terminal): Promise<void> {
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show(`reading ${input}`);
    const inspection = isProgramPath(input)
      ? await inspectProgram(await loadProgram(input), kernel)
      : await inspectTarget(await loadTarget(input, { kernel }), kernel);
    status.clear();
    terminal.out(json ? jsonText({ input, ...inspection }) : inspectionText(inspection));
  } finally {
    status.clear();
    kernel.close();
  }
}

function inspectionText(inspection: Inspection): string {
  const { kind, unit, unitAssumed, size, volume, area, bodies, mesh, cloud, features, parameters } =
    inspection;
  const faces = Object.entries(inspection.faces);
  const total = faces.reduce((sum, [, count]) => sum + count, 0);
  const holes = inspection.holes.map(({ diameter, count }) => `${count} of diameter ${numberText(diameter)}`);
  const length = (x: number) => `${numberText(Number(x.toPrecision(3)))} ${unit}`;
  return tableText([
    ['kind', kind],
    ['unit', unitAssumed ? `${unit} (the file does not state it)` : unit],
    ['size', size.map(numberText).join(' x ')],
    ['volume', volume === null ? (cloud ? undefined : 'none: the mesh does not close') : numberText(volume)],
    ['area', numberText(area)],
    [mesh ? 'shells' : cloud ? 'parts' : 'bodies', String(bodies)],
    ['faces', `${total} (${faces.map(([surface, count]) => `${count} ${surface}`).join(', ')})`],
    ['holes', cloud ? undefined : holes.length > 0 ? holes.join(', ') : 'none'],
    ['mesh', mesh && `${countText(mesh.triangles, 'triangle')}, ${mesh.vertices} vertices`],
    [
      'cloud',
      cloud &&
        `${countText(cloud.points, 'point')}, ${length(cloud.spacing)} apart, noise ${length(cloud.noise)}`,
    ],
    ...(features ?? []).map(({ name, kind, operation }, i): [string, string] => [
      i === 0 ? 'features' : '',
      operation ? `${name}: ${kind}, ${operation}` : `${name}: ${kind}`,
    ]),
    ...Object.entries(parameters ?? {}).map(([name, value], i): [string, string] => [
      i === 0 ? 'parameters' : '',
      `${name} = ${numberText(value)}`,
    ]),
    ['valid', cloud ? undefined : inspection.valid ? 'yes' : `no: ${inspection.problems.join(' ')}`],
    ...inspection.warnings.map((warning): [string, string] => ['warning', warning]),
  ]);
}
