import { readFileSync } from 'node:fs';
import { type FusionDesign, readFusionSequence as readSequence } from '../../src/formats/fusion-sequence.ts';

/** A sequence file of the Fusion 360 parts. */
export const readFusionSequence = (path: string): FusionDesign => readSequence(readFileSync(path, 'utf8'));
