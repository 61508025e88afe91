/**
 * Draws the README's picture from an example's mesh and from what is reconstructed of it, step by step:
 * npm run pictures. Run from the project's root.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { diagonalOf, type Mesh } from '../src/geometry/mesh.ts';
import { loadTarget } from '../src/input/load.node.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import type { TaggedMesh } from '../src/kernel/types.ts';
import type { Program } from '../src/program/types.ts';
import { reconstruct } from '../src/reconstruct.ts';
import {
  type Color,
  encodePng,
  fitView,
  type Picture,
  paste,
  plainPicture,
  type RenderStyle,
  renderMesh,
  renderStyles,
} from '../src/synth/index.ts';

const EXAMPLE = 'bearing-plate';
const LOOKING = { toViewer: [0.6, -1, 0.9], up: [0, 0, 1] } as const;
const PANEL = { width: 420, height: 330 };
const GAP = 56;

const BACKGROUND: Color = [250, 251, 252];
const INK: Color = [38, 50, 68];
const STEEL: RenderStyle = { ...renderStyles.edges, background: BACKGROUND };
const MESH: RenderStyle = {
  fill: { kind: 'shaded', color: [226, 221, 210] },
  lines: { color: [128, 116, 96], width: 0.5, along: 'facets' },
  background: BACKGROUND,
};

const kernel = await loadKernel();
const target = await loadTarget(`examples/${EXAMPLE}.stl`, { kernel });
if (target.kind !== 'mesh') throw new Error('The example should be a mesh.');
const { program } = await reconstruct(target, { kernel });
const view = fitView(target.mesh, LOOKING, { aspect: PANEL.width / PANEL.height, margin: 0.05 });

const panels = [draw(target.mesh, MESH)];
for (const step of program.features.keys()) {
  panels.push(
    draw(await built({ unit: program.unit, features: program.features.slice(0, step + 1) }), STEEL),
  );
}
kernel.close();

await mkdir('docs/pictures', { recursive: true });
await writeFile(`docs/pictures/${EXAMPLE}.png`, encodePng(sideBySide(panels)));

/** The solid of some of the program's features, finely faceted. */
async function built(steps: Program): Promise<TaggedMesh> {
  const solid = await kernel.build(steps);
  const { bounds } = await kernel.measure(solid);
  return kernel.tessellate(solid, { deviation: 1e-4 * diagonalOf(bounds), angle: 0.05 });
}

function draw(mesh: Mesh, style: RenderStyle): Picture {
  return renderMesh(mesh, view, { ...PANEL, style });
}

/** The panels in a row, with an arrow in each gap. */
function sideBySide(pictures: readonly Picture[]): Picture {
  const width = pictures.length * PANEL.width + (pictures.length - 1) * GAP;
  const canvas = plainPicture(width, PANEL.height, BACKGROUND);
  pictures.forEach((picture, i) => {
    const left = i * (PANEL.width + GAP);
    paste(canvas, picture, left, 0);
    if (i > 0) drawArrow(canvas, left - GAP / 2, PANEL.height / 2);
  });
  return canvas;
}

/** A triangle that points right, about a middle. */
function drawArrow({ width, rgba }: Picture, middleX: number, middleY: number): void {
  const size = 9;
  for (let y = -size; y <= size; y++) {
    for (let x = -size; x <= size - 2 * Math.abs(y); x++) {
      rgba.set(INK, 4 * ((middleY + y) * width + middleX + x));
    }
  }
}
