/** A worker thread of `cadtrace scan`, so that the user can stop a long scan: its setup is the mesh. */
import { CadtraceError, type ErrorCode } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import type { PointCloud } from '../geometry/point-cloud.ts';
import { type ScanRequest, simulateScan } from '../synth/scan/simulate-scan.ts';
import { answerJobs } from '../workers/answer-jobs.node.ts';

export type Scanned =
  | { readonly cloud: PointCloud }
  | { readonly refused: { readonly code: ErrorCode; readonly message: string } };

answerJobs(async (mesh: Mesh) => async (request: ScanRequest): Promise<Scanned> => {
  try {
    return { cloud: simulateScan(mesh, request) };
  } catch (error) {
    if (!(error instanceof CadtraceError)) throw error;
    return { refused: { code: error.code, message: error.message } };
  }
});
