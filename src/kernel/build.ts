import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { isSweep } from '../program/sweeps.ts';
import type { Blend, Feature, Operation, Program, Sweep } from '../program/types.ts';
import { assertValid } from '../program/validate.ts';
import { applyBlend } from './blend.ts';
import { applyBoolean } from './boolean.ts';
import type { History, Progress } from './history.ts';
import { type Context, totalVolume, volumeOf } from './shape.ts';
import { sweptSolids } from './sweep.ts';
import { mergeFaces } from './unify.ts';

/** A Boolean may change the volume the wrong way by rounding, never by more than this share of it. */
const VOLUME_TOLERANCE = 1e-6;

/** Distances below which faces count as one, tried in turn, as shares of the cube root of the body's volume. */
const FUZZINESS = [0, 1e-6, 1e-5];

/**
 * Builds the features in order and returns the solids of all bodies, each with the fewest faces; goes on from where
 * the program differs from the one that `history` is of, and keeps it. Throws `program-invalid` for a
 * program that cannot be built (see `validateProgram`), `kernel-failed` naming the feature that OCCT could not build
 * or that left nothing, `kernel-timeout` naming the one that would have begun after `seconds`.
 */
export function buildProgram(
  context: Context,
  program: Program,
  history: History,
  seconds: number,
): TopoDS_Shape[] {
  assertValid(program);
  const start = performance.now();
  const { features } = program;
  let { count, progress } = history.rewind(features);
  for (; count < features.length; count++) {
    const feature = features[count];
    if (performance.now() - start > seconds * 1000) throw outOfTime(count, seconds);
    try {
      const after = isSweep(feature)
        ? applySweep(context, feature, progress)
        : afterBlend(context, feature, features.slice(0, count), progress);
      progress = history.add(feature, after);
    } catch (error) {
      if (!(error instanceof CadtraceError)) throw error;
      throw new CadtraceError(error.code, error.message, { where: `feature ${count}`, cause: error });
    }
  }
  return mergeFaces(context, [...progress.finished, ...progress.lumps]);
}

/**
 * The progress after the feature. Where OCCT gets a Boolean wrong, which it does not say but the volume may show, it is
 * tried again with nearly coincident faces taken for one.
 */
function applySweep(context: Context, feature: Sweep, before: Progress): Progress {
  const tools = sweptSolids(context, feature);
  const toolVolume = totalVolume(context, tools);
  let failure: unknown;
  let idle: Progress | undefined;
  for (const fuzziness of FUZZINESS) {
    try {
      const reach = fuzziness * Math.cbrt(before.volume);
      const lumps = combine(context, feature, before.lumps, tools, reach);
      const after = checked(context, feature, before, lumps, toolVolume);
      const changed = Math.abs(after.volume - before.volume) > VOLUME_TOLERANCE * before.volume;
      if (changed || feature.operation === 'new') return after;
      // A cut that OCCT only draws on the body changes nothing either: only when no try changes anything, it is true.
      idle ??= after;
    } catch (error) {
      if (!(error instanceof CadtraceError)) throw error;
      failure ??= error;
    }
  }
  if (idle) return idle;
  throw failure;
}

function combine(
  context: Context,
  { operation }: Sweep,
  lumps: readonly TopoDS_Shape[],
  tools: readonly TopoDS_Shape[],
  reach: number,
): TopoDS_Shape[] {
  switch (operation) {
    case 'new':
      return applyBoolean(context, 'fuse', tools.slice(0, 1), tools.slice(1), reach);
    case 'join':
      return applyBoolean(context, 'fuse', lumps, tools, reach);
    case 'cut':
      return applyBoolean(context, 'cut', lumps, tools, reach);
    case 'intersect':
      return intersected(context, lumps, tools, reach);
  }
}

/**
 * What is in the lumps and in the tools. No bound on the volume would show a part that OCCT lost; so what is outside the
 * tools is made, too, and the two must add up.
 */
function intersected(
  context: Context,
  lumps: readonly TopoDS_Shape[],
  tools: readonly TopoDS_Shape[],
  reach: number,
): TopoDS_Shape[] {
  const inside = applyBoolean(context, 'common', lumps, tools, reach);
  const outside = applyBoolean(context, 'cut', lumps, tools, reach);
  const [all, kept, lost] = [lumps, inside, outside].map((shapes) => totalVolume(context, shapes));
  if (Math.abs(kept + lost - all) <= VOLUME_TOLERANCE * all) return inside;
  return applyBoolean(context, 'cut', lumps, outside, reach);
}

/**
 * The lumps as progress, if they are: each encloses volume, and the whole changed the right way, by no more than the
 * volume of the tools; joined with them, it is no smaller than they are.
 */
function checked(
  context: Context,
  { operation }: Sweep,
  before: Progress,
  lumps: readonly TopoDS_Shape[],
  toolVolume: number,
): Progress {
  if (lumps.length === 0) throw failed(operation, 'leaves nothing of the body', 0);
  const volumes = lumps.map((lump) => volumeOf(context, lump));
  const volume = volumes.reduce((sum, part) => sum + part, 0);
  if (!volumes.every((part) => part > 0)) throw failed(operation, 'leaves a lump inside out', volumes);
  if (operation === 'new') return { finished: [...before.finished, ...before.lumps], lumps, volume };
  const change = operation === 'join' ? volume - before.volume : before.volume - volume;
  const slack = VOLUME_TOLERANCE * (before.volume + toolVolume);
  if (change < -slack) throw failed(operation, 'changed the volume the wrong way', volume - before.volume);
  const lost = operation === 'join' && volume < toolVolume - slack;
  if (lost || (operation !== 'intersect' && change > toolVolume + slack)) {
    throw failed(operation, 'changed the volume by another one than the tools hold', volume - before.volume);
  }
  return { finished: before.finished, lumps, volume };
}

/** The progress after a blend: lumps that enclose volume, as many as before. */
function afterBlend(
  context: Context,
  blend: Blend,
  features: readonly Feature[],
  before: Progress,
): Progress {
  const lumps = applyBlend(context, blend, features, before.lumps);
  const volumes = lumps.map((lump) => volumeOf(context, lump));
  if (lumps.length !== before.lumps.length || !volumes.every((part) => part > 0))
    throw new CadtraceError('kernel-failed', `The ${blend.kind} leaves no sound body.`, { value: volumes });
  return { finished: before.finished, lumps, volume: volumes.reduce((sum, part) => sum + part, 0) };
}

const outOfTime = (count: number, seconds: number) =>
  new CadtraceError(
    'kernel-timeout',
    `No time was left to build it. Allow more than ${seconds.toFixed(1)} s.`,
    {
      value: seconds,
      where: `feature ${count}`,
    },
  );

const failed = (operation: Operation, how: string, value: unknown) =>
  new CadtraceError('kernel-failed', `The feature's Boolean (${operation}) ${how}.`, { value });
