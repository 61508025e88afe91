import { type Lifted, liftPlain, plainValue } from '../../program/lifted.ts';
import { combineRegions, loopRelation } from '../../program/region-boolean.ts';
import type { Loop, Profile } from '../../program/types.ts';

export type Region = readonly Lifted<Profile>[];
export type FaceMode = 'a' | 's' | 'i' | 'r';

/**
 * A sketch's region after a face was added to it, subtracted from it, intersected with it or put in its place.
 * As long as outlines do not cross, numbers keep their parameters; outlines that do are cut exactly and become plain.
 */
export function combineFaces(region: Region, face: Region, mode: FaceMode): Region {
  if (mode === 'r' || (mode === 'a' && region.length === 0)) return face;
  if (mode === 'i')
    return region.flatMap((profile) =>
      liftPlain(
        combineRegions(
          'intersection',
          [plainValue<Profile>(profile)],
          face.map((other) => plainValue<Profile>(other)),
        ),
      ),
    );
  return mode === 'a'
    ? face.reduce((sum, profile) => added(sum, profile), region)
    : face.reduce((rest, profile) => subtracted(rest, profile), region);
}

/** Closed loops as a face: a loop inside an odd number of others bounds a hole of the smallest of them. */
export function nestedRegion(loops: readonly Lifted<Loop>[]): Region {
  const plain = loops.map((loop) => plainValue<Loop>(loop));
  const containers = plain.map((loop, i) =>
    plain.flatMap((other, j) => (i !== j && loopRelation(loop, other) === 'first inside' ? [j] : [])),
  );
  const isHole = (i: number) => containers[i].length % 2 === 1;
  return loops.flatMap((outer, i) => {
    if (isHole(i)) return [];
    const holes = loops.filter(
      (_, j) => isHole(j) && containers[j].includes(i) && containers[j].length === containers[i].length + 1,
    );
    return [{ outer, holes }];
  });
}

function added(region: Region, profile: Lifted<Profile>): Region {
  const plain = plainValue<Profile>(profile);
  const merging = region.filter((other) => overlap(plain, plainValue<Profile>(other)));
  if (merging.length === 0) return [...region, profile];
  const merged = merging.reduce<Profile[]>(
    (sum, other) => combineRegions('union', sum, [plainValue<Profile>(other)]),
    [plain],
  );
  return [...region.filter((other) => !merging.includes(other)), ...liftPlain(merged)];
}

function subtracted(region: Region, cutter: Lifted<Profile>): Region {
  const cut = plainValue<Profile>(cutter);
  return region.flatMap((profile): Region => {
    const plain = plainValue<Profile>(profile);
    const relation = loopRelation(cut.outer, plain.outer);
    if (relation === 'apart') return [profile];
    const holes = plain.holes.map((hole) => loopRelation(cut.outer, hole));
    if (holes.includes('first inside')) return [profile];
    if (cut.holes.length > 0 || relation !== 'first inside' || holes.includes('crossing')) {
      return overlap(cut, plain) ? liftPlain(combineRegions('difference', [plain], [cut])) : [profile];
    }
    return [
      {
        outer: profile.outer,
        holes: [...profile.holes.filter((_, i) => holes[i] === 'apart'), cutter.outer],
      },
    ];
  });
}

/** True where the insides of two profiles share an area. */
function overlap(a: Profile, b: Profile): boolean {
  const relation = loopRelation(a.outer, b.outer);
  if (relation === 'apart') return false;
  if (relation === 'first inside' && b.holes.some((hole) => loopRelation(a.outer, hole) === 'first inside'))
    return false;
  if (relation === 'second inside' && a.holes.some((hole) => loopRelation(b.outer, hole) === 'first inside'))
    return false;
  return combineRegions('intersection', [a], [b]).length > 0;
}
