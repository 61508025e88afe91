import type { TopoDS_Face } from 'replicad-opencascadejs';
import { fitCone } from '../geometry/fit-cone.ts';
import { fitCylinder } from '../geometry/fit-cylinder.ts';
import { fitPlane } from '../geometry/fit-plane.ts';
import { fitSphere } from '../geometry/fit-sphere.ts';
import { fitTorus } from '../geometry/fit-torus.ts';
import type { Surface } from '../geometry/surface.ts';
import type { Context } from './shape.ts';

/** Samples along u and along v of a face's parameter range. */
const GRID = 9;

/**
 * The simplest elementary surface that a spline, swept, revolved or offset face keeps within `tolerance` (a length)
 * at a grid of its points, or freeform: translators write even planes and cylinders as splines.
 */
export function recognizeSurface(context: Context, face: TopoDS_Face, tolerance: number): Surface {
  const { points, normals } = sampleFace(context, face);
  const fits = [
    () => fitPlane(points),
    () => fitCylinder(points, normals),
    () => fitSphere(points),
    () => fitCone(points, normals),
    () => fitTorus(points, normals),
  ];
  for (const attempt of fits) {
    const found = attempt();
    if (found !== undefined && found.deviation <= tolerance) return found.surface;
  }
  return { kind: 'freeform' };
}

/** Points and outward unit normals, flat x, y, z, on a grid inside the face's parameter range. */
function sampleFace(
  { oc, own }: Context,
  face: TopoDS_Face,
): { points: Float64Array; normals: Float64Array } {
  const { UMin, UMax, VMin, VMax } = oc.BRepTools.UVBounds(face);
  const evaluator = own(new oc.BRepGProp_Face(face, false));
  const point = own(new oc.gp_Pnt());
  const normal = own(new oc.gp_Vec());
  const points: number[] = [];
  const normals: number[] = [];
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      // Half a cell away from the ends, where poles and degenerate edges have no normal.
      const u = UMin + ((i + 0.5) / GRID) * (UMax - UMin);
      const v = VMin + ((j + 0.5) / GRID) * (VMax - VMin);
      evaluator.Normal(u, v, point, normal);
      const size = normal.Magnitude();
      if (!(size > 0)) continue;
      points.push(point.X(), point.Y(), point.Z());
      normals.push(normal.X() / size, normal.Y() / size, normal.Z() / size);
    }
  }
  return { points: Float64Array.from(points), normals: Float64Array.from(normals) };
}
