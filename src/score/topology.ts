import type { Counts } from '../kernel/types.ts';
import type { MeasuredPart } from './measured-part.ts';

/** What a part is made of; of a mesh only the bodies are known. */
export type PartCounts = { readonly bodies: number } | Counts;

/** The counts of a candidate beside those of the reference, and of two solids whether all are equal. */
export type TopologyScore = {
  readonly candidate: PartCounts;
  readonly reference: PartCounts;
  readonly same?: boolean;
};

/** Compares the numbers of bodies, faces and edges. */
export function topologyScore(candidate: MeasuredPart, reference: MeasuredPart): TopologyScore {
  const [ours, theirs] = [candidate.counts, reference.counts];
  if (candidate.kind === 'mesh' || reference.kind === 'mesh') return { candidate: ours, reference: theirs };
  const same = COUNTED.every((key) => candidate.counts[key] === reference.counts[key]);
  return { candidate: ours, reference: theirs, same };
}

const COUNTED = ['bodies', 'faces', 'edges'] as const;
