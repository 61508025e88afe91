import { CadtraceError } from '../errors.ts';
import { asciiText, parseNumber } from './text-scanner.ts';

/** Walks the tags of an XML document in its bytes; text between tags is passed over. */
export type XmlScanner = {
  /** Goes to the next tag; an empty element gives `open`, then `close`. Throws where the document is not well formed. */
  next(): 'open' | 'close' | 'end';
  /** Local name of the tag here, without its namespace prefix. */
  name(): string;
  /** Value of an attribute of the open tag here by its local name, entities resolved. */
  attribute(name: string): string | undefined;
  /** The number in an attribute. Throws `input-unreadable` when it is missing or no number. */
  number(name: string): number;
  where(): string;
};

const MAX_DEPTH = 1000;
const MAX_ATTRIBUTES = 100;

/** Starts at the first tag of a UTF-8 document. */
export function scanXml(bytes: Uint8Array): XmlScanner {
  const openNames: string[] = [];
  let at = 0;
  let tag = 0;
  let name = '';
  let emptyElement = false;
  // Where the names and values of the attributes here begin and end: four offsets each.
  const attributes = new Uint32Array(4 * MAX_ATTRIBUTES);
  let attributeCount = 0;

  const where = (): string => `byte ${tag}`;
  const fail = (reason: string): CadtraceError =>
    new CadtraceError('input-unreadable', `the XML is not well formed: ${reason}. Export the file again.`, {
      where: where(),
    });
  const cutOff = (): CadtraceError =>
    new CadtraceError(
      'input-truncated',
      'the XML ends too early. The file was cut off; copy or export it again.',
      {
        where: where(),
      },
    );
  const skipPast = (end: string): void => {
    for (; at < bytes.length; at++)
      if (matches(bytes, at, end)) {
        at += end.length;
        return;
      }
    throw cutOff();
  };
  const skipSpace = (): void => {
    while (bytes[at] <= 32) at++;
  };
  const skipName = (): void => {
    while (at < bytes.length && bytes[at] > 32 && !isDelimiter(bytes[at])) at++;
  };

  const readAttributes = (): void => {
    attributeCount = 0;
    for (skipSpace(); bytes[at] !== GREATER && bytes[at] !== SLASH; skipSpace()) {
      if (at >= bytes.length) throw cutOff();
      if (attributeCount === MAX_ATTRIBUTES) throw fail(`a tag has more than ${MAX_ATTRIBUTES} attributes`);
      const slot = 4 * attributeCount++;
      attributes[slot] = at;
      skipName();
      attributes[slot + 1] = at;
      skipSpace();
      if (bytes[at++] !== EQUALS) throw fail('an attribute has no value');
      skipSpace();
      const quote = bytes[at++];
      if (quote !== 34 && quote !== 39) throw fail('the value of an attribute is not in quotes');
      attributes[slot + 2] = at;
      while (at < bytes.length && bytes[at] !== quote) at++;
      if (at >= bytes.length) throw cutOff();
      attributes[slot + 3] = at++;
    }
  };
  const close = (closing: string): 'close' => {
    if (openNames.pop() !== closing) throw fail(`</${closing}> closes an element that is not open`);
    name = localName(closing);
    return 'close';
  };
  const openTag = (): 'open' => {
    const from = at;
    skipName();
    const qualified = asciiText(bytes, from, at);
    readAttributes();
    emptyElement = bytes[at] === SLASH;
    if (emptyElement) at++;
    if (bytes[at++] !== GREATER) throw fail('a tag does not end with ">"');
    openNames.push(qualified);
    if (openNames.length > MAX_DEPTH) throw fail(`elements are nested more than ${MAX_DEPTH} deep`);
    name = localName(qualified);
    return 'open';
  };
  const slotOf = (wanted: string): number | undefined => {
    for (let slot = 0; slot < 4 * attributeCount; slot += 4) {
      const end = attributes[slot + 1];
      const from = end - wanted.length;
      const whole = from === attributes[slot] || (from > attributes[slot] && bytes[from - 1] === COLON);
      if (whole && matches(bytes, from, wanted)) return slot;
    }
    return undefined;
  };

  return {
    next() {
      if (emptyElement) {
        emptyElement = false;
        return close(openNames.at(-1)!);
      }
      for (;;) {
        while (at < bytes.length && bytes[at] !== LESS) at++;
        tag = at;
        if (at >= bytes.length) {
          if (openNames.length > 0) throw cutOff();
          return 'end';
        }
        at++;
        if (matches(bytes, at, '!--')) skipPast('-->');
        else if (matches(bytes, at, '![CDATA[')) skipPast(']]>');
        else if (matches(bytes, at, '?')) skipPast('?>');
        else if (matches(bytes, at, '!')) throw fail('document type declarations are not read');
        else if (bytes[at] === SLASH) {
          const from = ++at;
          skipName();
          const closing = asciiText(bytes, from, at);
          skipPast('>');
          return close(closing);
        } else return openTag();
      }
    },
    name: () => name,
    attribute(wanted) {
      const slot = slotOf(wanted);
      if (slot === undefined) return undefined;
      return resolved(new TextDecoder().decode(bytes.subarray(attributes[slot + 2], attributes[slot + 3])));
    },
    number(wanted) {
      const slot = slotOf(wanted);
      let from = slot === undefined ? 0 : attributes[slot + 2];
      let to = slot === undefined ? 0 : attributes[slot + 3];
      while (from < to && bytes[from] <= 32) from++;
      while (to > from && bytes[to - 1] <= 32) to--;
      const value = parseNumber(bytes, from, to);
      if (slot === undefined || Number.isNaN(value))
        throw new CadtraceError(
          'input-unreadable',
          `<${name}> needs a number for ${wanted}, found "${asciiText(bytes, from, to)}".`,
          { where: where() },
        );
      return value;
    },
    where,
  };
}

const LESS = 60;
const EQUALS = 61;
const GREATER = 62;
const SLASH = 47;
const COLON = 58;

const isDelimiter = (byte: number): boolean =>
  byte === SLASH || byte === GREATER || byte === EQUALS || byte === LESS;

function matches(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

const localName = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const resolved = (text: string): string =>
  text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (name[0] !== '#') return ENTITIES[name.toLowerCase()];
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
