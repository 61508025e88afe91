import { toWorld } from '../../geometry/frame.ts';
import { innerPoints } from './cell-samples.ts';
import type { CloudView } from './cloud-view.ts';
import { edgeEvidence } from './edge-evidence.ts';
import type { Subdivision } from './subdivision.ts';
import type { Slab, Trace } from './traces.ts';

/** Which cells of a section are solid, and how sure that is: from -1, surely void, to 1, surely solid. */
export type Labels = { readonly solid: Uint8Array; readonly belief: Float64Array };

/** What tells whether the cells of a section are solid. */
export type CellEvidence = {
  /** Log-odds by the lines through places well inside each cell that it is solid; the unbounded one is not. */
  readonly votes: Float64Array;
  readonly links: readonly Link[];
  /** Cells that lie between curves which were meant to touch, smallest first: no points tell what they are. */
  readonly slivers: readonly number[];
};

/** Two cells with pieces between them, the length of those, and the log-odds that one is solid and the other void. */
type Link = { readonly a: number; readonly b: number; odds: number; length: number };

/** Inner points of a cell that vote, each at another height. */
const VOTERS = 3;
const HEIGHTS = [0.5, 0.3, 0.7];
/** Log-odds of a cell about which all rays agree. */
const VOTE = 4;
/** Log-odds from which cells are taken to be alike, or unlike, together. */
const STRONG = 2;
const ROUNDS = 20;
/** A sliver is next to more of one kind where the lengths differ by this share. */
const CLEAR = 0.05;

/** Casts rays from each cell, and looks for points along each piece of its border. */
export function cellEvidence(
  view: CloudView,
  subdivision: Subdivision,
  traces: readonly Trace[],
  slab: Slab,
): CellEvidence {
  const inner = subdivision.cells.map((cell, c) =>
    c === 0 ? [] : innerPoints(cell, VOTERS).map(({ point }) => point),
  );
  const votes = Float64Array.from(inner, (points, c) => {
    if (c === 0) return -Infinity;
    const sum = points.reduce((total, point, k) => {
      const w = slab.low + HEIGHTS[k] * (slab.high - slab.low);
      return total + view.sidedness(toWorld(view.frame, [...point, w]));
    }, 0);
    return points.length > 0 ? (VOTE * sum) / points.length : 0;
  });
  const lengths = subdivision.pieces.map(({ curve, from, to }) => {
    const { curve: along } = traces[curve];
    return along.kind === 'line' ? to - from : (to - from) * along.radius;
  });
  const links = linksOf(subdivision, edgeEvidence(view, subdivision, traces, slab), lengths);
  return { votes, links, slivers: sliversOf(subdivision, links, view.touch) };
}

/** The bounded cells that are narrower than `width`, smallest first. */
function sliversOf({ cells }: Subdivision, links: readonly Link[], width: number): number[] {
  const around = new Float64Array(cells.length);
  for (const { a, b, length } of links) {
    around[a] += length;
    around[b] += length;
  }
  const narrow = [...cells.keys()].filter((c) => c > 0 && 2 * cells[c].area <= width * around[c]);
  return narrow.sort((a, b) => cells[a].area - cells[b].area);
}

/**
 * Labels cells by their votes and by the evidence along their borders: where there is surface, it is solid to one side
 * only; where there is none, the same to both. Of the labellings that follow from the rays and from the strongest
 * borders, each improved by single changes and by changes of what hangs together, the likelier one.
 */
export function settleCells({ votes, links, slivers }: CellEvidence): Labels {
  const around: Link[][] = Array.from(votes, () => []);
  for (const link of links) {
    around[link.a].push(link);
    around[link.b].push(link);
  }
  const groups = groupsOf(votes.length, links);
  const labellings = [votes, votesOfGroups(groups, votes)].map((odds) => {
    const solid = Uint8Array.from(odds, (vote) => (vote > 0 ? 1 : 0));
    improve(solid, votes, around, groups);
    return solid;
  });
  const [rays, borders] = labellings.map((solid) => likelihood(solid, votes, links));
  const solid = rays >= borders ? labellings[0] : labellings[1];
  absorb(slivers, solid, around);
  const belief = votes.map((_, c) => {
    const odds = oddsOf(c, solid, votes, around);
    return Number.isFinite(odds) ? Math.tanh(odds / 2) : -1;
  });
  return { solid, belief };
}

/** Makes each sliver what most of its border is next to: outlines do not run around them. */
function absorb(slivers: readonly number[], solid: Uint8Array, around: readonly Link[][]): void {
  for (const sliver of slivers) {
    let balance = 0;
    let border = 0;
    for (const { a, b, length } of around[sliver]) {
      balance += solid[a === sliver ? b : a] ? length : -length;
      border += length;
    }
    if (Math.abs(balance) > CLEAR * border) solid[sliver] = balance > 0 ? 1 : 0;
  }
}

/** Adds up the evidence and the lengths of all pieces between the same two cells. */
function linksOf(
  { pieces, cellOf }: Subdivision,
  evidence: Float64Array,
  lengths: readonly number[],
): Link[] {
  const links = new Map<string, Link>();
  pieces.forEach((_, p) => {
    const [a, b] = [cellOf[2 * p], cellOf[2 * p + 1]].sort((x, y) => x - y);
    if (a === b) return;
    const key = `${a} ${b}`;
    const link = links.get(key);
    if (link) {
      link.odds += evidence[p];
      link.length += lengths[p];
    } else links.set(key, { a, b, odds: evidence[p], length: lengths[p] });
  });
  return [...links.values()];
}

/** Log-odds that a cell is solid, given its votes and the labels of its neighbours. */
function oddsOf(cell: number, solid: Uint8Array, votes: Float64Array, around: readonly Link[][]): number {
  let odds = votes[cell];
  for (const { a, b, odds: unlike } of around[cell]) odds += solid[a === cell ? b : a] ? -unlike : unlike;
  return odds;
}

function likelihood(solid: Uint8Array, votes: Float64Array, links: readonly Link[]): number {
  let sum = 0;
  for (let c = 1; c < votes.length; c++) sum += solid[c] ? votes[c] : -votes[c];
  for (const { a, b, odds } of links) sum += solid[a] !== solid[b] ? odds : -odds;
  return sum;
}

/** Cells that strong borders tie together: for each its group, and whether it is like the group's first cell. */
type Groups = { readonly groupOf: Int32Array; readonly like: Uint8Array };

/** Ties cells together along a spanning tree of the strongest links (Kruskal). */
function groupsOf(count: number, links: readonly Link[]): Groups {
  const groupOf = Int32Array.from({ length: count }, (_, c) => c);
  const like = new Uint8Array(count).fill(1);
  const members: number[][] = Array.from({ length: count }, (_, c) => [c]);
  const strong = links.filter(({ odds }) => Math.abs(odds) >= STRONG);
  for (const { a, b, odds } of strong.sort((p, q) => Math.abs(q.odds) - Math.abs(p.odds))) {
    const [to, from] = [groupOf[a], groupOf[b]];
    if (to === from) continue;
    const turned = (like[a] === like[b]) === odds > 0;
    for (const c of members[from]) {
      groupOf[c] = to;
      if (turned) like[c] = 1 - like[c];
      members[to].push(c);
    }
    members[from] = [];
  }
  return { groupOf, like };
}

/** For each cell the log-odds of its group that it is solid. */
function votesOfGroups({ groupOf, like }: Groups, votes: Float64Array): Float64Array {
  const sums = new Float64Array(votes.length);
  votes.forEach((vote, c) => {
    sums[groupOf[c]] += like[c] ? vote : -vote;
  });
  return votes.map((_, c) => (like[c] ? sums[groupOf[c]] : -sums[groupOf[c]]));
}

/** Changes single cells, then whole groups, as long as that makes the labelling likelier. */
function improve(
  solid: Uint8Array,
  votes: Float64Array,
  around: readonly Link[][],
  { groupOf }: Groups,
): void {
  const members = new Map<number, number[]>();
  groupOf.forEach((group, c) => {
    const known = members.get(group);
    if (known) known.push(c);
    else members.set(group, [c]);
  });
  const groups = [...members.values()].filter((group) => group.length > 1 && !group.includes(0));
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (let c = 1; c < solid.length; c++) {
      const label = oddsOf(c, solid, votes, around) > 0 ? 1 : 0;
      if (label !== solid[c]) changed = true;
      solid[c] = label;
    }
    for (const group of groups) {
      // What changes is the votes of all and the links to others.
      let gain = 0;
      for (const c of group) {
        gain += solid[c] ? -votes[c] : votes[c];
        for (const { a, b, odds } of around[c]) {
          const other = a === c ? b : a;
          if (groupOf[other] !== groupOf[c]) gain += solid[c] === solid[other] ? odds : -odds;
        }
      }
      if (gain <= 1e-9) continue;
      for (const c of group) solid[c] = 1 - solid[c];
      changed = true;
    }
    if (!changed) return;
  }
}
