import type { Frame } from '../../src/geometry/frame.ts';
import type {
  Extrude,
  Feature,
  Loop,
  Operation,
  Profile,
  Program,
  Revolve,
  Sweep,
  SweptProgram,
} from '../../src/program/types.ts';

export const WORLD: Frame = { origin: [0, 0, 0], xAxis: [1, 0, 0], normal: [0, 0, 1] };

export function programOf(...features: Sweep[]): SweptProgram;
export function programOf(...features: Feature[]): Program;
export function programOf(...features: Feature[]): Program {
  return { unit: 'mm', features };
}

/** Loops become profiles without holes. */
const profilesOf = (regions: readonly (Loop | Profile)[]): Profile[] =>
  regions.map((region) => ('outer' in region ? region : { outer: region, holes: [] }));

/** The regions, drawn in `frame`, from `from` to `to` along its normal. */
export const extrude = (
  operation: Operation,
  regions: readonly (Loop | Profile)[],
  from: number,
  to: number,
  frame = WORLD,
): Extrude => ({ kind: 'extrude', operation, sketch: { frame, profiles: profilesOf(regions) }, from, to });

/** The regions turned about the y axis of `frame`. */
export const revolve = (
  operation: Operation,
  regions: readonly (Loop | Profile)[],
  from: number,
  to: number,
  frame = WORLD,
): Revolve => ({
  kind: 'revolve',
  operation,
  sketch: { frame, profiles: profilesOf(regions) },
  axis: { point: [0, 0], direction: [0, 1] },
  from,
  to,
});

export const circleAt = (u: number, v: number, radius: number): Loop => ({
  kind: 'circle',
  center: [u, v],
  radius,
});

/** A rectangle with its lower left corner at (u, v). */
export const rectangleAt = (u: number, v: number, width: number, height: number): Loop => ({
  kind: 'path',
  start: [u, v],
  edges: [
    { kind: 'line', to: [u + width, v] },
    { kind: 'line', to: [u + width, v + height] },
    { kind: 'line', to: [u, v + height] },
    { kind: 'line', to: [u, v] },
  ],
});
