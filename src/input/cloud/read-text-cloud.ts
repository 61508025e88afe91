import { CadtraceError } from '../../errors.ts';
import { setRow } from './columns.ts';
import { scanRows } from './number-rows.ts';
import { createCloudBuilder, type RawCloud } from './raw-cloud.ts';
import { textLayout } from './text-layout.ts';

/** How much of a text tells how to read it. */
const HEAD_BYTES = 64 * 1024;

/**
 * Reads a text of points, one a line: XYZ, TXT, CSV, ASC or PTS. Numbers are separated by blanks, tabs, commas or
 * semicolons, these with decimal points or commas; a header says what the columns mean, or else their content does.
 * Throws `input-empty` without points, `input-unreadable` naming a line that is none, `input-truncated` where lines are
 * missing or the last one breaks off.
 */
export function readTextCloud(bytes: Uint8Array): RawCloud {
  const layout = textLayout(textHead(bytes));
  if (layout === undefined)
    throw new CadtraceError(
      'input-empty',
      'the text has no line of three numbers, so it holds no points. Export the points again, x, y and z on a line.',
    );
  const { syntax, columns, fields, headerLines, counted } = layout;
  const cloud = createCloudBuilder({
    normals: columns.normal !== undefined,
    colors: columns.color !== undefined,
  });
  const rows = scanRows(bytes, syntax);
  let promised = 0;
  while (rows.next()) {
    const isHeader = rows.line() <= headerLines;
    if (rows.length() === 1 && counted && rows.badField() === undefined) promised += rows.values[0];
    else if (isHeader) continue;
    else if (rows.length() === fields && rows.badField() === undefined) {
      setRow(cloud, columns, rows.values);
      cloud.add();
    } else if (rows.endsFile() && rows.length() <= fields) throw brokenOff(rows.where());
    else throw noPoint(rows.where(), fields, rows.length(), rows.badField());
  }
  const read = cloud.count();
  if (counted && read < promised) throw tooFew(read, promised, rows.where());
  const more = `the file promises ${promised} points and holds ${read}`;
  return cloud.finish({ warnings: counted && read > promised ? [more] : [] });
}

/** The start of a text as Latin-1, up to the last line that it holds whole. */
export function textHead(bytes: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES));
  return bytes.length <= HEAD_BYTES ? text : text.slice(0, Math.max(0, text.search(/[\r\n][^\r\n]*$/)));
}

function noPoint(where: string, fields: number, found: number, field: string | undefined): CadtraceError {
  const reason = field === undefined ? `it has ${found}` : `"${field}" is none`;
  return new CadtraceError(
    'input-unreadable',
    `expected ${fields} numbers as on the first line of them, but ${reason}. Correct or remove the line.`,
    { where, value: field ?? found },
  );
}

function brokenOff(where: string): CadtraceError {
  return new CadtraceError(
    'input-truncated',
    'the last line breaks off. The file was cut off; copy or export it again.',
    { where },
  );
}

function tooFew(read: number, promised: number, where: string): CadtraceError {
  return new CadtraceError(
    'input-truncated',
    `the file promises ${promised} points but ends after ${read}. It was cut off; copy or export it again.`,
    { where, value: promised },
  );
}
