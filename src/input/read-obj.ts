import { counted } from './counted.ts';
import { checkCornerCount } from './limits.ts';
import { createMeshBuilder, type RawMesh } from './raw-mesh.ts';
import { scanText } from './text-scanner.ts';

const COMMENT = 35; // #
const SLASH = 47;

/**
 * Reads the polygons of a Wavefront OBJ: `v` and `f` statements, indices from 1 or, negative, back from the latest
 * vertex; texture and normal indices, groups and materials are passed over. Throws `input-unreadable` naming the
 * line of a bad number or index.
 */
export function readObj(bytes: Uint8Array): RawMesh {
  const text = scanText(bytes, { comment: COMMENT, continuation: true });
  const mesh = createMeshBuilder();
  const polygon: number[] = [];
  let freeform = 0;
  while (text.nextLine()) {
    const keyword = text.word();
    if (keyword === 'v') mesh.addVertex(text.number(), text.number(), text.number(), text.where);
    else if (keyword === 'f' || keyword === 'fo') {
      polygon.length = 0;
      while (text.moreOnLine()) {
        const index = text.number();
        checkCornerCount(polygon.length, text.where);
        polygon.push(index < 0 ? mesh.vertexCount() + index : index - 1);
        // Texture and normal index are no concern here: 7/2/5, 7/2, 7//5.
        if (text.skipByte(SLASH)) text.word();
      }
      mesh.addPolygon(polygon, polygon.length, text.where);
    } else if (keyword === 'curv' || keyword === 'surf') freeform++;
  }
  return mesh.finish(freeform > 0 ? [`left out ${counted(freeform, 'free-form statement')}`] : []);
}
