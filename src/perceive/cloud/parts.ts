import { gather } from './curved/free-cloud.ts';
import { separateParts } from './separate.ts';
import type { CloudFace, PerceivedCloud } from './types.ts';

/** The parts of a scan of several, largest first, each with its own points and faces. */
export function partsOf(scan: PerceivedCloud): PerceivedCloud[] {
  const { positions, faces, spacing } = scan;
  const parts = separateParts(positions, spacing, faces);
  if (parts.length === 1 && 3 * parts[0].length === positions.length) return [scan];
  const place = new Int32Array(positions.length / 3);
  return parts.map((points) => {
    place.fill(-1);
    points.forEach((point, i) => {
      place[point] = i;
    });
    return {
      ...scan,
      positions: gather(positions, points),
      faces: faces.flatMap((face) => partOfFace(face, place)),
    };
  });
}

/** What a face has in a part: `place` tells the points of the part their places in it, -1 those of others. */
function partOfFace(face: CloudFace, place: Int32Array): CloudFace[] {
  const points = face.points.filter((point) => place[point] >= 0).map((point) => place[point]);
  if (points.length === 0) return [];
  return [{ ...face, points: points.sort(), area: (face.area * points.length) / face.points.length }];
}
