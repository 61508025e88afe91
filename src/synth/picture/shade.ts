import type { Mesh } from '../../geometry/mesh.ts';
import { normalize, type Vec3 } from '../../geometry/vector.ts';
import type { TaggedMesh } from '../../kernel/types.ts';
import { cornerNormals } from './corner-normals.ts';
import type { Color } from './picture.ts';
import type { Projected } from './projection.ts';
import type { Samples, Shader } from './samples.ts';
import type { Fill } from './style.ts';
import type { ViewAxes } from './view.ts';

/** The color of a triangle at a world point, in place of the fill's. */
export type ColorAt = (triangle: number, x: number, y: number, z: number) => Color;

/** Directions to the lights in the picture's axes (right, up, out), and their strengths. */
const KEY_LIGHT: Light = { to: normalize([-0.5, 0.6, 0.75]), strength: 0.5 };
const FILL_LIGHT: Light = { to: normalize([0.85, 0.05, 0.5]), strength: 0.16 };
const LIGHTS = [KEY_LIGHT, FILL_LIGHT];
/** Light from all sides, and how much more of it comes from above than from below. */
const AMBIENT = 0.44;
const SKY = 0.06;
/** The gloss that the key light leaves, and how narrow it is (Blinn, 1977). */
const GLOSS = 0.1;
const GLOSS_EXPONENT = 24;
const HALFWAY = normalize([KEY_LIGHT.to[0], KEY_LIGHT.to[1], KEY_LIGHT.to[2] + 1]);
/** The inside of a surface, seen through a gap, is that much darker. */
const INSIDE = 0.6;
/** Brightness of what is farthest in a depth picture. */
const FARTHEST = 0.2;

type Light = { readonly to: Vec3; readonly strength: number };

/** Shades the triangles of a mesh that was projected to samples and painted there. */
export function meshShader(
  mesh: Mesh | TaggedMesh,
  projected: Projected,
  samples: Samples,
  { axes, fill, colorAt }: { axes: ViewAxes; fill: Fill; colorAt: ColorAt | undefined },
): Shader {
  if (fill.kind === 'depth') return depthShader(mesh, projected, samples);
  const { positions, triangles } = mesh;
  const normals = fill.kind === 'flat' ? undefined : cornerNormals(mesh);
  const at = { u: 0, v: 0, w: 0, backFacing: false };
  const normal = new Float64Array(3);
  return (triangle, x, y, color) => {
    locate(triangles, projected, triangle, x, y, at);
    if (normals) viewNormal(normals, triangle, at, axes, normal);
    if (fill.kind === 'normals') {
      for (let k = 0; k < 3; k++) color[k] = 127.5 * (normal[k] + 1);
      return;
    }
    const own = colorAt?.(
      triangle,
      blend(positions, triangles, triangle, at, 0),
      blend(positions, triangles, triangle, at, 1),
      blend(positions, triangles, triangle, at, 2),
    );
    const [red, green, blue] = own ?? fill.color;
    color[0] = red;
    color[1] = green;
    color[2] = blue;
    if (normals) light(normal, at.backFacing, color);
  };
}

/** A place on a triangle: shares of its corners, and whether its inner side is seen. */
type Place = { u: number; v: number; w: number; backFacing: boolean };

/** Finds the place of a triangle that column x and row y show. */
function locate(
  triangles: Uint32Array,
  { points, focal }: Projected,
  triangle: number,
  x: number,
  y: number,
  place: Place,
): void {
  const a = 3 * triangles[3 * triangle];
  const b = 3 * triangles[3 * triangle + 1];
  const c = 3 * triangles[3 * triangle + 2];
  const bx = points[b] - points[a];
  const by = points[b + 1] - points[a + 1];
  const cx = points[c] - points[a];
  const cy = points[c + 1] - points[a + 1];
  const area = bx * cy - by * cx;
  let v = ((x - points[a]) * cy - (y - points[a + 1]) * cx) / area;
  let w = ((y - points[a + 1]) * bx - (x - points[a]) * by) / area;
  let u = 1 - v - w;
  if (focal !== undefined) {
    // What is linear in the world is linear in the picture when divided by the distance.
    u *= points[a + 2];
    v *= points[b + 2];
    w *= points[c + 2];
    const sum = u + v + w;
    u /= sum;
    v /= sum;
    w /= sum;
  }
  place.u = u;
  place.v = v;
  place.w = w;
  // Rows go down: triangles that are counter-clockwise seen from the viewer have a negative area.
  place.backFacing = area > 0;
}

/** Coordinate `k` of a place. */
const blend = (p: Float64Array, triangles: Uint32Array, t: number, { u, v, w }: Place, k: number): number =>
  u * p[3 * triangles[3 * t] + k] + v * p[3 * triangles[3 * t + 1] + k] + w * p[3 * triangles[3 * t + 2] + k];

/** The unit normal towards the viewer at a place, in the picture's axes. */
function viewNormal(
  normals: Float64Array,
  triangle: number,
  { u, v, w, backFacing }: Place,
  { right, up, out }: ViewAxes,
  target: Float64Array,
): void {
  const n = 9 * triangle;
  const x = u * normals[n] + v * normals[n + 3] + w * normals[n + 6];
  const y = u * normals[n + 1] + v * normals[n + 4] + w * normals[n + 7];
  const z = u * normals[n + 2] + v * normals[n + 5] + w * normals[n + 8];
  const length = (backFacing ? -1 : 1) * (Math.sqrt(x * x + y * y + z * z) || 1);
  target[0] = (x * right[0] + y * right[1] + z * right[2]) / length;
  target[1] = (x * up[0] + y * up[1] + z * up[2]) / length;
  target[2] = (x * out[0] + y * out[1] + z * out[2]) / length;
}

/** Lights a color by a unit normal in the picture's axes. */
export function light(normal: Float64Array, backFacing: boolean, color: Float64Array): void {
  const [x, y, z] = normal;
  let brightness = AMBIENT + SKY * y;
  for (const { to, strength } of LIGHTS) {
    brightness += strength * Math.max(0, x * to[0] + y * to[1] + z * to[2]);
  }
  const facing = Math.max(0, x * HALFWAY[0] + y * HALFWAY[1] + z * HALFWAY[2]);
  const gloss = backFacing ? 0 : 255 * GLOSS * facing ** GLOSS_EXPONENT;
  const share = backFacing ? INSIDE * brightness : brightness;
  for (let k = 0; k < 3; k++) color[k] = Math.min(255, color[k] * share + gloss);
}

function depthShader({ triangles }: Mesh, projected: Projected, { nearness, item }: Samples): Shader {
  const { points, focal } = projected;
  const distanceOf = (near: number): number => (focal === undefined ? -near : focal / near);
  let [nearest, farthest] = [Infinity, -Infinity];
  nearness.forEach((near, i) => {
    if (item[i] < 0) return;
    nearest = Math.min(nearest, distanceOf(near));
    farthest = Math.max(farthest, distanceOf(near));
  });
  // Less than a sample's width is rounding.
  const least = focal === undefined ? 1 : nearest / focal;
  const perDistance = farthest - nearest > least ? (1 - FARTHEST) / (farthest - nearest) : 0;
  return (triangle, x, y, color) => {
    const distance = distanceOf(nearnessAt(triangles, points, triangle, x, y));
    color.fill(255 * Math.min(1, Math.max(FARTHEST, 1 - perDistance * (distance - nearest))));
  };
}

/** Nearness of the plane of a triangle at column x and row y. */
export function nearnessAt(
  triangles: Uint32Array,
  points: Float64Array,
  triangle: number,
  x: number,
  y: number,
): number {
  const a = 3 * triangles[3 * triangle];
  const b = 3 * triangles[3 * triangle + 1];
  const c = 3 * triangles[3 * triangle + 2];
  const bx = points[b] - points[a];
  const by = points[b + 1] - points[a + 1];
  const cx = points[c] - points[a];
  const cy = points[c + 1] - points[a + 1];
  const area = bx * cy - by * cx;
  const v = ((x - points[a]) * cy - (y - points[a + 1]) * cx) / area;
  const w = ((y - points[a + 1]) * bx - (x - points[a]) * by) / area;
  return points[a + 2] + v * (points[b + 2] - points[a + 2]) + w * (points[c + 2] - points[a + 2]);
}
