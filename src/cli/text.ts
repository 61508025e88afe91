/** A number for people: six significant digits, without trailing zeros. */
export const numberText = (value: number): string => String(Number(value.toPrecision(6)));

/** A length that was measured on parts for which `tolerance` is little: rounding errors are 0. */
export const lengthText = (value: number, tolerance: number): string =>
  numberText(Math.abs(value) < 1e-6 * tolerance ? 0 : value);

export const percentText = (share: number): string => `${numberText(100 * Number(share.toPrecision(5)))}%`;

/** "1 face", "3 faces", "2 bodies". */
export function countText(count: number, noun: string): string {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A value as indented JSON with a line end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Lines of aligned "label: value", each ended; those without a value are left out. */
export function tableText(rows: readonly (readonly [label: string, value: string | undefined])[]): string {
  const shown = rows.filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([label]) => label.length)) + 2;
  return shown.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}\n`).join('');
}

/** Lines of aligned columns: the first to the left, the others to the right. */
export function columnsText(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const padded = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]);
  return rows.map((row) => `${row.map(padded).join('  ').trimEnd()}\n`).join('');
}
