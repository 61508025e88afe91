import type { Affine } from '../../program/affine.ts';
import { lengthsOf, roundingOf, shortestDecimal } from '../../program/numbers.ts';
import type { Program } from '../../program/types.ts';

/** How numbers of one program are printed: lengths to within `tolerance`, parameters under their names in the code. */
export type Numerals = {
  readonly tolerance: number;
  readonly parameters: ReadonlyMap<string, { readonly name: string; readonly value: number }>;
};

/** Lengths to 1e-12 of the part's size, and parameters under names that are not `taken`, where they are added. */
export const numeralsOf = ({ features, parameters = [] }: Program, taken: Set<string>): Numerals => ({
  tolerance: roundingOf(features.map(lengthsOf)),
  parameters: new Map(parameters.map(({ name, value }) => [name, { name: identifier(name, taken), value }])),
});

/** A number in as few digits as keep it within the tolerance. */
export const numberText = (value: number, tolerance: number): string =>
  String(shortestDecimal(value, tolerance));

/** A number as an expression over the parameters that drive it, such as `plate_width / 2 + 3`. */
export function affineText(number: Affine, { tolerance, parameters }: Numerals): string {
  let rest = number.value;
  const parts: { sign: '+' | '-'; text: string }[] = [];
  for (const [id, scale] of number.terms) {
    const { name, value } = parameters.get(id)!;
    rest -= scale * value;
    parts.push({ sign: scale < 0 ? '-' : '+', text: productText(Math.abs(scale), name) });
  }
  const offset = shortestDecimal(rest, tolerance);
  if (offset !== 0 || parts.length === 0) {
    const part = { sign: offset < 0 ? '-' : '+', text: String(Math.abs(offset)) } as const;
    // A positive start reads better: 10 - width / 2, not -width / 2 + 10.
    if (parts[0]?.sign === '-' && offset > 0) parts.unshift(part);
    else parts.push(part);
  }
  const [first, ...others] = parts;
  return (
    (first.sign === '-' ? '-' : '') + first.text + others.map(({ sign, text }) => ` ${sign} ${text}`).join('')
  );
}

function productText(scale: number, name: string): string {
  const factor = shortestDecimal(scale, 1e-12 * scale);
  if (factor === 1) return name;
  const divisor = shortestDecimal(1 / scale, 1e-12 / scale);
  return Number.isInteger(divisor) && divisor <= 64 ? `${name} / ${divisor}` : `${factor} * ${name}`;
}

export const pointText = (...coordinates: readonly string[]): string => `(${coordinates.join(', ')})`;

/** A name like `wanted`, of letters, digits and underscores, that is not in `taken`; it is added there. */
export function identifier(wanted: string, taken: Set<string>): string {
  const letters = wanted.replace(/[^A-Za-z0-9_]/g, '_');
  const base = /^[A-Za-z_]/.test(letters) ? letters : `_${letters}`;
  let name = base;
  for (let k = 2; taken.has(name); k++) name = `${base}_${k}`;
  taken.add(name);
  return name;
}
