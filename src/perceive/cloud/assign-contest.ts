import { distanceCost, OUTSIDE } from './assign-costs.ts';
import { withoutStrips } from './assign-strips.ts';
import type { FoundSurface } from './curved/find-curved.ts';
import type { LocalGeometry } from './local/local-geometry.ts';

/** A surface must explain its points better than the others do by this share of what leaving them out costs. */
const LEAST_GAIN = 0.25;

/** Fewest points that a surface explains all alone. */
const LEAST_POINTS = 3;

/** What a point costs more on a surface that takes more numbers to tell than a plane does. */
const CURVED = 0.1;

/** The surfaces that each point may lie on, with what that costs: those of the point i stand from `first[i]` to `first[i + 1]`. */
type Choices = { readonly first: Uint32Array; readonly surface: Uint32Array; readonly cost: Float64Array };

/** Share of a plane's points that a curved surface must hold to stand in its stead. */
const SHARED = 0.5;

/**
 * The surfaces that are needed, of some that claim the same points: again and again the one whose points others explain
 * nearly as well as it does is left out, the one that gains least in all first. So strips give way to the cylinder that
 * they are strips of, and a huge cylinder to the plane that it touches. Planes that gave way one by one, as to a cylinder
 * through two sides of a bar, return if together they explain the points better than what took their place.
 */
export function neededSurfaces(local: LocalGeometry, found: readonly FoundSurface[]): FoundSurface[] {
  const surfaces = found.map((one) => spreadOut(local, one));
  const choices = choicesOf(local, surfaces);
  const eligible = withoutStrips(local.positions.length / 3, surfaces);
  let settled = settle(choices, eligible);
  for (const s of surfaces.keys()) {
    if (!settled.present[s] || surfaces[s].surface.kind === 'plane') continue;
    const instead = settled.present.slice();
    instead[s] = 0;
    for (const r of surfaces.keys())
      if (eligible[r] && surfaces[r].surface.kind === 'plane' && sharesWith(surfaces[r], surfaces[s]))
        instead[r] = 1;
    const other = settle(choices, instead);
    if (other.cost < settled.cost) settled = other;
  }
  return surfaces.filter((_, s) => settled.present[s]);
}

/** Which surfaces are present, and what all points cost then. */
type Settled = { readonly present: Uint8Array; readonly cost: number };

/** Those of some surfaces that are needed beside each other. */
function settle(choices: Choices, eligible: Uint8Array): Settled {
  const present = eligible.slice();
  const gain = new Float64Array(present.length);
  const won = new Uint32Array(present.length);
  for (;;) {
    const cost = weigh(choices, present, gain, won);
    let least = -1;
    for (let s = 0; s < present.length; s++) {
      if (!present[s]) continue;
      const isNeeded = gain[s] >= LEAST_POINTS * OUTSIDE && gain[s] >= LEAST_GAIN * OUTSIDE * won[s];
      if (isNeeded) continue;
      if (least < 0 || gain[s] < gain[least]) least = s;
    }
    if (least < 0) return { present, cost };
    present[least] = 0;
  }
}

/** Whether the other surface holds many of the points of one; both ascending. */
function sharesWith({ points: a }: FoundSurface, { points: b }: FoundSurface): boolean {
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) common++;
    if (a[i] <= b[j]) i++;
    else j++;
  }
  return common >= SHARED * a.length;
}

/**
 * A surface with all points on it that hang together with its own: others had some of them when it was found, and normals
 * near edges say of some that they lie on none.
 */
function spreadOut(local: LocalGeometry, { surface, points }: FoundSurface): FoundSurface {
  const { neighbours, neighbourCount, positions } = local;
  const cost = distanceCost(local, surface);
  const seen = new Uint8Array(positions.length / 3);
  const reached = [...points];
  for (const i of reached) seen[i] = 1;
  for (let at = 0; at < reached.length; at++) {
    for (let j = reached[at] * neighbourCount; j < (reached[at] + 1) * neighbourCount; j++) {
      const next = neighbours[j];
      if (seen[next]) continue;
      seen[next] = 1;
      if (cost(next) < Infinity) reached.push(next);
    }
  }
  return { surface, points: Uint32Array.from(reached).sort() };
}

/**
 * For each surface that is present, the number of points that it fits best, and what these would cost more without it;
 * returns what all points cost.
 */
function weigh(
  { first, surface, cost }: Choices,
  present: Uint8Array,
  gain: Float64Array,
  won: Uint32Array,
): number {
  let total = 0;
  gain.fill(0);
  won.fill(0);
  for (let i = 0; i + 1 < first.length; i++) {
    let best = OUTSIDE;
    let second = OUTSIDE;
    let winner = -1;
    for (let k = first[i]; k < first[i + 1]; k++) {
      if (!present[surface[k]] || cost[k] >= second) continue;
      if (cost[k] < best) {
        second = best;
        best = cost[k];
        winner = surface[k];
      } else second = cost[k];
    }
    total += best;
    if (winner < 0) continue;
    gain[winner] += second - best;
    won[winner]++;
  }
  return total;
}

/** Each point's surfaces: those that it was found on, or a neighbour of it. */
function choicesOf(local: LocalGeometry, surfaces: readonly FoundSurface[]): Choices {
  const { neighbours, neighbourCount } = local;
  const count = local.positions.length / 3;
  const { starts, members } = surfacesOfPoints(count, surfaces);
  const costs = surfaces.map(({ surface }) => distanceCost(local, surface));
  const extra = surfaces.map(({ surface }) => (surface.kind === 'plane' ? 0 : CURVED));
  const seen = new Int32Array(surfaces.length).fill(-1);
  const first = new Uint32Array(count + 1);
  const surface: number[] = [];
  const cost: number[] = [];
  const consider = (i: number, of: number): void => {
    for (let k = starts[of]; k < starts[of + 1]; k++) {
      const s = members[k];
      if (seen[s] === i) continue;
      seen[s] = i;
      const own = costs[s](i);
      if (own === Infinity) continue;
      surface.push(s);
      cost.push(own + extra[s]);
    }
  };
  for (let i = 0; i < count; i++) {
    consider(i, i);
    for (let j = i * neighbourCount; j < (i + 1) * neighbourCount; j++) consider(i, neighbours[j]);
    first[i + 1] = surface.length;
  }
  return { first, surface: Uint32Array.from(surface), cost: Float64Array.from(cost) };
}

/** The surfaces that each point was found on: those of the point i stand from `starts[i]` to `starts[i + 1]`. */
function surfacesOfPoints(
  count: number,
  surfaces: readonly FoundSurface[],
): { readonly starts: Uint32Array; readonly members: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const { points } of surfaces) for (const i of points) starts[i + 1]++;
  for (let i = 0; i < count; i++) starts[i + 1] += starts[i];
  const next = starts.slice();
  const members = new Uint32Array(starts[count]);
  for (const [s, { points }] of surfaces.entries()) for (const i of points) members[next[i]++] = s;
  return { starts, members };
}
