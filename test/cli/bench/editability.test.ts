import { expect, test } from 'vitest';
import {
  editabilityFigures,
  editabilitySection,
  editabilityTable,
} from '../../../src/cli/bench/editability.ts';
import type { ParameterMoves } from '../../../src/report/editability.ts';

const holding: ParameterMoves = {
  name: 'width',
  value: 10,
  moves: [
    { to: 9, outcome: 'holds' },
    { to: 11, outcome: 'holds' },
  ],
};
const breaking: ParameterMoves = {
  name: 'depth',
  value: 10,
  moves: [
    { to: 9, outcome: 'holds' },
    { to: 11, outcome: 'breaks', cause: 'other faces', why: 'the number of faces changes from 6 to 7' },
  ],
};

test('the share of parameters that survive both moves is told, with why others do not', () => {
  const figures = editabilityFigures('fusion-step', [
    { part: 'a', checked: [holding, breaking] },
    { part: 'b', checked: [holding] },
    { part: 'c', failure: 'the kernel hangs' },
  ]);
  expect(figures).toMatchObject({
    parts: 3,
    allHold: 1,
    parameters: { hold: 2, break: 1, untried: 0 },
    causes: [{ cause: 'other faces', moves: 1 }],
  });
  const table = editabilityTable(figures);
  expect(table).toContain('| fusion-step | 3 | 1 | 3 | 2 (66.7%) | 1 (33.3%) | 0 (0.0%) |');
  expect(table).toContain('- other faces: 1');
  expect(table).toContain('- c failed: the kernel hangs');
  expect(editabilitySection(figures)).toContain('a: depth from 10 to 11: the number of faces changes');
});
