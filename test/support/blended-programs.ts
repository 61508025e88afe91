import { nameParameters } from '../../src/program/name-parameters.ts';
import { setParameter } from '../../src/program/parameters.ts';
import { moveProgram } from '../../src/program/transform.ts';
import type { Program } from '../../src/program/types.ts';
import { boss, hole, plate } from './flange.ts';
import { programOf, rectangleAt, revolve } from './programs.ts';

const flange = programOf(
  plate,
  boss,
  hole,
  { kind: 'fillet', edges: [{ between: ['/0/sketch', '/0/sketch'] }], radius: 4 },
  { kind: 'fillet', edges: [{ between: ['/0/to', '/1/sketch'] }], radius: 2 },
  {
    kind: 'chamfer',
    edges: [{ between: ['/1/to', '/2/sketch'] }, { between: ['/0/from', '/2/sketch'] }],
    distance: 0.5,
  },
);
const oneCorner = programOf(plate, {
  kind: 'chamfer',
  edges: [{ between: ['/0/sketch/profiles/0/outer/edges/0', '/0/sketch/profiles/0/outer/edges/1'] }],
  distance: 3,
});
const shaft = programOf(revolve('new', [rectangleAt(0, 0, 10, 30)], 0, 2 * Math.PI), {
  kind: 'chamfer',
  edges: [{ between: ['/0/sketch', '/0/sketch'] }],
  distance: 1,
});
const tilted = moveProgram(flange, { origin: [5, -3, 2], xAxis: [0.6, 0.8, 0], normal: [0, 0, 1] });
const aslant = moveProgram(flange, { origin: [5, -3, 2], xAxis: [0.6, 0, 0.8], normal: [-0.8, 0, 0.6] });
const thicker = (program: Program) => setParameter(nameParameters(program), 'plate_thickness', 7.5);

/** Programs with fillets and chamfers, by name: along lines and circles, on turned bodies, aslant, with parameters moved. */
export const BLENDED_PROGRAMS: Readonly<Record<string, Program>> = {
  flange,
  'a flange with a thicker plate': thicker(flange),
  'one corner': oneCorner,
  shaft,
  'a turned flange': tilted,
  'a flange aslant': aslant,
};
