/**
 * Pairs each row of a cost matrix with a column of its own so that the sum of costs is least: the Hungarian method
 * with potentials, one shortest augmenting path a row (Kuhn 1955; Jonker and Volgenant 1987), O(rows^2 columns).
 * `costs` is row by row, with at least as many columns as rows. Returns the column of each row.
 */
export function cheapestAssignment(costs: Float32Array, rows: number, columns: number): Int32Array {
  // Column 0 stands for the row that is being placed; rows and columns are counted from 1 below.
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const previous = new Int32Array(columns + 1);
  const distance = new Float64Array(columns + 1);
  const reached = new Uint8Array(columns + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    distance.fill(Infinity);
    reached.fill(0);
    let column = 0;
    // The nearest free column by reduced costs, through rows that have a column already (Dijkstra's method).
    while (rowOf[column] !== 0) {
      reached[column] = 1;
      const from = rowOf[column];
      const base = (from - 1) * columns - 1;
      let next = 0;
      let step = Infinity;
      for (let c = 1; c <= columns; c++) {
        if (reached[c]) continue;
        const reduced = costs[base + c] - rowPotential[from] - columnPotential[c];
        if (reduced < distance[c]) {
          distance[c] = reduced;
          previous[c] = column;
        }
        if (distance[c] < step) {
          step = distance[c];
          next = c;
        }
      }
      for (let c = 0; c <= columns; c++) {
        if (reached[c]) {
          rowPotential[rowOf[c]] += step;
          columnPotential[c] -= step;
        } else distance[c] -= step;
      }
      column = next;
    }
    // Back along the path every row takes the next column.
    while (column !== 0) {
      rowOf[column] = rowOf[previous[column]];
      column = previous[column];
    }
  }
  const columnOf = new Int32Array(rows);
  for (let c = 1; c <= columns; c++) if (rowOf[c] > 0) columnOf[rowOf[c] - 1] = c - 1;
  return columnOf;
}
