import { CadtraceError } from '../errors.ts';
import { checkCornerCount, checkTriangleCount, checkVertexCount } from './limits.ts';
import { createMeshBuilder, type RawMesh } from './raw-mesh.ts';
import { scanText } from './text-scanner.ts';

const COMMENT = 35; // #

/**
 * Reads an OFF file (also with colours or normals: COFF, NOFF …): one vertex or polygon a line, counts on the header
 * line or the next. Throws `input-unreadable` naming the line, `input-truncated` when lines are missing.
 */
export function readOff(bytes: Uint8Array): RawMesh {
  const text = scanText(bytes, { comment: COMMENT });
  text.nextLine();
  const header = /^(ST|C|N)*(4?n?)OFF(\d*)$/.exec(text.word());
  if (header === null || header[2] !== '')
    throw new CadtraceError(
      'input-unsupported',
      'only the three-dimensional OFF format is read, not 4OFF or nOFF.',
      {
        where: text.where(),
      },
    );
  // Some data sets lack the line end after the header: "OFF8 6 12".
  const sameLine = header[3] !== '' || text.moreOnLine();
  if (!sameLine) text.nextLine();
  const vertices = header[3] === '' ? text.count() : Number(header[3]);
  const polygons = text.count();
  checkVertexCount(vertices, text.where());
  checkTriangleCount(polygons, text.where());

  const mesh = createMeshBuilder();
  const nextLine = (what: string, read: number, promised: number): void => {
    if (text.nextLine()) return;
    throw new CadtraceError(
      'input-truncated',
      `the OFF promises ${promised} ${what} but ends after ${read}. The file was cut off; copy or export it again.`,
      { where: text.where(), value: promised },
    );
  };
  for (let v = 0; v < vertices; v++) {
    nextLine('vertices', v, vertices);
    mesh.addVertex(text.number(), text.number(), text.number(), text.where);
  }
  const polygon: number[] = [];
  for (let f = 0; f < polygons; f++) {
    nextLine('faces', f, polygons);
    const corners = text.count();
    checkCornerCount(corners, text.where);
    polygon.length = 0;
    for (let k = 0; k < corners; k++) polygon.push(text.number());
    mesh.addPolygon(polygon, corners, text.where);
  }
  return mesh.finish();
}
