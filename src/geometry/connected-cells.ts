/**
 * Sorts flat x, y, z `positions` into groups that no gap parts: space is divided into cubic cells of the given side, and
 * cells with points that touch, if only at a corner, are of one group. Points no further apart than `side` come into one
 * group, those further from all others than 2 sqrt(3) `side` into different ones. Returns the indices of each group's
 * points, ascending. Throws RangeError for a side that is not positive.
 */
export function connectedCells(positions: Float64Array, side: number): Uint32Array[] {
  if (!(side > 0)) throw new RangeError(`cells need a positive side, not ${side}`);
  const cells = new Map<string, number[]>();
  const key = (x: number, y: number, z: number): string => `${x},${y},${z}`;
  for (let i = 0; i < positions.length; i += 3) {
    const name = key(...cellAt(positions, i, side));
    const cell = cells.get(name);
    if (cell) cell.push(i / 3);
    else cells.set(name, [i / 3]);
  }
  const groups: Uint32Array[] = [];
  for (const [first, points] of cells) {
    cells.delete(first);
    const group = [...points];
    // One point stands for each cell whose neighbours are still to be looked at.
    const waiting = [points[0]];
    while (waiting.length > 0) {
      const [x, y, z] = cellAt(positions, 3 * (waiting.pop() as number), side);
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++)
          for (let dz = -1; dz <= 1; dz++) {
            const name = key(x + dx, y + dy, z + dz);
            const touching = cells.get(name);
            if (!touching) continue;
            cells.delete(name);
            for (const point of touching) group.push(point);
            waiting.push(touching[0]);
          }
    }
    groups.push(Uint32Array.from(group).sort());
  }
  return groups;
}

const cellAt = (p: Float64Array, at: number, side: number): [number, number, number] => [
  Math.floor(p[at] / side),
  Math.floor(p[at + 1] / side),
  Math.floor(p[at + 2] / side),
];
