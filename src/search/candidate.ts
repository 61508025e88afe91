import type { Frame } from '../geometry/frame.ts';
import type { Region } from '../propose/regions.ts';
import type { Bitset } from './bitset.ts';

/**
 * A feature that the program may contain. `add` joins it, `cut` takes it away, `keep` takes away everything outside it
 * (an intersection).
 */
export type Candidate = {
  readonly role: 'add' | 'cut' | 'keep';
  readonly sweep: 'extrude' | 'revolve';
  /** Extrusions run along the normal of `frame`; revolves turn once about its y-axis. */
  readonly frame: Frame;
  readonly region: Region;
  /** Heights of an extrusion. */
  readonly from: number;
  readonly to: number;
  /** The samples that the feature adds or takes away. */
  readonly members: Bitset;
  /** Cost in steps, and cost when a chosen feature shares axis, heights and role: one more profile in its sketch. */
  readonly cost: number;
  readonly shareCost: number;
  /** Equal for candidates that can be one feature. */
  readonly group: string;
  /** Names the candidate across searches. */
  readonly key: string;
};
