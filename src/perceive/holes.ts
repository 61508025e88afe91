import type { SurfaceOf } from '../geometry/surface.ts';
import {
  addScaled,
  cross,
  dot,
  length,
  normalize,
  perpendicular,
  subtract,
  type Vec3,
} from '../geometry/vector.ts';
import type { Perceived } from './types.ts';

type Cylinder = SurfaceOf<'cylinder'>;

/** Sectors of a turn in which a cylinder's wall is looked for, and how many of them make a hole: slots' ends do not. */
const SECTORS = 72;
const ENOUGH = 0.75 * SECTORS;

/**
 * The diameters of a part's round holes: concave cylinders that go most of the way round. Cylinders of one axis and
 * diameter are one hole, even where another feature interrupts it.
 */
export function holeDiameters(perceived: Perceived): number[] {
  const groups: { cylinder: Cylinder; faces: Set<number> }[] = [];
  perceived.faces.forEach(({ surface }, face) => {
    if (surface.kind !== 'cylinder') return;
    const group = groups.find(({ cylinder }) => coincide(cylinder, surface));
    if (group) group.faces.add(face);
    else groups.push({ cylinder: surface, faces: new Set([face]) });
  });
  return groups
    .filter(({ cylinder, faces }) => concaveSectors(perceived, cylinder, faces) >= ENOUGH)
    .map(({ cylinder }) => 2 * cylinder.radius);
}

/** Axes and radii that differ by less than this share of the radius are one's. */
const SAME = 1e-3;

function coincide(a: Cylinder, b: Cylinder): boolean {
  const apart = length(cross(subtract(b.origin, a.origin), a.axis));
  return (
    Math.abs(a.radius - b.radius) <= SAME * a.radius &&
    apart <= SAME * a.radius &&
    length(cross(a.axis, b.axis)) <= SAME
  );
}

/** How many sectors about the axis have wall that faces the axis. */
function concaveSectors(
  perceived: Perceived,
  { origin, axis }: Cylinder,
  faces: ReadonlySet<number>,
): number {
  const { mesh, faceOfTriangle } = perceived;
  const u = perpendicular(axis);
  const v = cross(axis, u);
  const seen = new Uint8Array(SECTORS);
  const corner = (i: number): Vec3 => {
    const at = 3 * mesh.triangles[i];
    return [mesh.positions[at], mesh.positions[at + 1], mesh.positions[at + 2]];
  };
  for (let t = 0; t < faceOfTriangle.length; t++) {
    if (!faces.has(faceOfTriangle[t])) continue;
    const corners = [corner(3 * t), corner(3 * t + 1), corner(3 * t + 2)];
    const radial = corners
      .map((point) => subtract(point, origin))
      .map((d) => addScaled(d, axis, -dot(d, axis)));
    const outward = normalize(cross(subtract(corners[1], corners[0]), subtract(corners[2], corners[0])));
    if (dot(outward, radial[0]) + dot(outward, radial[1]) + dot(outward, radial[2]) >= 0) continue;
    const angles = radial.map((d) => Math.atan2(dot(d, v), dot(d, u)));
    // A triangle spans less than half a turn, so its angles can be counted from the first one's.
    const spans = angles.map((angle) => wrapped(angle - angles[0]));
    const from = Math.round(((angles[0] + Math.min(...spans)) / (2 * Math.PI)) * SECTORS);
    const to = Math.round(((angles[0] + Math.max(...spans)) / (2 * Math.PI)) * SECTORS);
    for (let sector = from; sector < to; sector++) seen[(sector + SECTORS) % SECTORS] = 1;
  }
  return seen.reduce((sum, one) => sum + one, 0);
}

const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
