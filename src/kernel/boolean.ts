import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { type Context, listOf, solidsOf } from './shape.ts';

export type BooleanOperation = 'fuse' | 'cut' | 'common';

/**
 * The solids of `bodies` joined with, less, or in common with all of `tools` together: one multi-tool Boolean, which
 * is several times faster than one by one. Operands are not changed. Faces closer than `fuzziness` count as one.
 * Throws `kernel-failed` when OCCT reports errors.
 */
export function applyBoolean(
  context: Context,
  operation: BooleanOperation,
  bodies: readonly TopoDS_Shape[],
  tools: readonly TopoDS_Shape[],
  fuzziness = 0,
): TopoDS_Shape[] {
  if (bodies.length === 0) return operation === 'fuse' ? [...tools] : [];
  if (tools.length === 0) return operation === 'common' ? [] : [...bodies];
  const { oc, own } = context;
  const algorithm = own(
    operation === 'fuse'
      ? new oc.BRepAlgoAPI_Fuse()
      : operation === 'cut'
        ? new oc.BRepAlgoAPI_Cut()
        : new oc.BRepAlgoAPI_Common(),
  );
  algorithm.SetArguments(listOf(context, bodies));
  algorithm.SetTools(listOf(context, tools));
  algorithm.SetNonDestructive(true);
  algorithm.SetToFillHistory(false);
  if (fuzziness > 0) algorithm.SetFuzzyValue(fuzziness);
  algorithm.Build(own(new oc.Message_ProgressRange()));
  if (!algorithm.IsDone() || algorithm.HasErrors()) {
    throw new CadtraceError('kernel-failed', `The Boolean ${operation} failed.`);
  }
  return solidsOf(context, own(algorithm.Shape()));
}
