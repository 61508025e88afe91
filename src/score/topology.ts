import type { Counts } from '../kernel/types.ts';
import type { MeasuredPart } from './measured-part.ts';

/** What a part is made of; of a mesh only the bodies are known. */
export type PartCounts = { readonly bodies: number } | Counts;

/** The counts of a candidate beside those of the reference; `same` says whether those that both have are equal. */
export type TopologyScore = {
  readonly candidate: PartCounts;
  readonly reference: PartCounts;
  readonly same: boolean;
};

/** Compares the numbers of bodies, faces and edges. */
export function topologyScore(candidate: MeasuredPart, reference: MeasuredPart): TopologyScore {
  const sameBodies = candidate.counts.bodies === reference.counts.bodies;
  const sameSurface =
    candidate.kind === 'mesh' ||
    reference.kind === 'mesh' ||
    (candidate.counts.faces === reference.counts.faces && candidate.counts.edges === reference.counts.edges);
  return { candidate: candidate.counts, reference: reference.counts, same: sameBodies && sameSurface };
}
