import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import { normalize, type Vec3 } from '../geometry/vector.ts';
import type { TaggedMesh } from '../kernel/types.ts';
import { cornerNormals } from './corner-normals.ts';
import { type Color, type Picture, plainPicture, reduce } from './picture.ts';
import { type View, viewAxes } from './view.ts';

export type RenderStyle = {
  readonly color: Color;
  readonly edgeColor: Color;
  /** Line width in pixels. */
  readonly edgeWidth: number;
  readonly background: Color;
};

/** Pixels along each side that are averaged to one. */
const SUPERSAMPLING = 3;
const MAX_PIXELS = 16_000_000;

/** Directions to the lights in the picture's axes (right, up, out), and their strengths; the rest is ambient. */
const LIGHTS: readonly { readonly to: Vec3; readonly strength: number }[] = [
  { to: normalize([-0.6, 0.45, 0.7]), strength: 0.6 },
  { to: normalize([0.8, 0.1, 0.5]), strength: 0.2 },
];
const AMBIENT = 0.4;

/**
 * Draws a mesh in parallel projection. Lines run where neighbouring pixels show different faces: the edges of a tagged
 * mesh, which is shaded smoothly within each face, or every facet of any other mesh, which is shaded flat. Throws
 * `usage` for a picture that is empty or larger than 16 million pixels.
 */
export function renderMesh(
  mesh: Mesh | TaggedMesh,
  view: View,
  { width, height, style }: { width: number; height: number; style: RenderStyle },
): Picture {
  if (!(width >= 1 && height >= 1 && width * height <= MAX_PIXELS)) {
    throw new CadtraceError('usage', `a picture has 1 to ${MAX_PIXELS} pixels.`, {
      value: { width, height },
    });
  }
  const size = { width: SUPERSAMPLING * width, height: SUPERSAMPLING * height };
  const picture = plainPicture(size.width, size.height, style.background);
  const faceAt = paintFaces(mesh, view, picture, style.color);
  paintLines(faceAt, picture, style.edgeColor, Math.round((style.edgeWidth * SUPERSAMPLING) / 2));
  return reduce(picture, SUPERSAMPLING);
}

/** Paints every triangle where it is nearest, and returns the face that each pixel shows, -1 for none. */
function paintFaces(mesh: Mesh | TaggedMesh, view: View, picture: Picture, color: Color): Int32Array {
  const { width, height, rgba } = picture;
  const { triangles } = mesh;
  const faces = 'faceOfTriangle' in mesh ? mesh.faceOfTriangle : undefined;
  const points = projected(mesh, view, picture);
  const normals = cornerNormals(mesh, viewAxes(view));
  const depth = new Float64Array(width * height).fill(-Infinity);
  const faceAt = new Int32Array(width * height).fill(-1);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const [ax, bx, cx] = [points[a], points[b], points[c]];
    const [ay, by, cy] = [points[a + 1], points[b + 1], points[c + 1]];
    // Twice the area, in pixels whose rows go down: negative for triangles that face the viewer.
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (!(area < 0)) continue;
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx)));
    const right = Math.min(width - 1, Math.floor(Math.max(ax, bx, cx)));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy)));
    const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy)));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        // Barycentric coordinates of the pixel.
        const u = ((bx - x) * (cy - y) - (by - y) * (cx - x)) / area;
        const v = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) / area;
        const w = 1 - u - v;
        if (u < 0 || v < 0 || w < 0) continue;
        const z = u * points[a + 2] + v * points[b + 2] + w * points[c + 2];
        const pixel = y * width + x;
        if (z <= depth[pixel]) continue;
        depth[pixel] = z;
        faceAt[pixel] = faces ? faces[t / 3] : t / 3;
        const n = 3 * t;
        const light = brightness(
          u * normals[n] + v * normals[n + 3] + w * normals[n + 6],
          u * normals[n + 1] + v * normals[n + 4] + w * normals[n + 7],
          u * normals[n + 2] + v * normals[n + 5] + w * normals[n + 8],
        );
        for (let k = 0; k < 3; k++) rgba[4 * pixel + k] = Math.min(255, color[k] * light);
      }
    }
  }
  return faceAt;
}

/** Columns, rows (down) and heights (towards the viewer) of the vertices, in pixels. */
function projected({ positions: p }: Mesh, view: View, { width, height }: Picture): Float64Array {
  const { right, up, out } = viewAxes(view);
  const { center } = view;
  const scale = height / view.height;
  const points = new Float64Array(p.length);
  for (let i = 0; i < p.length; i += 3) {
    const [x, y, z] = [p[i] - center[0], p[i + 1] - center[1], p[i + 2] - center[2]];
    points[i] = width / 2 + scale * (x * right[0] + y * right[1] + z * right[2]);
    points[i + 1] = height / 2 - scale * (x * up[0] + y * up[1] + z * up[2]);
    points[i + 2] = scale * (x * out[0] + y * out[1] + z * out[2]);
  }
  return points;
}

/** Light that a matt surface with a normal of any length reflects (Lambert). */
function brightness(x: number, y: number, z: number): number {
  const length = Math.hypot(x, y, z) || 1;
  let light = AMBIENT;
  for (const { to, strength } of LIGHTS) {
    light += strength * Math.max(0, (x * to[0] + y * to[1] + z * to[2]) / length);
  }
  return light;
}

/** Paints the pixels within `radius` of one that shows another face. */
function paintLines(
  faceAt: Int32Array,
  { width, height, rgba }: Picture,
  color: Color,
  radius: number,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const right = x + 1 < width && faceAt[pixel + 1] !== faceAt[pixel];
      const below = y + 1 < height && faceAt[pixel + width] !== faceAt[pixel];
      if (!right && !below) continue;
      for (let dy = -radius; dy <= radius; dy++) {
        for (let dx = -radius; dx <= radius; dx++) {
          const [column, row] = [x + dx, y + dy];
          const inside = column >= 0 && column < width && row >= 0 && row < height;
          if (inside && dx * dx + dy * dy <= radius * radius) rgba.set(color, 4 * (row * width + column));
        }
      }
    }
  }
}
