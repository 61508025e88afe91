import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CadtraceError } from '../../../errors.ts';
import { boundsOf, diagonalOf } from '../../../geometry/mesh.ts';
import type { Surface } from '../../../geometry/surface.ts';
import { cross, dot, length, normalize, type Vec3 } from '../../../geometry/vector.ts';
import { joinEqualPrimitives, type Primitive } from '../../../score/primitives/index.ts';

/** A cloud of Fit4CAD (Romanengo, Raffo, Qie, Anwer, Falcidieno 2021) with its primitives, those of equal surfaces as one. */
export type TrueCloud = {
  readonly name: string;
  readonly positions: Float64Array;
  readonly diagonal: number;
  readonly primitives: readonly Primitive[];
};

/** The names of the clouds in a folder, sorted; none where there is no such folder. */
export function cloudNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const suffix = '_primitives.txt';
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}

/** Reads a cloud and its primitives. Throws `input-unreadable` where the files are not as the set has them. */
export function readTrueCloud(folder: string, name: string): TrueCloud {
  const positions = readPoints(folder, name);
  const members = entriesOf(textOf(folder, `${name}_primitives.txt`));
  const surfaces = entriesOf(textOf(folder, `${name}_parametric.txt`));
  const count = positions.length / 3;
  const primitives = [...surfaces].map(([key, text]): Primitive => {
    // Points are counted from 1.
    const points = Uint32Array.from(new Set(numbersIn(members.get(key) ?? '')))
      .map((i) => i - 1)
      .sort();
    if (points.length === 0 || points[points.length - 1] >= count) {
      throw unreadable(
        `${name}_primitives.txt`,
        `primitive ${key} has no points of the ${count} of the cloud.`,
      );
    }
    return { surface: surfaceOf(text), points };
  });
  const diagonal = diagonalOf(boundsOf(positions));
  return { name, positions, diagonal, primitives: joinEqualPrimitives(primitives, positions, diagonal) };
}

/** The x, y, z of a cloud's points. Throws `input-unreadable` where there are none. */
export function readPoints(folder: string, name: string): Float64Array {
  const text = textOf(folder, `${name}.txt`);
  const positions = Float64Array.from(numbersIn(text.slice(text.indexOf(':=') + 2)));
  if (positions.length === 0 || positions.length % 3 !== 0)
    throw unreadable(`${name}.txt`, 'there are no points.');
  return positions;
}

function textOf(folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (cause) {
    throw new CadtraceError('input-unreadable', `it cannot be read (${cause}).`, { where: file, cause });
  }
}

const unreadable = (file: string, message: string): CadtraceError =>
  new CadtraceError('input-unreadable', message, { where: file });

/** The statements `Primitive7:=...;` of a file, by number. */
const entriesOf = (text: string): Map<number, string> =>
  new Map([...text.matchAll(/Primitive(\d+)\s*:=([^;]*)/g)].map(([, key, entry]) => [Number(key), entry]));

const numbersIn = (text: string): number[] =>
  (text.match(/[-+]?\d+\.?\d*(?:e[-+]?\d+)?/gi) ?? []).map(Number);

/**
 * The surface of a parametric description: vectors that multiply the cosine and the sine of an angle, a length and so
 * on, and last a point. A B-spline is freeform.
 */
function surfaceOf(text: string): Surface {
  const kind = /[A-Za-z]+/.exec(text)?.[0];
  const numbers = numbersIn(text);
  const vector = (i: number): Vec3 => [numbers[3 * i], numbers[3 * i + 1], numbers[3 * i + 2]];
  switch (kind) {
    case 'Plane':
      return { kind: 'plane', origin: vector(2), normal: normalize(cross(vector(0), vector(1))) };
    case 'Cylinder':
      return { kind: 'cylinder', origin: vector(3), axis: normalize(vector(2)), radius: length(vector(0)) };
    case 'Cone': {
      // The point at angle 0 and height v is v * along + v * outward + start + origin.
      const [start, outward, along] = [vector(0), vector(2), vector(4)];
      const growing = dot(start, outward) >= 0 ? 1 : -1;
      const axis = normalize([growing * along[0], growing * along[1], growing * along[2]]);
      const halfAngle = Math.atan2(length(outward), length(along));
      return { kind: 'cone', origin: vector(5), axis, radius: length(start), halfAngle };
    }
    case 'Sphere':
      return { kind: 'sphere', center: vector(3), radius: length(vector(0)) };
    case 'Torus':
      return {
        kind: 'torus',
        center: vector(5),
        axis: normalize(vector(4)),
        majorRadius: length(vector(0)),
        minorRadius: length(vector(2)),
      };
    default:
      return { kind: 'freeform' };
  }
}
