/**
 * The greatest sum of values `value[i][j]` >= 0 over pairings of rows i with columns j, each used at most once. The
 * Hungarian method with potentials (Kuhn, 1955; Jonker and Volgenant, 1987), O(rows^2 columns).
 */
export function mostValuableMatching(value: readonly (readonly number[])[]): number {
  if (value.length === 0 || value[0].length === 0) return 0;
  // The method needs at least as many columns as rows.
  if (value.length > value[0].length)
    return mostValuableMatching(value[0].map((_, j) => value.map((row) => row[j])));
  const [rows, columns] = [value.length, value[0].length];
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  // Rows and columns count from 1; column 0 holds the row that is being placed, row 0 is none.
  const rowOf = new Int32Array(columns + 1);
  const previous = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    const slack = new Float64Array(columns + 1).fill(Infinity);
    const visited = new Uint8Array(columns + 1);
    let column = 0;
    // Dijkstra's search for the cheapest chain of reassignments that ends in a free column; cost is value negated.
    do {
      visited[column] = 1;
      const current = rowOf[column];
      let nearest = 0;
      let step = Infinity;
      for (let j = 1; j <= columns; j++) {
        if (visited[j]) continue;
        const reduced = -value[current - 1][j - 1] - rowPotential[current] - columnPotential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          previous[j] = column;
        }
        if (slack[j] < step) {
          step = slack[j];
          nearest = j;
        }
      }
      for (let j = 0; j <= columns; j++) {
        if (visited[j]) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else slack[j] -= step;
      }
      column = nearest;
    } while (rowOf[column] !== 0);
    for (; column !== 0; column = previous[column]) rowOf[column] = rowOf[previous[column]];
  }
  let total = 0;
  for (let j = 1; j <= columns; j++) if (rowOf[j] > 0) total += value[rowOf[j] - 1][j - 1];
  return total;
}
