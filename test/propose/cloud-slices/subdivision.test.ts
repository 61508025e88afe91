import { expect, test } from 'vitest';
import type { PlaneCurve } from '../../../src/geometry/plane-curve.ts';
import { seededRandom } from '../../../src/geometry/random.ts';
import { innerPoints } from '../../../src/propose/cloud-slices/cell-samples.ts';
import {
  polygonContains,
  type Subdivision,
  subdivide,
} from '../../../src/propose/cloud-slices/subdivision.ts';

const BOX = { minU: -10, minV: -10, maxU: 10, maxV: 10 };
const TOUCH = 1e-9;

const line = (u: number, v: number, angle: number): PlaneCurve => ({
  kind: 'line',
  point: [u, v],
  direction: [Math.cos(angle), Math.sin(angle)],
});
const circle = (u: number, v: number, radius: number): PlaneCurve => ({
  kind: 'circle',
  center: [u, v],
  radius,
});
const areas = ({ cells }: Subdivision): number[] =>
  cells
    .slice(1)
    .map(({ area }) => area)
    .sort((a, b) => a - b);

test('four lines make a rectangle, and what sticks out of it makes nothing', () => {
  const rectangle = [line(0, 0, 0), line(0, 2, 0), line(0, 0, Math.PI / 2), line(3, 0, Math.PI / 2)];
  expect(areas(subdivide(rectangle, BOX, TOUCH))).toEqual([expect.closeTo(6, 9)]);
});

test('a circle in a rectangle is an island, and its area is not the rectangle’s', () => {
  const curves = [
    line(-4, -4, 0),
    line(4, 4, 0),
    line(-4, 0, Math.PI / 2),
    line(4, 0, Math.PI / 2),
    circle(0, 0, 1),
  ];
  const subdivision = subdivide(curves, BOX, TOUCH);
  const [disc, ring] = areas(subdivision);
  // Arcs are measured as polygons of 10 degrees a side.
  expect(disc).toBeCloseTo(Math.PI, 1);
  expect(disc + ring).toBeCloseTo(64, 9);
  expect(subdivision.cells.filter(({ borders }) => borders.length === 2)).toHaveLength(1);
});

test('curves that nearly touch do', () => {
  const slot = [line(0, -1, 0), line(0, 1.0001, 0), circle(-3, 0, 1), circle(3, 0, 1)];
  const touch = 1e-3;
  // Between the lines: half discs, what lies between the circles, and the other halves.
  expect(areas(subdivide(slot, BOX, touch))).toHaveLength(3);
  expect(areas(subdivide(slot, BOX, TOUCH)).length).toBeLessThan(3);
});

test('of curves that touch all along between two vertices one is kept', () => {
  const sides = [line(0, 2, 0), line(0, 0, Math.PI / 2), line(3, 0, Math.PI / 2)];
  const touch = 1e-3;
  const doubled = subdivide([line(0, 0, 0), line(0, 2e-4, 0), ...sides], BOX, touch);
  expect(areas(doubled)).toEqual([expect.closeTo(6, 9)]);
  expect(doubled.pieces).toHaveLength(4);
});

test('half-edges leave a vertex in the order of their curves, though it lies beside these', () => {
  const random = seededRandom(9);
  const touch = 0.05;
  const missed = () => random.uniform(-0.9 * touch, 0.9 * touch);
  let wrong = 0;
  const runs = 300;
  for (let run = 0; run < runs; run++) {
    // A circle between two lines that should touch it, a side that does, and a line through where it touches one.
    const [x, radius, off] = [random.uniform(-3, 3), random.uniform(1, 3), missed()];
    const curves = [
      line(0, 0, 0),
      circle(x, radius + off, radius),
      line(x + missed(), 0, Math.PI / 2 + random.uniform(-0.5, 0.5)),
      line(0, 2 * radius + off + missed(), 0),
      line(x - radius, 0, Math.PI / 2),
    ];
    const { pieces, cells } = subdivide(curves, BOX, touch);
    const vertices = new Set(pieces.flatMap(({ start, end }) => [start, end]));
    if (vertices.size - pieces.length + cells.length !== 1 + componentsOf(pieces)) wrong++;
  }
  // A few are left; by directions from the common vertex it is a fifth.
  expect(wrong / runs).toBeLessThan(0.05);
});

test('the far side of a circle that leaves the box closes nothing', () => {
  const shallow = [line(0, -0.5, 0), circle(0, -90, 90)];
  const [sliver, ...others] = areas(subdivide(shallow, BOX, TOUCH));
  // A segment of height 0.5 over a chord of 18.9; its arc is measured as two chords.
  expect(others).toEqual([]);
  expect(sliver).toBeGreaterThan(4.5);
  expect(sliver).toBeLessThan(6.4);
});

test("cells fill the plane once: Euler's formula holds, and inner points lie in their cell alone", () => {
  const random = seededRandom(5);
  for (let run = 0; run < 60; run++) {
    const curves = Array.from({ length: random.integer(1, 7) }, () =>
      random.chance(0.5)
        ? line(random.uniform(-4, 4), random.uniform(-4, 4), random.uniform(0, 3))
        : circle(random.uniform(-4, 4), random.uniform(-4, 4), random.uniform(0.5, 5)),
    );
    const { pieces, cells } = subdivide(curves, BOX, 1e-6);
    const vertices = new Set(pieces.flatMap(({ start, end }) => [start, end]));
    const parts = componentsOf(pieces);
    expect(vertices.size - pieces.length + cells.length).toBe(1 + parts);
    for (const [c, cell] of cells.entries()) {
      if (c === 0) continue;
      for (const { point } of innerPoints(cell, 3)) {
        const holders = cells.filter(
          ({ borders }) =>
            borders.length > 0 &&
            borders.every((border, b) => polygonContains(border, ...point) === (b === 0)),
        );
        expect(holders).toEqual([cell]);
      }
    }
  }
});

function componentsOf(pieces: Subdivision['pieces']): number {
  const parent = new Map<number, number>();
  const root = (v: number): number => {
    const up = parent.get(v) ?? v;
    return up === v ? v : root(up);
  };
  for (const { start, end } of pieces) {
    if (!parent.has(start)) parent.set(start, start);
    if (!parent.has(end)) parent.set(end, end);
    parent.set(root(start), root(end));
  }
  return [...parent.keys()].filter((v) => root(v) === v).length;
}
