import type { TopoDS_Shape } from 'replicad-opencascadejs';
import type { Feature } from '../program/types.ts';
import { copyHandle } from './shape.ts';

/** What features have made: the body they work on, and the lumps of the bodies finished before it. */
export type Progress = {
  readonly finished: readonly TopoDS_Shape[];
  readonly lumps: readonly TopoDS_Shape[];
  /** Of the lumps together. */
  readonly volume: number;
};

const NOTHING: Progress = { finished: [], lumps: [], volume: 0 };

/**
 * The progress after each feature of the program built last. A search builds one program after another that begin the
 * same; each can go on from where it first differs.
 */
export type History = {
  /** Goes back to the last progress that `features`, too, lead to: after the first `count` of them. */
  rewind(features: readonly Feature[]): { readonly count: number; readonly progress: Progress };
  /** Adds the next feature and returns the progress after it, whose lumps live as long as the history holds them. */
  add(feature: Feature, progress: Progress): Progress;
};

export function createHistory(): History {
  const steps: { readonly key: string; readonly progress: Progress }[] = [];
  return {
    rewind(features) {
      const differing = steps.findIndex(({ key }, i) => i >= features.length || key !== keyOf(features[i]));
      const forgotten = differing < 0 ? [] : steps.splice(differing);
      for (const lump of forgotten.flatMap(({ progress }) => progress.lumps)) lump[Symbol.dispose]();
      return { count: steps.length, progress: steps.at(-1)?.progress ?? NOTHING };
    },
    add(feature, { finished, lumps, volume }) {
      // The finished lumps are those of an earlier step, which goes only after this one.
      const progress = { finished, lumps: lumps.map(copyHandle), volume };
      steps.push({ key: keyOf(feature), progress });
      return progress;
    },
  };
}

const keyOf = (feature: Feature): string => JSON.stringify(feature);
