import type { ViewScanner } from '../../src/synth/scan/scanner.ts';

/** A scanner without any error, before a part about as large as 10. */
export const IDEAL: ViewScanner = {
  kind: 'views',
  views: 12,
  from: 'around',
  distance: 50,
  unevenness: 0,
  beam: { footprint: 0, mixing: 0 },
  noise: { depth: 0, correlation: 0, quantum: 0, normals: 0 },
  grazing: { from: Math.PI / 2, to: Math.PI / 2 },
  outliers: { share: 0, range: 0 },
  registration: { translation: 0, rotation: 0 },
  missing: { patches: 0, radius: 0 },
};
