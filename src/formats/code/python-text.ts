/** Line length of Python code, the default of its formatter Black. */
export const LINE_LENGTH = 88;

/** An expression `head.call().call()`. */
export type Chain = { readonly head: string; readonly calls: readonly Call[] };

/** A method call. Arguments that are lists or chains may be broken over lines. */
export type Call = { readonly name: string; readonly args: readonly (string | readonly string[] | Chain)[] };

export const call = (name: string, ...args: Call['args']): Call => ({ name, args });

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

/** A call with its arguments on the same line, or on the next, or each on its own, whichever fits first. */
export function callLines(start: string, args: readonly string[], end = ''): string[] {
  const line = `${start}(${args.join(', ')})${end}`;
  if (line.length <= LINE_LENGTH) return [line];
  const indent = ' '.repeat(start.search(/\S/));
  const inner = `${indent}    ${args.join(', ')}`;
  const rows = inner.length <= LINE_LENGTH ? [inner] : args.map((arg) => `${indent}    ${arg},`);
  return [`${start}(`, ...rows, `${indent})${end}`];
}

/** Items with commas, as many a row as fit. */
export function fill(items: readonly string[], indent: string): string {
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.length - 1;
    if (last >= 0 && rows[last].length + item.length + 2 <= LINE_LENGTH) rows[last] += ` ${item},`;
    else rows.push(`${indent}${item},`);
  }
  return rows.join('\n');
}

/** Words that Python keeps for itself. */
export const PYTHON_KEYWORDS: readonly string[] = (
  'False None True and as assert async await break class continue def del elif else except finally for from global ' +
  'if import in is lambda nonlocal not or pass raise return try while with yield'
).split(' ');
