import { CadtraceError } from '../../errors.ts';
import { HELPERS, type HelperName, helperNames } from './blend-helpers.ts';

/** Where a token starts: both count from 1. */
export type Position = { readonly line: number; readonly column: number };

export type Token = Position &
  (
    | { readonly kind: 'name' | 'string' | 'operator'; readonly text: string }
    | { readonly kind: 'number'; readonly text: string; readonly value: number }
    | { readonly kind: 'definition'; readonly text: HelperName }
    /** The end of a statement. */
    | { readonly kind: 'newline' | 'end'; readonly text: '' }
  );

/** Throws `program-syntax`, or another code, at a place in the text. */
export function refuse(
  at: Position,
  message: string,
  code: 'program-syntax' | 'program-invalid' | 'input-too-large' = 'program-syntax',
): never {
  throw new CadtraceError(code, message, { where: `${at.line}:${at.column}` });
}

const SPACE = /(?:[ \t\r\f]|\\\r?\n|#[^\n]*)+/y;
const NUMBER = /(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const STRING = /"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\\\n]*"|'[^'\\\n]*'/y;
const DEFINITION = /def\b/y;
/** What follows a function: nothing, or a line that is not indented. */
const END_OF_BLOCK = /\s*(?:\n(?=\S)|$)/y;
const OPERATOR = /[-+*/=.,()[\]]/y;

/**
 * The tokens of a Python text without blocks, but for the functions that cadtrace itself writes. Line ends inside brackets, and before a line that starts with a dot,
 * do not end the statement. Throws `program-syntax` at the first character that belongs to no token.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  let line = 1;
  let lineStart = 0;
  let depth = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = index;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) return undefined;
    index += found.length;
    return found;
  };
  const countLines = (from: number) => {
    for (let i = text.indexOf('\n', from); i >= 0 && i < index; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
  };
  while (index < text.length) {
    const start = index;
    if (match(SPACE) !== undefined) {
      countLines(start);
      continue;
    }
    const at = { line, column: start - lineStart + 1 };
    if (text[index] === '\n') {
      index++;
      if (depth === 0) tokens.push({ kind: 'newline', text: '', ...at });
      countLines(start);
      continue;
    }
    const isStatement = depth === 0 && at.column === 1;
    const token = (isStatement && definition(text, index, at)) || nextToken(match, at);
    if (token?.kind === 'definition') index += HELPERS[token.text].length;
    if (token === undefined)
      refuse(at, `"${text[index]}" is not part of what can be read here. ${SUPPORTED}`);
    if (token.text === '(' || token.text === '[') depth++;
    if (token.text === ')' || token.text === ']') depth = Math.max(0, depth - 1);
    if (token.text === '.') while (tokens.at(-1)?.kind === 'newline') tokens.pop();
    tokens.push(token);
    countLines(start);
  }
  tokens.push({ kind: 'end', text: '', line, column: index - lineStart + 1 });
  return tokens;
}

/** The function defined here, by its exact text. Throws `program-syntax` for others. */
function definition(text: string, index: number, at: Position): Token | undefined {
  DEFINITION.lastIndex = index;
  if (!DEFINITION.test(text)) return undefined;
  const name = helperNames.find((name) => text.startsWith(HELPERS[name], index));
  if (name === undefined) return refuse(at, `this function is not one that can be read. ${SUPPORTED}`);
  END_OF_BLOCK.lastIndex = index + HELPERS[name].length;
  if (!END_OF_BLOCK.test(text)) refuse(at, `${name}() goes on longer than it can be read. ${SUPPORTED}`);
  return { kind: 'definition', text: name, ...at };
}

function nextToken(match: (pattern: RegExp) => string | undefined, at: Position): Token | undefined {
  const name = match(NAME);
  if (name !== undefined) return { kind: 'name', text: name, ...at };
  const number = match(NUMBER);
  if (number !== undefined) {
    const value = Number(number.replaceAll('_', ''));
    if (!Number.isFinite(value)) refuse(at, `the number ${number} is too large`);
    return { kind: 'number', text: number, value, ...at };
  }
  const string = match(STRING);
  if (string !== undefined) {
    const quotes = string.startsWith('"""') || string.startsWith("'''") ? 3 : 1;
    return { kind: 'string', text: string.slice(quotes, -quotes), ...at };
  }
  const operator = match(OPERATOR);
  return operator === undefined ? undefined : { kind: 'operator', text: operator, ...at };
}

export const SUPPORTED =
  'Supported are assignments of numbers, + - * /, lists, and chains of CadQuery Workplane and Sketch calls; ' +
  "no loops, conditions, other modules, or functions but cadtrace's own, unchanged.";
