/**
 * Draws the README's picture from an example's mesh and from what is reconstructed of it, step by step:
 * npm run pictures. Run from the project's root.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { buildBvh } from '../src/geometry/bvh.ts';
import { closestPoint } from '../src/geometry/closest-point.ts';
import { boundsOf, diagonalOf, type Mesh } from '../src/geometry/mesh.ts';
import { loadTarget } from '../src/input/load.node.ts';
import { loadKernel } from '../src/kernel/load.node.ts';
import type { TaggedMesh } from '../src/kernel/types.ts';
import type { Program } from '../src/program/types.ts';
import { reconstruct } from '../src/reconstruct.ts';
import {
  type Color,
  type ColorAt,
  encodePng,
  fitPerspective,
  type Picture,
  paste,
  plainPicture,
  type RenderStyle,
  renderMesh,
  renderStyles,
} from '../src/synth/index.ts';

const EXAMPLE = 'bearing-plate';
const LOOKING = { toViewer: [0.6, -1, 0.95], up: [0, 0, 1] } as const;
const FIELD_OF_VIEW = 0.45;
const PANEL = { width: 440, height: 330 };
const GAP = 48;
/** Side of the square that an arrow fills. */
const ARROW = 20;

const BACKGROUND: Color = [250, 251, 252];
const INK: Color = [32, 42, 58];
const STEEL: Color = [184, 203, 228];
/** What a step makes that was not there before it. */
const FRESH: Color = [246, 178, 96];
const SOLID: RenderStyle = { ...renderStyles.edges, background: BACKGROUND };
const FACETS: RenderStyle = {
  fill: { kind: 'shaded', color: [226, 221, 210] },
  lines: { color: [118, 106, 88], width: 0.6, along: 'facets' },
  background: BACKGROUND,
};

const kernel = await loadKernel();
const target = await loadTarget(`examples/${EXAMPLE}.stl`, { kernel });
if (target.kind !== 'mesh') throw new Error('The example should be a mesh.');
const { program } = await reconstruct(target, { kernel });
const steps: TaggedMesh[] = [];
for (const step of program.features.keys()) {
  steps.push(await built({ unit: program.unit, features: program.features.slice(0, step + 1) }));
}
kernel.close();

const view = fitPerspective(target.mesh, LOOKING, {
  aspect: PANEL.width / PANEL.height,
  margin: 0.03,
  fieldOfView: FIELD_OF_VIEW,
});
const panels = [
  renderMesh(target.mesh, view, { ...PANEL, style: FACETS }),
  ...steps.map((mesh, i) =>
    renderMesh(mesh, view, { ...PANEL, style: SOLID, colorAt: i > 0 ? freshSince(steps[i - 1]) : undefined }),
  ),
];
await mkdir('docs/pictures', { recursive: true });
await writeFile(`docs/pictures/${EXAMPLE}.png`, encodePng(sideBySide(panels)));

/** The solid of some of the program's features, finely faceted. */
async function built(features: Program): Promise<TaggedMesh> {
  const solid = await kernel.build(features);
  const { bounds } = await kernel.measure(solid);
  return kernel.tessellate(solid, { deviation: 1e-4 * diagonalOf(bounds), angle: 0.05 });
}

/** Colors what does not lie on the surface before. */
function freshSince(before: Mesh): ColorAt {
  const bvh = buildBvh(before);
  const onSurface = (1e-3 * diagonalOf(boundsOf(before.positions))) ** 2;
  const found = { x: 0, y: 0, z: 0, triangle: -1, squaredDistance: 0 };
  return (_, x, y, z) => (closestPoint(bvh, x, y, z, found) < onSurface ? STEEL : FRESH);
}

/** The panels in a row, with an arrow in each gap. */
function sideBySide(pictures: readonly Picture[]): Picture {
  const width = pictures.length * PANEL.width + (pictures.length - 1) * GAP;
  const canvas = plainPicture(width, PANEL.height, BACKGROUND);
  pictures.forEach((picture, i) => {
    const left = i * (PANEL.width + GAP);
    paste(canvas, picture, left, 0);
    if (i > 0) paste(canvas, arrow(), left - GAP / 2 - ARROW / 2, (PANEL.height - ARROW) / 2);
  });
  return canvas;
}

/** A triangle that points right. */
function arrow(): Picture {
  const triangle: Mesh = {
    positions: Float64Array.of(-0.8, -0.9, 0, 0.8, 0, 0, -0.8, 0.9, 0),
    triangles: Uint32Array.of(0, 1, 2),
  };
  return renderMesh(
    triangle,
    { projection: 'parallel', toViewer: [0, 0, 1], up: [0, 1, 0], center: [0, 0, 0], height: 2 },
    { width: ARROW, height: ARROW, style: { fill: { kind: 'flat', color: INK }, background: BACKGROUND } },
  );
}
