import { Command, InvalidArgumentError, Option } from 'commander';
import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import {
  IMAGE2CADSEQ_CAMERA,
  lookingFrom,
  partView,
  type StandardView,
  standardViews,
} from '../synth/picture/cameras.ts';
import { encodePng } from '../synth/picture/png.ts';
import { project } from '../synth/picture/projection.ts';
import { renderMesh } from '../synth/picture/render-mesh.ts';
import { MAX_PIXELS } from '../synth/picture/samples.ts';
import { type RenderStyle, type RenderStyleName, renderStyles } from '../synth/picture/style.ts';
import type { Looking, View } from '../synth/picture/view.ts';
import { loadInterruptibleKernel } from './interruptible.ts';
import { outputOption } from './options.ts';
import { loadPartMesh } from './part-mesh.ts';
import { statusLine, type Terminal } from './terminal.ts';
import { checkOutputs, writeOutputs } from './write-output.ts';

type Size = { readonly width: number; readonly height: number };

type Options = {
  readonly output: readonly string[];
  readonly style: RenderStyleName;
  readonly camera: Looking | 'image2cadseq';
  readonly perspective?: number;
  readonly size: Size;
  readonly transparent?: true;
};

const MARGIN = 0.06;
const IMAGE2CADSEQ = 'image2cadseq';
const CAMERAS = [...Object.keys(standardViews), IMAGE2CADSEQ].join(', ');

export const pictureCommand = (terminal: Terminal): Command =>
  new Command('picture')
    .description('draw a part')
    .argument('<part>', 'program, STEP or mesh')
    .addOption(outputOption())
    .addOption(
      new Option('--style <style>', 'what is drawn')
        .choices(Object.keys(renderStyles))
        .default('edges' satisfies RenderStyleName),
    )
    .addOption(
      new Option('--camera <camera>', `where to look from: ${CAMERAS}, or AZIMUTH,ELEVATION in degrees`)
        .argParser(parseCamera)
        .default(standardViews.iso, 'iso'),
    )
    .option(
      '--perspective <degrees>',
      'draw in perspective, with this angle from the bottom to the top of the picture',
      parseFieldOfView,
    )
    .addOption(
      new Option('--size <size>', 'pixels, WIDTHxHEIGHT')
        .argParser(parseSize)
        .default({ width: 512, height: 512 }, '512x512'),
    )
    .option('--transparent', 'leave the background out')
    .action((part: string, options: Options) => drawFile(part, options, terminal));

async function drawFile(input: string, options: Options, terminal: Terminal): Promise<void> {
  const { output, size } = options;
  const wrong = output.find((path) => !path.toLowerCase().endsWith('.png'));
  if (wrong !== undefined) {
    throw new CadtraceError('usage', 'pictures are written to .png; give the output that extension.', {
      where: wrong,
      value: wrong,
    });
  }
  if (output.length === 0) throw new CadtraceError('usage', 'say what to write: -o part.png.');
  await checkOutputs(output, input);
  const kernel = await loadInterruptibleKernel(terminal);
  const status = statusLine(terminal);
  try {
    status.show(`reading ${input}`);
    const { mesh, warnings } = await loadPartMesh(input, kernel);
    status.show('drawing');
    const view = viewOf(mesh, options);
    const picture = renderMesh(mesh, view, { ...size, style: styleOf(options) });
    const content = encodePng(picture);
    await writeOutputs(output.map((path) => ({ path, content })));
    status.clear();
    for (const warning of [...warnings, ...outsideWarning(mesh, view, size)]) {
      terminal.error(`warning: ${warning}\n`);
    }
  } finally {
    status.clear();
    kernel.close();
  }
}

function viewOf(mesh: Mesh, { camera, perspective, size }: Options): View {
  if (camera !== IMAGE2CADSEQ) {
    return partView(mesh, camera, { aspect: size.width / size.height, margin: MARGIN }, perspective);
  }
  if (perspective !== undefined) {
    throw new CadtraceError(
      'usage',
      `the camera ${IMAGE2CADSEQ} has an angle of its own; leave --perspective out.`,
    );
  }
  return IMAGE2CADSEQ_CAMERA;
}

function styleOf({ style, transparent }: Options): RenderStyle {
  return transparent ? { ...renderStyles[style], background: undefined } : renderStyles[style];
}

/** A camera that does not move with the part may not show all of it. */
function outsideWarning({ positions }: Mesh, view: View, { width, height }: Size): string[] {
  const { points } = project(positions, view, { width, height });
  for (let i = 0; i < points.length; i += 3) {
    const [x, y] = [points[i], points[i + 1]];
    if (x >= 0 && x <= width && y >= 0 && y <= height) continue;
    return ['the camera does not show all of the part; its place is fixed, in the numbers of the file.'];
  }
  return [];
}

function parseCamera(text: string): Looking | typeof IMAGE2CADSEQ {
  if (text === IMAGE2CADSEQ) return text;
  if (Object.hasOwn(standardViews, text)) return standardViews[text as StandardView];
  const [azimuth, elevation, ...rest] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (rest.length > 0 || !Number.isFinite(azimuth) || !(Math.abs(elevation) <= 90)) {
    throw new InvalidArgumentError(
      `It must be ${CAMERAS}, or an azimuth and an elevation from -90 to 90 degrees, such as 30,20.`,
    );
  }
  return lookingFrom(azimuth, elevation);
}

function parseFieldOfView(text: string): number {
  const degrees = text.trim() === '' ? Number.NaN : Number(text);
  if (!(degrees >= 1 && degrees <= 150))
    throw new InvalidArgumentError('It must be an angle from 1 to 150 degrees.');
  return degrees;
}

function parseSize(text: string): Size {
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (!(width >= 1 && height >= 1 && width * height <= MAX_PIXELS)) {
    throw new InvalidArgumentError(
      `It must be WIDTHxHEIGHT, such as 800x600, of at most ${MAX_PIXELS} pixels in all.`,
    );
  }
  return { width, height };
}
