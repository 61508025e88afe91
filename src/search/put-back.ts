import { CadtraceError } from '../errors.ts';
import { boundsOf, diagonalOf } from '../geometry/mesh.ts';
import type { TakenBlend } from '../perceive/blends/types.ts';
import type { Part } from '../perceive/perceive.ts';
import type { Blend, EdgeSelector, Feature } from '../program/types.ts';
import { type Built, buildAndCompare } from '../refine/refine.ts';
import { roundWithin } from '../refine/round.ts';
import { edgeFinder, gathered } from './select-edges.ts';
import type { Solution, SolveContext } from './solution.ts';

/** Features sweep a face where points of it lie within this share of the part's diagonal, ... */
const SAME_PLACE = 1e-3;
/** ... and of the blend's size. */
const WITHIN_SIZE = 0.05;
/** Sizes are rounded, and taken for one, within this share of the diagonal. */
const SAME_SIZE = 1e-6;

/** Blends of one kind and size that were taken off, with the edges of the program that they lie on. */
type Group = { readonly blend: TakenBlend; readonly size: number; readonly edges: readonly EdgeSelector[] };

/**
 * Puts blends that were taken off a part back onto the program of what was left: all at once, or where that does not
 * make the part, one after the other, each only if the result agrees better with the part than without.
 */
export async function putBack(
  part: Part,
  sharp: Solution,
  rounds: readonly (readonly TakenBlend[])[],
  context: SolveContext,
): Promise<Solution | undefined> {
  const diagonal = diagonalOf(boundsOf(part.perceived.mesh.positions));
  const dropped = [...sharp.dropped];
  const groups = rounds.flatMap((round) => groupsOf(sharp.features, round, diagonal, dropped));
  const build = async (features: readonly Feature[]): Promise<Built<Feature> | undefined> => {
    try {
      return await buildAndCompare(part, features, { ...context, misfit: 0 });
    } catch (error) {
      if (error instanceof CadtraceError && error.code !== 'cancelled') return undefined;
      throw error;
    }
  };
  const onto = (features: readonly Feature[], group: Group, edges = group.edges) => [
    ...features,
    blendOf(group, gathered(features, edges)),
  ];
  const all = groups.reduce<readonly Feature[]>((features, group) => onto(features, group), sharp.features);
  const whole = await build(all);
  if (whole?.exact) return { ...whole, dropped };
  let best = await build(sharp.features);
  if (!best) return whole && { ...whole, dropped };
  for (const group of groups) {
    if (context.secondsLeft() <= 0) {
      dropped.push(leftOut(group.blend, 'there was no time to build it'));
      continue;
    }
    const { features, iou } = best;
    const better = await build(onto(features, group));
    if (better && better.iou > iou) {
      best = better;
      continue;
    }
    const kept: EdgeSelector[] = [];
    for (const edge of group.edges.length > 1 ? group.edges : []) {
      if (context.secondsLeft() <= 0) break;
      const one = await build(onto(features, group, [...kept, edge]));
      if (!one || one.iou <= best.iou) continue;
      best = one;
      kept.push(edge);
    }
    if (kept.length < group.edges.length)
      dropped.push(
        leftOut(
          group.blend,
          `on ${group.edges.length - kept.length} of its edges it cannot be built, or does not bring the result closer`,
        ),
      );
  }
  if (whole && whole.iou > best.iou) best = whole;
  return { ...best, dropped };
}

/** The blends of one round in groups, large ones first; what lies on no edge of the program is put down as dropped. */
function groupsOf(
  features: readonly Feature[],
  round: readonly TakenBlend[],
  diagonal: number,
  dropped: string[],
): Group[] {
  const groups = new Map<string, { blend: TakenBlend; size: number; edges: EdgeSelector[] }>();
  for (const blend of round) {
    const edge = edgeFinder(features, Math.min(SAME_PLACE * diagonal, WITHIN_SIZE * blend.size))(blend);
    if (!edge) {
      dropped.push(leftOut(blend, 'the program has no such edge'));
      continue;
    }
    const size = roundWithin(blend.size, SAME_SIZE * diagonal);
    const key = `${blend.kind} ${Math.round(size / (SAME_SIZE * diagonal))}`;
    const group = groups.get(key);
    if (group) group.edges.push(edge);
    else groups.set(key, { blend, size, edges: [edge] });
  }
  return [...groups.values()].sort((a, b) => b.size - a.size);
}

const blendOf = ({ blend, size }: Group, edges: readonly EdgeSelector[]): Blend =>
  blend.kind === 'fillet'
    ? { kind: 'fillet', edges, radius: size }
    : { kind: 'chamfer', edges, distance: size };

function leftOut({ kind, size, edge }: TakenBlend, why: string): string {
  const place = edge[1].map((x) => Number(x.toPrecision(4))).join(', ');
  return `the ${kind} of ${Number(size.toPrecision(4))} near (${place}): ${why}.`;
}
