import type { Bnd_Box, TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { type Context, listOf, solidsOf, volumeOf } from './shape.ts';

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
  const [near, far] = splitByReach(context, bodies, tools, fuzziness);
  const apart = operation === 'common' ? [] : far;
  if (near.length > 0) return [...apart, ...runBoolean(context, operation, near, tools, fuzziness)];
  if (operation !== 'fuse') return apart;
  // Tools may overlap each other.
  const [first, ...others] = tools;
  if (others.length === 0) return [...apart, first];
  return [...apart, ...runBoolean(context, 'fuse', [first], others, fuzziness)];
}

/** The bodies whose boxes come near any tool's, and the others, which no Boolean with the tools changes. */
function splitByReach(
  context: Context,
  bodies: readonly TopoDS_Shape[],
  tools: readonly TopoDS_Shape[],
  fuzziness: number,
): [near: TopoDS_Shape[], far: TopoDS_Shape[]] {
  const toolBoxes = tools.map((tool) => boxAround(context, tool, fuzziness));
  const near: TopoDS_Shape[] = [];
  const far: TopoDS_Shape[] = [];
  for (const body of bodies) {
    const box = boxAround(context, body, fuzziness);
    (toolBoxes.some((other) => !box.IsOut(other)) ? near : far).push(body);
  }
  return [near, far];
}

/** A box that holds the shape with its tolerances and `reach` around it. */
function boxAround({ oc, own }: Context, shape: TopoDS_Shape, reach: number): Bnd_Box {
  const box = own(new oc.Bnd_Box());
  oc.BRepBndLib.Add(shape, box, false);
  box.Enlarge(reach);
  return box;
}

function runBoolean(
  context: Context,
  operation: BooleanOperation,
  bodies: readonly TopoDS_Shape[],
  tools: readonly TopoDS_Shape[],
  fuzziness: number,
): TopoDS_Shape[] {
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
  // What encloses volume is oriented outward: OCCT need not find out.
  if ([...bodies, ...tools].every((solid) => volumeOf(context, solid) > 0)) algorithm.SetCheckInverted(false);
  if (fuzziness > 0) algorithm.SetFuzzyValue(fuzziness);
  algorithm.Build(own(new oc.Message_ProgressRange()));
  if (!algorithm.IsDone() || algorithm.HasErrors()) {
    throw new CadtraceError('kernel-failed', `The Boolean ${operation} failed.`);
  }
  return solidsOf(context, own(algorithm.Shape()));
}
