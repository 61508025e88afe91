import { type Columns, columnsByEvidence, columnsByName } from './columns.ts';
import { MISSING, type RowSyntax } from './number-rows.ts';

/** How a text of points is to be read. */
export type TextLayout = {
  readonly syntax: RowSyntax;
  readonly columns: Columns;
  /** Fields of each point's line. */
  readonly fields: number;
  /** Lines before the first with numbers, comments and all. */
  readonly headerLines: number;
  /** Whether the number of points stands before them, as in PTS. */
  readonly counted: boolean;
};

/** Lines of numbers that tell what their columns mean. */
const SAMPLE = 500;

/**
 * Tells from the start of a text which of its lines are points, what separates their numbers and what their columns
 * mean; undefined where there is no line of three numbers.
 */
export function textLayout(head: string): TextLayout | undefined {
  const lines = linesOf(head);
  const numeric = lines.filter((line) => NUMERIC_LINE.test(line)).slice(0, SAMPLE);
  const syntax = syntaxOf(numeric);
  const rows = numeric.map((line) => fieldsOf(line, syntax).map((field) => toNumber(field, syntax)));
  const points = rows.filter((row) => row.length >= 3 && !row.includes(undefined)) as number[][];
  if (!points.some((row) => row.filter(Number.isFinite).length >= 3)) return undefined;

  const first = rows.indexOf(points[0]);
  const counted = first > 0 && rows[first - 1].length === 1 && Number.isInteger(rows[first - 1][0]);
  const headerLines = lines.indexOf(numeric[first]);
  const fields = points[0].length;
  const alike = points.filter((row) => row.length === fields);
  const columns = namesAmong(lines.slice(0, headerLines), syntax)
    .map((names) => columnsByName(names, alike))
    .find((found) => found !== undefined);
  return { syntax, columns: columns ?? columnsByEvidence(alike, fields), fields, headerLines, counted };
}

/** Lines before the first point, and between points, are header and comments up to this number or share. */
const LONGEST_HEADER = 20;
const COMMENT_SHARE = 0.1;

/** Whether a text, by its start, is a list of points: lines of numbers, equally many on each, after a header at most. */
export function isPointText(head: string): boolean {
  const layout = textLayout(head);
  if (layout === undefined) return false;
  const lines = linesOf(head).filter((line) => !/^\s*(#|%|\/\/|$)/.test(line));
  const numeric = lines.filter((line) => NUMERIC_LINE.test(line));
  const others = lines.length - numeric.length;
  const counts = numeric.map((line) => fieldsOf(line, layout.syntax).length);
  // The last line may be cut off.
  const areAlike = counts
    .slice(0, -1)
    .every((count) => count === layout.fields || (layout.counted && count === 1));
  return areAlike && others <= Math.max(LONGEST_HEADER, COMMENT_SHARE * lines.length);
}

const linesOf = (text: string): string[] =>
  text.replace(/^\ufeff|^\u00ef\u00bb\u00bf/, '').split(/\r\n|\r|\n/);

/** A line of nothing but numbers, words that stand for missing ones and what separates them. */
const NUMERIC_LINE =
  /^[\s",;]*[-+]?(\.?\d|nan\b|inf)([-+.,;\s"\d]|(?<=\d\.?)e(?=[-+]?\d)|nan|null|n\/a|inf(inity)?|#.*$)*$/i;

function syntaxOf(lines: readonly string[]): RowSyntax {
  const text = lines.map((line) => line.replace(/#.*/, '').trim());
  if (text.some((line) => line.includes(';'))) {
    const decimalComma = text.some((line) => line.includes(',')) && !text.some((line) => line.includes('.'));
    return { separator: ';', decimalComma };
  }
  if (!text.some((line) => line.includes(','))) return { separator: ' ', decimalComma: false };
  const decimalComma = text.every((line) => line.split(/\s+/).every((word) => DECIMAL_COMMA.test(word)));
  const isRow = text.some((line) => line.split(/\s+/).length >= 3);
  return decimalComma && isRow
    ? { separator: ' ', decimalComma: true }
    : { separator: ',', decimalComma: false };
}

const DECIMAL_COMMA = /^([-+]?\d*(,\d+)?(e[-+]?\d+)?|nan)$/i;

function fieldsOf(line: string, { separator }: RowSyntax): string[] {
  const text = line.replace(/#.*/, '').replace(/"/g, ' ').trim();
  if (separator === ' ') return text.split(/\s+/);
  return text.replace(new RegExp(`${separator}$`), '').split(new RegExp(`\\s*${separator}\\s*|\\s+`));
}

/** NaN for a number that is missing, undefined for what is none. */
function toNumber(field: string, { decimalComma }: RowSyntax): number | undefined {
  if (MISSING.test(field)) return Number.NaN;
  if (INFINITE.test(field)) return Number.POSITIVE_INFINITY;
  const value = Number(decimalComma ? field.replace(',', '.') : field);
  return Number.isNaN(value) ? undefined : value;
}

const INFINITE = /^[-+]?inf(inity)?$/i;

/** What may be names of columns in the lines of a header, the last line first. */
function namesAmong(lines: readonly string[], { separator }: RowSyntax): string[][] {
  return lines.toReversed().flatMap((line) => {
    const text = line.replace(/^[\s#%/]+/, '').trim();
    const byBlanks = text.split(/[\s,;]+/);
    return separator === ' ' ? [byBlanks] : [text.split(separator), byBlanks];
  });
}
