import { seededRandom } from '../../geometry/random.ts';
import type { LengthUnit } from '../../program/types.ts';
import { counted } from '../counted.ts';

/** Points as their file has them: finite coordinates, but duplicates and far outliers still among them. */
export type RawCloud = {
  /** x, y, z of each point that was kept, in the file's coordinates. */
  readonly positions: Float64Array;
  /** Unit normals, x, y, z of each point. */
  readonly normals?: Float64Array;
  /** Red, green, blue of each point. */
  readonly colors?: Uint8Array;
  /** Index of the viewpoint of each point. */
  readonly view?: Uint16Array;
  /** Points in the file, with those that were thinned out or dropped. */
  readonly count: number;
  /** The unit that the file states or its format prescribes. */
  readonly unit?: LengthUnit;
  readonly warnings: readonly string[];
};

/** What a file says of its points beside where they are. */
export type Attributes = { readonly normals?: boolean; readonly colors?: boolean; readonly view?: boolean };

/** A cloud that grows while a file of unknown length is read. */
export type CloudBuilder = {
  /**
   * The point that `add` adds: x, y, z; from `NORMAL` on its normal, of any length; from `COLOR` on red, green and blue,
   * 0 to 255; at `VIEW` the index of its view.
   */
  readonly row: Float64Array;
  add(): void;
  /** Points added so far. */
  count(): number;
  finish(file?: { unit?: LengthUnit; warnings?: readonly string[] }): RawCloud;
};

export const NORMAL = 3;
export const COLOR = 6;
export const VIEW = 9;
const ROW_LENGTH = 10;

/** Most points that are worked on: as many as one machine perceives in tens of seconds. */
export const MAX_WORKING = 2_000_000;

/** The same file gives the same points. */
const SEED = 1;

/**
 * Starts an empty cloud. Of more than `capacity` points it keeps a uniform random choice, in memory for `capacity`
 * points: Algorithm L of Li (Reservoir-Sampling Algorithms of Time Complexity O(n(1 + log(N/n))), ACM TOMS 20, 1994).
 * Points with a coordinate that is not finite are counted and dropped.
 */
export function createCloudBuilder(attributes: Attributes = {}, capacity = MAX_WORKING): CloudBuilder {
  const row = new Float64Array(ROW_LENGTH);
  let size = Math.min(1024, capacity);
  let positions = new Float64Array(3 * size);
  let normals = attributes.normals ? new Float64Array(3 * size) : undefined;
  let colors = attributes.colors ? new Uint8Array(3 * size) : undefined;
  let view = attributes.view ? new Uint16Array(size) : undefined;
  let count = 0;
  let finite = 0;

  const grow = (): void => {
    size = Math.min(2 * size, capacity);
    positions = copied(positions, new Float64Array(3 * size));
    normals &&= copied(normals, new Float64Array(3 * size));
    colors &&= copied(colors, new Uint8Array(3 * size));
    view &&= copied(view, new Uint16Array(size));
  };
  const put = (slot: number): void => {
    for (let k = 0; k < 3; k++) {
      positions[3 * slot + k] = row[k];
      if (normals) normals[3 * slot + k] = row[NORMAL + k];
      if (colors) colors[3 * slot + k] = row[COLOR + k];
    }
    if (view) view[slot] = row[VIEW];
  };

  const random = seededRandom(SEED);
  const logarithm = (): number => Math.log(1 - random.uniform(0, 1));
  /** Largest of the random keys that the points kept would have had; the next point kept is one with a lower key. */
  let threshold = Math.exp(logarithm() / capacity);
  const gap = (): number => Math.floor(logarithm() / Math.log1p(-threshold)) + 1;
  let next = capacity + gap() - 1;

  return {
    row,
    add() {
      count++;
      if (!Number.isFinite(row[0] - row[0] + (row[1] - row[1]) + (row[2] - row[2]))) return;
      const index = finite++;
      if (index < capacity) {
        if (index === size) grow();
        put(index);
      } else if (index === next) {
        put(random.integer(0, capacity - 1));
        threshold *= Math.exp(logarithm() / capacity);
        next += gap();
      }
    },
    count: () => count,
    finish({ unit, warnings: given = [] } = {}) {
      const kept = Math.min(finite, capacity);
      const warnings = [...given];
      if (finite < count)
        warnings.push(`dropped ${counted(count - finite, 'point', 'without finite coordinates')}`);
      if (kept < finite)
        warnings.push(
          `works with a random choice of ${kept.toLocaleString('en')} of ${finite.toLocaleString('en')} points`,
        );
      const badNormals = normals ? normalizeAll(normals, kept) : 0;
      if (badNormals > 0) warnings.push(`left the normals out: ${badNormals} of ${kept} are no directions`);
      return {
        positions: positions.slice(0, 3 * kept),
        ...(normals && badNormals === 0 && { normals: normals.slice(0, 3 * kept) }),
        ...(colors && { colors: colors.slice(0, 3 * kept) }),
        ...(view && { view: view.slice(0, kept) }),
        count,
        ...(unit && { unit }),
        warnings,
      };
    },
  };
}

/** How far from 1 a normal's squared length may be without being changed: the rounding of float32. */
const UNIT_ROUNDING = 1e-6;

/** Gives the first `count` normals length 1; returns how many have no direction. */
function normalizeAll(normals: Float64Array, count: number): number {
  let bad = 0;
  for (let i = 0; i < 3 * count; i += 3) {
    const length = Math.hypot(normals[i], normals[i + 1], normals[i + 2]);
    if (!(length > 0 && length < Infinity)) bad++;
    else if (Math.abs(length * length - 1) > UNIT_ROUNDING)
      for (let k = 0; k < 3; k++) normals[i + k] /= length;
  }
  return bad;
}

function copied<T extends Float64Array | Uint8Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
