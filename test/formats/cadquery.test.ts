import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCadQuery } from '../../src/formats/cadquery/read.ts';
import { writeReadableCadQuery } from '../../src/formats/cadquery/write-readable.ts';
import { nameParameters } from '../../src/program/name-parameters.ts';
import { arbitraryProgram } from '../support/arbitrary-program.ts';
import { programDifference } from '../support/same-program.ts';

describe('readable CadQuery', () => {
  it('reads back the features and geometry that it wrote', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        for (const p of [program, nameParameters(program)]) {
          expect(programDifference(p, readCadQuery(writeReadableCadQuery(p)))).toBeUndefined();
        }
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('writes the same text again for what it read', () => {
    fc.assert(
      fc.property(arbitraryProgram(), (program) => {
        const text = writeReadableCadQuery(nameParameters(program));
        expect(writeReadableCadQuery(readCadQuery(text))).toBe(text);
      }),
      { seed: 6, numRuns: 150 },
    );
  });
});
