import { CadtraceError } from '../../errors.ts';
import { interiorPoint } from '../../program/interior-point.ts';
import { compileRegion, loopArea, regionContains } from '../../program/region.ts';
import type { Loop, Profile } from '../../program/types.ts';

/** Areas that differ by less than this share are equal. */
const ROUNDING = 1e-9;

/** Most pairs of loops that are compared beyond their boxes: a second of work. */
const MOST_COMPARISONS = 1_000_000;

/**
 * The region of each loop of a sketch: what it encloses, less the loops directly inside it. Loops may share edges but
 * do not cross. A loop drawn twice, as when one profile fills another's hole, has one region.
 * Throws `input-too-large` for thousands of loops within each other.
 */
export function loopRegions(loops: readonly Loop[]): Profile[] {
  const areas = loops.map((loop) => Math.abs(loopArea(loop)));
  const around = loopsAround(loops, areas);
  const first = loops.map((_, loop) =>
    Math.min(loop, ...around[loop].filter((other) => areas[other] <= areas[loop] * (1 + ROUNDING))),
  );
  const holes = loops.map((): Loop[] => []);
  for (const [loop, outers] of around.entries()) {
    if (first[loop] !== loop) continue;
    const larger = outers.filter((outer) => areas[outer] > areas[loop] * (1 + ROUNDING));
    if (larger.length === 0) continue;
    const parent = larger.reduce((best, outer) => (areas[outer] < areas[best] ? outer : best));
    holes[first[parent]].push(loops[loop]);
  }
  return first.map((loop) => ({ outer: loops[loop], holes: holes[loop] }));
}

/** For each loop the others, as large or larger, that contain a point of its inside. */
function loopsAround(loops: readonly Loop[], areas: readonly number[]): number[][] {
  const points = loops.map(interiorPoint);
  const regions = loops.map((loop) => compileRegion([loop]));
  const [minU, maxU, minV, maxV] = (['minU', 'maxU', 'minV', 'maxV'] as const).map((side) =>
    Float64Array.from(regions, (region) => region[side]),
  );
  let comparisons = 0;
  return points.map(([u, v], inner) => {
    const around: number[] = [];
    // Every loop against every other: the boxes decide for nearly all.
    for (let outer = 0; outer < loops.length; outer++) {
      if (u < minU[outer] || u > maxU[outer] || v < minV[outer] || v > maxV[outer]) continue;
      if (outer === inner || areas[outer] < areas[inner] * (1 - ROUNDING)) continue;
      if (++comparisons > MOST_COMPARISONS) {
        throw new CadtraceError('input-too-large', 'a sketch has too many loops within each other', {
          value: loops.length,
        });
      }
      if (regionContains(regions[outer], u, v)) around.push(outer);
    }
    return around;
  });
}
