import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import type { Feature, Program } from '../program/types.ts';
import { assertValid } from '../program/validate.ts';
import { applyBoolean } from './boolean.ts';
import { type Context, compoundOf, totalVolume } from './shape.ts';
import { sweptSolids } from './sweep.ts';
import { mergeFaces } from './unify.ts';

/** A Boolean may change the volume the wrong way by rounding, never by more than this share of it. */
const VOLUME_TOLERANCE = 1e-6;

/** The lumps of the body that features work on, and their volume. */
type Body = { readonly lumps: readonly TopoDS_Shape[]; readonly volume: number };

/**
 * Builds the features in order and returns the compound of all bodies' solids, each with the fewest faces. Throws
 * `program-invalid` for a program that cannot be built (see `validateProgram`), `kernel-failed` naming the feature
 * that OCCT could not build or that left nothing.
 */
export function buildProgram(context: Context, program: Program): TopoDS_Shape {
  assertValid(program);
  const finished: TopoDS_Shape[] = [];
  let body: Body = { lumps: [], volume: 0 };
  for (const [index, feature] of program.features.entries()) {
    if (feature.operation === 'new') finished.push(...mergeFaces(context, body.lumps));
    try {
      body = applyFeature(context, feature, body);
    } catch (error) {
      if (!(error instanceof CadtraceError)) throw error;
      throw new CadtraceError(error.code, error.message, { where: `feature ${index}`, cause: error });
    }
  }
  finished.push(...mergeFaces(context, body.lumps));
  return compoundOf(context, finished);
}

/** The body after the feature; a Boolean that OCCT got wrong without saying so shows in the volume. */
function applyFeature(context: Context, feature: Feature, { lumps, volume }: Body): Body {
  const tools = sweptSolids(context, feature);
  switch (feature.operation) {
    case 'new': {
      const [first, ...others] = tools;
      return grown(context, applyBoolean(context, 'fuse', [first], others), 0);
    }
    case 'join':
      return grown(context, applyBoolean(context, 'fuse', lumps, tools), volume);
    case 'cut':
      return shrunk(context, applyBoolean(context, 'cut', lumps, tools), volume);
    case 'intersect':
      return shrunk(context, applyBoolean(context, 'common', lumps, tools), volume);
  }
}

function grown(context: Context, lumps: readonly TopoDS_Shape[], before: number): Body {
  const volume = totalVolume(context, lumps);
  if (volume > 0 && volume >= (1 - VOLUME_TOLERANCE) * before) return { lumps, volume };
  throw new CadtraceError('kernel-failed', 'The feature adds material, but the volume went down.', {
    value: volume - before,
  });
}

function shrunk(context: Context, lumps: readonly TopoDS_Shape[], before: number): Body {
  if (lumps.length === 0) throw new CadtraceError('kernel-failed', 'The feature leaves nothing of the body.');
  const volume = totalVolume(context, lumps);
  if (volume > 0 && volume <= (1 + VOLUME_TOLERANCE) * before) return { lumps, volume };
  throw new CadtraceError('kernel-failed', 'The feature takes material away, but the volume went up.', {
    value: volume - before,
  });
}
