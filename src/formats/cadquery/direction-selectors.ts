import { cross, dot, length, normalize, type Vec3 } from '../../geometry/vector.ts';
import { numberText } from '../code/expressions.ts';

/** Directions nearer than this are one: texts hold them to 1e-12. */
const SAME_DIRECTION = 1e-9;

/** Which faces an extrusion sweeps: those at its ends, or all its sides, which come of its sketch. */
export type Place = 'from' | 'to' | 'sketch';

/** CadQuery's selector for faces of a solid extruded along `normal`, such as `>Z`. */
export function facesSelector(normal: Vec3, place: Place): string {
  const { axis, isAgainst } = axisOf(normal);
  if (place === 'sketch') return `not(<${axis} or >${axis})`;
  return `${(place === 'to') === isAgainst ? '<' : '>'}${axis}`;
}

/** CadQuery's selector for straight edges along `normal`, such as `|Z`. */
export const edgesSelector = (normal: Vec3): string => `|${axisOf(normal).axis}`;

/** The world axis that a direction runs along or against, or else the direction itself. */
function axisOf(direction: Vec3): { axis: string; isAgainst: boolean } {
  const along = direction.findIndex((x) => Math.abs(Math.abs(x) - 1) < 1e-12);
  if (along >= 0) return { axis: 'XYZ'[along], isAgainst: direction[along] < 0 };
  return { axis: `(${direction.map((x) => numberText(x, 1e-12)).join(',')})`, isAgainst: false };
}

/** The faces of a solid extruded along `normal` that a selector picks; undefined for what is not read. */
export function placeSelected(selector: string, normal: Vec3): Place | undefined {
  const [, low, high] = /^not\(<(.+) or >(.+)\)$/.exec(selector) ?? [];
  if (low !== undefined) return low === high && isParallel(directionOf(low), normal) ? 'sketch' : undefined;
  const direction = directionOf(selector.slice(1));
  if (!/^[<>]/.test(selector) || !direction || !isParallel(direction, normal)) return undefined;
  return selector.startsWith('>') === dot(direction, normal) > 0 ? 'to' : 'from';
}

/** Whether a selector picks the straight edges along `normal`. */
export const selectsEdgesAlong = (selector: string, normal: Vec3): boolean =>
  selector.startsWith('|') && isParallel(directionOf(selector.slice(1)), normal);

const isParallel = (direction: Vec3 | undefined, normal: Vec3): boolean =>
  direction !== undefined && length(cross(direction, normal)) < SAME_DIRECTION;

const AXES: ReadonlyMap<string, Vec3> = new Map([
  ['X', [1, 0, 0]],
  ['Y', [0, 1, 0]],
  ['Z', [0, 0, 1]],
]);
const NUMBER = /^\s*[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?\s*$/;

/** The unit vector that `Z` or `(0.6,0,0.8)` stands for. */
function directionOf(text: string): Vec3 | undefined {
  if (AXES.has(text)) return AXES.get(text);
  if (!text.startsWith('(') || !text.endsWith(')')) return undefined;
  const parts = text.slice(1, -1).split(',');
  if (parts.length !== 3 || !parts.every((part) => NUMBER.test(part))) return undefined;
  const [x, y, z] = parts.map(Number);
  const size = length([x, y, z]);
  return size > 0 && size < Infinity ? normalize([x, y, z]) : undefined;
}
