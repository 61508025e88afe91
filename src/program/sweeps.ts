import { CadtraceError } from '../errors.ts';
import type { Feature, Program, Sweep, SweptProgram } from './types.ts';

export const isSweep = (feature: Feature): feature is Sweep =>
  feature.kind === 'extrude' || feature.kind === 'revolve';

/**
 * The program, if it has sweeps alone. Throws `format-unsupported` naming its first fillet or chamfer and `who` knows none.
 */
export function sweptProgram(program: Program, who: string): SweptProgram {
  const features = program.features.map((feature, index): Sweep => {
    if (isSweep(feature)) return feature;
    throw new CadtraceError('format-unsupported', `${who} knows no ${feature.kind}: leave it out first`, {
      where: `feature ${index}`,
      value: feature.kind,
    });
  });
  return { ...program, features };
}
