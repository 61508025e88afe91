import { type Affine, constant, minus, plus, times, variable } from '../../program/affine.ts';
import { callMethod, callModule } from './calls.ts';
import { callHelper } from './selection-methods.ts';
import { type Position, refuse, SUPPORTED, type Token, tokenize } from './tokens.ts';
import type { Argument, Budget, Value } from './values.ts';

/** Deepest nesting of brackets. */
const MAX_DEPTH = 100;

/** Most steps of some tens of nanoseconds that geometry may take: a few seconds. */
const MAX_STEPS = 5e7;

/** Most named numbers. */
const MAX_PARAMETERS = 10_000;

/** Most named numbers in one expression. */
const MAX_TERMS = 100;

/** What a script leaves behind: its variables, the last solid it assigned, and its named numbers. */
export type Outcome = {
  readonly variables: ReadonlyMap<string, Value>;
  readonly last: Value | undefined;
  readonly parameters: ReadonlyMap<string, number>;
};

type Script = {
  readonly tokens: readonly Token[];
  index: number;
  depth: number;
  readonly variables: Map<string, Value>;
  readonly parameters: Map<string, number>;
  last: Value | undefined;
  readonly budget: Budget;
};

/**
 * Works through the statements of a script, top to bottom. Nothing is executed: only the calls of a fixed table are
 * known, and each just adds to plain data. Throws `program-syntax` with line and column for anything else.
 */
export function interpret(text: string): Outcome {
  const script: Script = {
    tokens: tokenize(text),
    index: 0,
    depth: 0,
    variables: new Map(),
    parameters: new Map(),
    last: undefined,
    budget: { left: MAX_STEPS },
  };
  while (peek(script).kind !== 'end') {
    if (peek(script).kind === 'newline') script.index++;
    else statement(script);
  }
  return script;
}

const peek = (script: Script, ahead = 0): Token =>
  script.tokens[Math.min(script.index + ahead, script.tokens.length - 1)];

const next = (script: Script): Token => {
  const token = peek(script);
  script.index++;
  return token;
};

const isOperator = (token: Token, text: string): boolean => token.kind === 'operator' && token.text === text;

function accept(script: Script, operator: string): boolean {
  if (!isOperator(peek(script), operator)) return false;
  script.index++;
  return true;
}

function expect(script: Script, operator: string): void {
  if (!accept(script, operator))
    refuse(peek(script), `expected "${operator}", found ${nameOf(peek(script))}`);
}

const nameOf = (token: Token): string =>
  token.kind === 'newline' || token.kind === 'end'
    ? `the end of the ${token.kind === 'end' ? 'script' : 'line'}`
    : `"${token.text}"`;

function statement(script: Script): void {
  const first = peek(script);
  if (first.kind === 'definition') {
    script.index++;
    script.variables.set(first.text, { type: 'function', name: first.text, budget: script.budget });
  } else if (first.kind === 'name' && first.text === 'import') importStatement(script);
  else if (first.kind === 'name' && isOperator(peek(script, 1), '=')) assignment(script);
  else expression(script);
  const end = next(script);
  if (end.kind !== 'newline' && end.kind !== 'end')
    refuse(end, `${nameOf(end)} is not expected here. ${SUPPORTED}`);
}

function importStatement(script: Script): void {
  const at = next(script);
  const module = next(script);
  if (module.kind !== 'name' || module.text !== 'cadquery')
    refuse(at, `only cadquery can be imported. ${SUPPORTED}`);
  let name = module.text;
  if (peek(script).kind === 'name' && peek(script).text === 'as') {
    script.index++;
    const alias = next(script);
    if (alias.kind !== 'name') refuse(alias, `expected a name, found ${nameOf(alias)}`);
    name = alias.text;
  }
  script.variables.set(name, { type: 'module', name: '', budget: script.budget });
}

function assignment(script: Script): void {
  const { text: name, ...at } = next(script);
  expect(script, '=');
  const value = expression(script);
  if (value.type === 'workplane' || value.type === 'shape') script.last = value;
  script.variables.set(
    name,
    value.type === 'number' && value.number.terms.size === 0
      ? named(script, name, value.number.value, at)
      : value,
  );
}

/** A number under the name of a parameter, the first time; a name that is used again holds plain numbers from then on. */
function named(script: Script, name: string, value: number, at: Position): Value {
  if (script.parameters.has(name)) return { type: 'number', number: constant(value) };
  if (script.parameters.size >= MAX_PARAMETERS) {
    refuse(at, `at most ${MAX_PARAMETERS} named numbers are read`);
  }
  script.parameters.set(name, value);
  return { type: 'number', number: variable(name, value) };
}

type Operator = '+' | '-' | '*' | '/';

function expression(script: Script): Value {
  let sum = product(script);
  for (;;) {
    const at = peek(script);
    if (accept(script, '+')) sum = arithmetic(sum, product(script), at, '+');
    else if (accept(script, '-')) sum = arithmetic(sum, product(script), at, '-');
    else return sum;
  }
}

function product(script: Script): Value {
  let result = signed(script);
  for (;;) {
    const at = peek(script);
    if (accept(script, '*')) result = arithmetic(result, signed(script), at, '*');
    else if (accept(script, '/')) result = arithmetic(result, signed(script), at, '/');
    else return result;
  }
}

function signed(script: Script): Value {
  const at = peek(script);
  let sign = 1;
  let found = false;
  for (;;) {
    if (accept(script, '-')) sign = -sign;
    else if (!accept(script, '+')) break;
    found = true;
  }
  const value = postfix(script);
  return found ? arithmetic({ type: 'number', number: constant(sign) }, value, at, '*') : value;
}

function arithmetic(a: Value, b: Value, at: Position, operator: Operator): Value {
  if (a.type !== 'number' || b.type !== 'number') {
    return refuse(at, `"${operator}" is read between numbers only`);
  }
  const number = calculated(a.number, b.number, operator);
  if (!Number.isFinite(number.value)) refuse(at, 'the result of this calculation is not a number');
  if (number.terms.size > MAX_TERMS) {
    refuse(at, `at most ${MAX_TERMS} named numbers are read in one expression`);
  }
  return { type: 'number', number };
}

/** Sums keep their parameters, and so do products and quotients by plain numbers; what else there is becomes plain. */
function calculated(a: Affine, b: Affine, operator: Operator): Affine {
  switch (operator) {
    case '+':
      return plus(a, b);
    case '-':
      return minus(a, b);
    case '*':
      if (b.terms.size === 0) return times(a, b.value);
      return a.terms.size === 0 ? times(b, a.value) : constant(a.value * b.value);
    case '/':
      if (b.terms.size > 0) return constant(a.value / b.value);
      return { value: a.value / b.value, terms: times(a, 1 / b.value).terms };
  }
}

/** An atom followed by any number of calls and attributes. */
function postfix(script: Script): Value {
  let value = atom(script);
  for (;;) {
    const at = peek(script);
    if (accept(script, '.')) {
      const member = next(script);
      if (member.kind !== 'name') refuse(member, `expected a name, found ${nameOf(member)}`);
      if (value.type === 'module')
        value = { ...value, name: value.name === '' ? member.text : `${value.name}.${member.text}` };
      else if (isOperator(peek(script), '('))
        value = callMethod(value, member.text, callArguments(script), member);
      else refuse(member, `only calls of ${member.text}() are read. ${SUPPORTED}`);
    } else if (value.type === 'module' && isOperator(peek(script), '(')) {
      value = callModule(value, callArguments(script), at);
    } else if (value.type === 'function' && isOperator(peek(script), '(')) {
      value = callHelper(value, callArguments(script), at);
    } else return value;
  }
}

function callArguments(script: Script): Argument[] {
  return bracketed(script, '(', ')', () => {
    const at = peek(script);
    const isKeyword = at.kind === 'name' && isOperator(peek(script, 1), '=');
    if (isKeyword) script.index += 2;
    return { keyword: isKeyword ? at.text : undefined, value: expression(script), at };
  }).items;
}

function bracketed<T>(
  script: Script,
  open: string,
  close: string,
  item: () => T,
): { items: T[]; trailingComma: boolean } {
  const at = peek(script);
  expect(script, open);
  if (++script.depth > MAX_DEPTH) refuse(at, `brackets are nested more than ${MAX_DEPTH} deep`);
  const items: T[] = [];
  let trailingComma = false;
  while (!accept(script, close)) {
    items.push(item());
    trailingComma = accept(script, ',');
    if (!trailingComma && !isOperator(peek(script), close)) expect(script, close);
  }
  script.depth--;
  return { items, trailingComma };
}

function atom(script: Script): Value {
  const token = peek(script);
  if (isOperator(token, '(')) {
    const { items, trailingComma } = bracketed(script, '(', ')', () => expression(script));
    return items.length === 1 && !trailingComma ? items[0] : { type: 'list', items };
  }
  if (isOperator(token, '['))
    return { type: 'list', items: bracketed(script, '[', ']', () => expression(script)).items };
  script.index++;
  if (token.kind === 'number') return { type: 'number', number: constant(token.value) };
  if (token.kind === 'string') return { type: 'string', text: token.text };
  if (token.kind !== 'name') return refuse(token, `${nameOf(token)} is not expected here. ${SUPPORTED}`);
  if (token.text === 'True' || token.text === 'False')
    return { type: 'boolean', truth: token.text === 'True' };
  if (token.text === 'None') return { type: 'none' };
  return script.variables.get(token.text) ?? refuse(token, `"${token.text}" is not defined. ${SUPPORTED}`);
}
