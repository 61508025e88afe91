import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadKernel } from '../../src/kernel/load.node.ts';
import type { Kernel, SolidFace } from '../../src/kernel/types.ts';
import type { Loop, SweptProgram } from '../../src/program/types.ts';
import { rectangle } from '../support/arbitrary-program.ts';
import { circleAt, extrude, programOf, revolve, WORLD } from '../support/programs.ts';

let kernel: Kernel;
beforeAll(async () => {
  kernel = await loadKernel();
});
afterAll(() => kernel.close());

const TURN = 2 * Math.PI;
const facesOf = async (program: SweptProgram): Promise<SolidFace[]> =>
  kernel.faces(await kernel.build(program));

const path = (start: [number, number], ...points: [number, number][]): Loop => ({
  kind: 'path',
  start,
  edges: [...points, start].map((to) => ({ kind: 'line', to })),
});

/** Faces of one kind, each with the side of its surface on which the solid lies. */
const ofKind = (faces: SolidFace[], kind: string) => faces.filter(({ surface }) => surface.kind === kind);

describe('the surfaces of a solid', () => {
  test('are planes and cylinders with their numbers, holes reversed', async () => {
    const plate = { outer: rectangle([1, 2], 10, 10), holes: [circleAt(2, 3, 1.5)] };
    const faces = await facesOf(
      programOf(extrude('new', [plate], 0, 4), extrude('join', [circleAt(0, 0, 1)], 4, 6)),
    );
    const [boss, hole] = ofKind(faces, 'cylinder').sort((a, b) => Number(a.reversed) - Number(b.reversed));
    expect([boss.reversed, hole.reversed]).toEqual([false, true]);
    expect(hole.surface).toMatchObject({ radius: 1.5 });
    if (hole.surface.kind !== 'cylinder') throw new Error();
    expect(hole.surface.origin[0]).toBeCloseTo(2, 12);
    expect(hole.surface.origin[1]).toBeCloseTo(3, 12);
    expect(Math.abs(hole.surface.axis[2])).toBeCloseTo(1, 12);
    expect(hole.area).toBeCloseTo(TURN * 1.5 * 4, 9);
    for (const { surface, reversed } of ofKind(faces, 'plane')) {
      if (surface.kind !== 'plane') throw new Error();
      const outward = surface.normal.map((x) => (reversed ? -x : x));
      const away = surface.origin.map((x, k) => x - [1, 2, 2.5][k]);
      expect(outward.reduce((sum, x, k) => sum + x * away[k], 0)).toBeGreaterThan(0);
    }
  });

  test('are cones, spheres and tori when turned', async () => {
    const cone = path([0, 0], [4, 0], [1, 3], [0, 3]);
    const [side] = ofKind(await facesOf(programOf(revolve('new', [cone], 0, TURN))), 'cone');
    if (side.surface.kind !== 'cone') throw new Error();
    const { origin, axis, radius, halfAngle } = side.surface;
    expect(halfAngle).toBeCloseTo(Math.PI / 4, 12);
    expect(axis[1]).toBeCloseTo(-1, 12);
    expect(radius).toBeCloseTo(4 - origin[1], 9);
    expect(side.reversed).toBe(false);

    const half: Loop = {
      kind: 'path',
      start: [0, -2],
      edges: [
        { kind: 'arc', through: [2, 0], to: [0, 2] },
        { kind: 'line', to: [0, -2] },
      ],
    };
    const [ball] = await facesOf(programOf(revolve('new', [half], 0, 2)));
    expect(ball.surface).toMatchObject({ kind: 'sphere', radius: 2 });

    const [ring] = await facesOf(programOf(revolve('new', [circleAt(5, 1, 2)], 0, TURN)));
    if (ring.surface.kind !== 'torus') throw new Error();
    expect(ring.surface.majorRadius).toBeCloseTo(5, 9);
    expect(ring.surface.minorRadius).toBeCloseTo(2, 9);
    expect(ring.surface.center[1]).toBeCloseTo(1, 9);
    expect(Math.abs(ring.surface.axis[1])).toBeCloseTo(1, 9);
    expect(ring.neighbours).toEqual([]);
  });

  test('know their neighbours and their body', async () => {
    const block = extrude('new', [rectangle([0, 0], 2, 2)], 0, 2);
    const other = extrude('new', [rectangle([2, 0], 2, 2)], 0, 2, WORLD);
    const faces = await facesOf(programOf(block, other));
    expect(faces.map(({ body }) => body)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    for (const [i, { neighbours, body }] of faces.entries()) {
      expect(neighbours).toHaveLength(4);
      for (const j of neighbours) {
        expect(faces[j].body).toBe(body);
        expect(faces[j].neighbours).toContain(i);
      }
    }
  });
});

describe('a surface that is not written as what it is', () => {
  /** A STEP file of a box, or of a cylinder, in which one surface is replaced. */
  const rewritten = async (program: SweptProgram, pattern: RegExp, replacement: string) => {
    const bytes = await kernel.writeStep(await kernel.build(program), { unit: 'mm', name: 'part' });
    const text = new TextDecoder().decode(bytes);
    expect(text).toMatch(pattern);
    const { solid } = await kernel.readStep(new TextEncoder().encode(text.replace(pattern, replacement)));
    return kernel.faces(solid);
  };

  test('is recognised: a flat spline is a plane', async () => {
    // The top of a box from (-1, -1, 2) to (1, 1, 2) as a bilinear spline a little larger than the face.
    const corners = [
      [-2, -2],
      [-2, 2],
      [2, -2],
      [2, 2],
    ].map(([x, y], i) => `#9${i}00=CARTESIAN_POINT('',(${x}.,${y}.,2.));`);
    const spline =
      "B_SPLINE_SURFACE_WITH_KNOTS('',1,1,((#9000,#9100),(#9200,#9300)),.UNSPECIFIED.,.F.,.F.,.F.,(2,2),(2,2),(0.,1.),(0.,1.),.UNSPECIFIED.);";
    const box = programOf(extrude('new', [rectangle([0, 0], 2, 2)], 0, 2));
    const bytes = await kernel.writeStep(await kernel.build(box), { unit: 'mm', name: 'part' });
    const text = new TextDecoder().decode(bytes).replace(/\n/g, ' ');
    const entity = (id: string) => new RegExp(`#${id} = ([^;]*);`).exec(text)![1];
    const top = [...text.matchAll(/#(\d+) = PLANE\('',#(\d+)\)/g)].find(([, , placement]) => {
      const [, point] = /#(\d+)/.exec(entity(placement))!;
      return /,2\.\)\)$/.test(entity(point));
    })!;
    const changed = text.replace(top[0], `${corners.join('')}#${top[1]} = ${spline.slice(0, -1)}`);
    const { solid } = await kernel.readStep(new TextEncoder().encode(changed));
    const faces = await kernel.faces(solid);
    expect(faces.map(({ surface }) => surface.kind)).toEqual(Array(6).fill('plane'));
    expect((await kernel.measure(solid)).volume).toBeCloseTo(8, 6);
  });

  test('is recognised: a turned line is a cylinder, or a cone', async () => {
    const replaceRound = (kind: string, line: string) =>
      [
        new RegExp(`(#\\d+) = ${kind}\\('',(#\\d+),[^)]*\\)`),
        `#9001=CARTESIAN_POINT('',${line.split('|')[0]});#9002=DIRECTION('',${line.split('|')[1]});` +
          "#9003=VECTOR('',#9002,1.);#9004=LINE('',#9001,#9003);#9005=CARTESIAN_POINT('',(0.,0.,0.));" +
          "#9006=DIRECTION('',(0.,0.,1.));#9007=AXIS1_PLACEMENT('',#9005,#9006);" +
          "$1 = SURFACE_OF_REVOLUTION('',#9004,#9007)",
      ] as const;
    const disc = programOf(extrude('new', [circleAt(0, 0, 3)], 0, 5));
    const faces = await rewritten(disc, ...replaceRound('CYLINDRICAL_SURFACE', '(3.,0.,0.)|(0.,0.,1.)'));
    const [side] = ofKind(faces, 'cylinder');
    expect(side.surface).toMatchObject({ kind: 'cylinder' });
    if (side.surface.kind === 'cylinder') expect(side.surface.radius).toBeCloseTo(3, 9);
    expect(side.reversed).toBe(false);
  });
});
