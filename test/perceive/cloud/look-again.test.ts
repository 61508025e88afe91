import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/geometry/random.ts';
import type { Surface } from '../../../src/geometry/surface.ts';
import type { Vec3 } from '../../../src/geometry/vector.ts';
import { localGeometry } from '../../../src/perceive/cloud/local/local-geometry.ts';
import { lookAgain } from '../../../src/perceive/cloud/look-again.ts';

const never = () => false;
const NOISE = 0.1;

/** Points on a third of a cylinder about z with radius 10 and height 20, off by normal noise. */
function arch(): Float64Array {
  const random = seededRandom(2);
  const positions: number[] = [];
  for (let i = 0; i < 8000; i++) {
    const angle = random.uniform(-Math.PI / 3, Math.PI / 3);
    const radius = 10 + random.normal(0, NOISE);
    positions.push(radius * Math.cos(angle), radius * Math.sin(angle), random.uniform(0, 20));
  }
  return Float64Array.from(positions);
}

test('a cylinder that strips of planes hid is found on looking again', () => {
  const positions = arch();
  const local = localGeometry(positions, { expired: never });
  const strips = [-40, 0, 40].map((degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const normal: Vec3 = [Math.cos(angle), Math.sin(angle), 0];
    const surface: Surface = { kind: 'plane', origin: [9.75 * normal[0], 9.75 * normal[1], 0], normal };
    const points = Uint32Array.from(
      [...Array(positions.length / 3).keys()].filter(
        (i) => Math.abs(positions[3 * i] * normal[0] + positions[3 * i + 1] * normal[1] - 9.75) < 0.3,
      ),
    );
    return { surface, points };
  });
  const kinds = (found: readonly { surface: Surface }[]) => found.map(({ surface }) => surface.kind);
  const found = lookAgain(local, strips, { directions: [[0, 0, 1]], expired: never });
  expect(kinds(found)).toEqual(['cylinder']);
  expect(kinds(lookAgain(local, found, { directions: [[0, 0, 1]], expired: never }))).toEqual(['cylinder']);
});
