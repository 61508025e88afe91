import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import type { Feature, Program } from '../program/types.ts';
import { applyBoolean } from './boolean.ts';
import { type Context, compoundOf, totalVolume } from './shape.ts';
import { sweptSolids } from './sweep.ts';
import { mergeFaces } from './unify.ts';

/** A Boolean may change the volume the wrong way by rounding, never by more than this share of it. */
const VOLUME_TOLERANCE = 1e-6;

/**
 * Builds the features in order and returns the compound of all bodies' solids, each with the fewest faces.
 * Throws `kernel-failed` naming the feature that could not be built or that left nothing.
 */
export function buildProgram(context: Context, program: Program): TopoDS_Shape {
  const finished: TopoDS_Shape[] = [];
  let body: TopoDS_Shape[] = [];
  for (const [index, feature] of program.features.entries()) {
    if (feature.operation === 'new') finished.push(...mergeFaces(context, body));
    try {
      body = applyFeature(context, feature, body);
    } catch (error) {
      if (!(error instanceof CadtraceError)) throw error;
      throw new CadtraceError(error.code, error.message, { where: `feature ${index}`, cause: error });
    }
  }
  finished.push(...mergeFaces(context, body));
  return compoundOf(context, finished);
}

/** The lumps of the body after `feature`. */
function applyFeature(context: Context, feature: Feature, body: readonly TopoDS_Shape[]): TopoDS_Shape[] {
  const tools = sweptSolids(context, feature);
  switch (feature.operation) {
    case 'new':
      return applyBoolean(context, 'fuse', tools.slice(0, 1), tools.slice(1));
    case 'join': {
      const joined = applyBoolean(context, 'fuse', body, tools);
      checkChange(context, feature, body, joined, 1);
      return joined;
    }
    case 'cut':
    case 'intersect': {
      const left = applyBoolean(context, feature.operation === 'cut' ? 'cut' : 'common', body, tools);
      if (left.length === 0) {
        throw new CadtraceError('kernel-failed', `The ${feature.operation} leaves nothing of the body.`);
      }
      checkChange(context, feature, body, left, -1);
      return left;
    }
  }
}

/** A Boolean that OCCT got wrong without saying so shows in the volume: joining cannot shrink a body, cutting not grow it. */
function checkChange(
  context: Context,
  feature: Feature,
  before: readonly TopoDS_Shape[],
  after: readonly TopoDS_Shape[],
  sign: 1 | -1,
): void {
  const old = totalVolume(context, before);
  const change = totalVolume(context, after) - old;
  if (sign * change >= -VOLUME_TOLERANCE * old) return;
  throw new CadtraceError('kernel-failed', `The ${feature.operation} changed the volume the wrong way.`, {
    value: change,
  });
}
