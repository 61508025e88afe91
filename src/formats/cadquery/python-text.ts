import type { Affine } from '../../program/affine.ts';
import { shortestDecimal } from '../../program/numbers.ts';

/** Line length of Python code, the default of its formatter Black. */
const LINE_LENGTH = 88;

/** How numbers of one program are printed: lengths to within `tolerance`, parameters under their Python names. */
export type Numerals = {
  readonly tolerance: number;
  readonly parameters: ReadonlyMap<string, { readonly name: string; readonly value: number }>;
};

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

/** An expression `head.call().call()`. */
export type Chain = { readonly head: string; readonly calls: readonly Call[] };

/** A method call. Arguments that are lists or chains may be broken over lines. */
export type Call = { readonly name: string; readonly args: readonly (string | readonly string[] | Chain)[] };

export const call = (name: string, ...args: Call['args']): Call => ({ name, args });

export const pointText = (...coordinates: readonly string[]): string => `(${coordinates.join(', ')})`;

/** `target = chain` on one line if it is short, else one call a line in parentheses. */
export function assignment(target: string, chain: Chain): string {
  const line = `${target} = ${chainText(chain)}`;
  if (line.length <= LINE_LENGTH && chain.calls.length <= 4) return line;
  return `${target} = (\n${chainRows(chain, '    ')}\n)`;
}

const chainText = ({ head, calls }: Chain): string => head + calls.map(callText).join('');

const callText = ({ name, args }: Call): string => `.${name}(${args.map(argumentText).join(', ')})`;

const argumentText = (arg: Call['args'][number]): string =>
  typeof arg === 'string' ? arg : 'head' in arg ? chainText(arg) : `[${arg.join(', ')}]`;

const chainRows = ({ head, calls }: Chain, indent: string): string =>
  [indent + head, ...calls.map((c) => callRows(c, indent))].join('\n');

/** The call on one line if it fits, else with one argument a row and lists filled up to the line length. */
function callRows(c: Call, indent: string): string {
  const line = indent + callText(c);
  if (line.length <= LINE_LENGTH || c.args.every((arg) => typeof arg === 'string')) return line;
  const deeper = `${indent}    `;
  const rows = c.args.map((arg) => {
    if (typeof arg === 'string') return `${deeper}${arg},`;
    if ('head' in arg) return `${chainRows(arg, deeper)},`;
    return `${deeper}[\n${fill(arg, `${deeper}    `)}\n${deeper}],`;
  });
  return `${indent}.${c.name}(\n${rows.join('\n')}\n${indent})`;
}

/** Items with commas, as many a row as fit. */
function fill(items: readonly string[], indent: string): string {
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.length - 1;
    if (last >= 0 && rows[last].length + item.length + 2 <= LINE_LENGTH) rows[last] += ` ${item},`;
    else rows.push(`${indent}${item},`);
  }
  return rows.join('\n');
}

const KEYWORDS = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global ' +
    'if import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** A Python identifier like `wanted` that is not in `taken`; it is added there. */
export function identifier(wanted: string, taken: Set<string>): string {
  const letters = wanted.replace(/[^A-Za-z0-9_]/g, '_');
  const base = /^[A-Za-z_]/.test(letters) ? letters : `_${letters}`;
  let name = base;
  for (let k = 2; taken.has(name) || KEYWORDS.has(name); k++) name = `${base}_${k}`;
  taken.add(name);
  return name;
}
