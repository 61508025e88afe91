import { type ProgramProblem, problem } from './problem.ts';
import { sweptFaces } from './swept-faces.ts';
import type { Blend, Feature } from './types.ts';

/** What keeps a fillet or chamfer from being built, but for what only the kernel can tell: whether it fits on its edges. */
export function checkBlend(blend: Blend, index: number, features: readonly Feature[]): ProgramProblem[] {
  const at = `/features/${index}`;
  const problems: ProgramProblem[] = [];
  const [name, size] = blend.kind === 'fillet' ? ['radius', blend.radius] : ['distance', blend.distance];
  if (!(size > 0)) problems.push(problem(`${at}/${name}`, `the ${name} must be above 0`, size));
  if (blend.edges.length === 0) problems.push(problem(`${at}/edges`, `a ${blend.kind} needs edges`));
  blend.edges.forEach(({ between }, k) => {
    between.forEach((selector, side) => {
      if (sweptFaces(features.slice(0, index), selector).length > 0) return;
      const path = `${at}/edges/${k}/between/${side}`;
      const message =
        'this must be a JSON pointer to what an earlier feature sweeps, such as "/0/to" or "/0/sketch"';
      problems.push(problem(path, message, selector));
    });
  });
  return problems;
}
