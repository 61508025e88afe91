import type { Loop, SweptProgram } from '../program/types.ts';

/** What designs are compared by. */
export const STATISTICS = ['faces', 'edges', 'extrusions', 'commands'] as const;

/**
 * Of one design: faces and edges of its solid, its extrusions, and its commands as DeepCAD counts them: one for each
 * loop (SOL), line, arc and circle, and one for each extrusion or revolution; the end of the sequence is not counted.
 */
export type DesignStatistics = Readonly<Record<(typeof STATISTICS)[number], number>>;

/** The statistics of a program and of what the kernel counts on its solid. */
export function designStatistics(
  { features }: SweptProgram,
  { faces, edges }: { readonly faces: number; readonly edges: number },
): DesignStatistics {
  const loops = features
    .flatMap(({ sketch }) => sketch.profiles)
    .flatMap(({ outer, holes }) => [outer, ...holes]);
  return {
    faces,
    edges,
    extrusions: features.filter(({ kind }) => kind === 'extrude').length,
    commands: features.length + loops.reduce((sum, loop) => sum + 1 + curveCount(loop), 0),
  };
}

const curveCount = (loop: Loop): number => (loop.kind === 'circle' ? 1 : loop.edges.length);

/** How many designs have each value. */
export type Histogram = Map<number, number>;

/** A histogram of each statistic. */
export type Histograms = Readonly<Record<keyof DesignStatistics, Histogram>>;

export const emptyHistograms = (): Histograms => ({
  faces: new Map(),
  edges: new Map(),
  extrusions: new Map(),
  commands: new Map(),
});

/** Counts one more design. */
export function addToHistograms(histograms: Histograms, statistics: DesignStatistics): void {
  for (const name of STATISTICS) {
    const histogram = histograms[name];
    histogram.set(statistics[name], (histogram.get(statistics[name]) ?? 0) + 1);
  }
}

export type Distribution = {
  readonly mean: number;
  readonly min: number;
  readonly quartiles: readonly [number, number, number];
  readonly max: number;
  /** Values with the number of designs that have them, ascending. */
  readonly histogram: readonly (readonly [value: number, designs: number])[];
};

/** The distribution of a histogram that is not empty. */
export function distributionOf(histogram: Histogram): Distribution {
  const sorted = [...histogram].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, designs]) => sum + designs, 0);
  const quantile = (share: number): number => {
    let below = 0;
    return sorted.find(([, designs]) => (below += designs) >= share * total)?.[0] ?? 0;
  };
  return {
    mean: sorted.reduce((sum, [value, designs]) => sum + value * designs, 0) / total,
    min: sorted[0][0],
    quartiles: [quantile(0.25), quantile(0.5), quantile(0.75)],
    max: sorted[sorted.length - 1][0],
    histogram: sorted,
  };
}
