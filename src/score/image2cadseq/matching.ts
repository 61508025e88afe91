import { cheapestAssignment } from '../assignment.ts';

/** The greatest sum of values `value[i][j]` over pairings of rows i with columns j, each used at most once. */
export function mostValuableMatching(value: readonly (readonly number[])[]): number {
  if (value.length === 0 || value[0].length === 0) return 0;
  // An assignment needs at least as many columns as rows.
  if (value.length > value[0].length) {
    return mostValuableMatching(value[0].map((_, j) => value.map((row) => row[j])));
  }
  const columns = value[0].length;
  const costs = new Float32Array(value.length * columns);
  for (const [i, row] of value.entries()) for (let j = 0; j < columns; j++) costs[i * columns + j] = -row[j];
  const columnOf = cheapestAssignment(costs, value.length, columns);
  return value.reduce((sum, row, i) => sum + row[columnOf[i]], 0);
}
