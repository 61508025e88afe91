/** Disjoint sets of the items 0 … count - 1, each item its own set: `parent[i]` of a root is the item itself. */
export function createSets(count: number): Uint32Array {
  const parent = new Uint32Array(count);
  for (let i = 0; i < count; i++) parent[i] = i;
  return parent;
}

/** The root of the set of `item`; halves the path on the way. */
export function rootOf(parent: Uint32Array, item: number): number {
  while (parent[item] !== item) item = parent[item] = parent[parent[item]];
  return item;
}

/** Joins two sets; the lower root stays. */
export function joinSets(parent: Uint32Array, a: number, b: number): void {
  const rootA = rootOf(parent, a);
  const rootB = rootOf(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}
