import type { Deviation } from '../../src/score/deviations.ts';
import type { PairScore } from '../../src/score/pair.ts';

const NO_DEVIATION: Deviation = {
  mean: 0,
  rms: 0,
  p95: 0,
  max: 0,
  worst: [0, 0, 0],
  within: 1,
  normals: { mean: 1, share: 1 },
};
const CUBE = { bodies: 1, faces: 6, edges: 12 };

/** The score of a pair with some figures of one's own. */
export const pairScore = (
  recode: Partial<PairScore['recode']>,
  { valid = true, same = true, ...rest }: Partial<PairScore> & { valid?: boolean; same?: boolean } = {},
): PairScore => ({
  unit: 'mm',
  validity: { valid, problems: [] },
  recode: {
    chamfer: 1,
    chamferFloor: 0.1,
    ownBoxChamfer: 1,
    iou: 1,
    iouMethod: 'solid',
    iouOfMeshes: recode.iou ?? 1,
    ...recode,
  },
  deviation: { toReference: NO_DEVIATION, fromReference: NO_DEVIATION, tolerance: 0.1 },
  topology: { candidate: CUBE, reference: CUBE, same },
  img2cadseq: { chamfer: 2, accuracyError: 20, completenessError: 20 },
  warnings: [],
  ...rest,
});
