/** "1 triangle", "3 triangles", "2 faces with fewer than three corners" (`rest` follows the noun). */
export const counted = (count: number, noun: string, rest = ''): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}${rest === '' ? '' : ` ${rest}`}`;
