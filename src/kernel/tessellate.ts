import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { type Context, explore, solidsOf } from './shape.ts';
import type { TaggedMesh } from './types.ts';

/**
 * Triangulates each body on its own. Along an edge OCCT gives both faces the very same points, so equal coordinates
 * within one body are one vertex and the mesh of a valid body is watertight; vertices of different bodies stay apart.
 * A face that OCCT cannot triangulate is missing from the mesh. Throws `usage` for a deviation or angle of no size.
 */
export function tessellateShape(
  context: Context,
  shape: TopoDS_Shape,
  { deviation, angle }: { deviation: number; angle: number },
): TaggedMesh {
  if (!(deviation > 0 && angle > 0)) {
    throw new CadtraceError('usage', 'Tessellation needs a deviation and an angle above zero.', {
      value: { deviation, angle },
    });
  }
  const { BRepTools } = context.oc;
  const positions: number[] = [];
  const triangles: number[] = [];
  const faceOfTriangle: number[] = [];
  let firstFace = 0;
  // A triangulation left on the shape by an earlier call would be taken for this one's: start clean and end clean.
  BRepTools.Clean(shape, true);
  for (const body of solidsOf(context, shape)) {
    const cornersOfFace = extractTriangles(context, body, deviation, angle);
    const faces = explore(context, body, 'TopAbs_FACE');
    const { nodes, triangulated } = readNodes(context, faces);
    const vertexOfNode = weld(nodes, positions);
    for (const [group, corners] of cornersOfFace.entries()) {
      for (let i = 0; i < corners.length; i += 3) {
        const a = vertexOfNode[corners[i]];
        const b = vertexOfNode[corners[i + 1]];
        const c = vertexOfNode[corners[i + 2]];
        // At the pole of a sphere or the apex of a cone, corners of one triangle coincide.
        if (a === b || b === c || c === a) continue;
        triangles.push(a, b, c);
        faceOfTriangle.push(firstFace + triangulated[group]);
      }
    }
    firstFace += faces.length;
  }
  BRepTools.Clean(shape, true);
  return {
    positions: Float64Array.from(positions),
    triangles: Uint32Array.from(triangles),
    faceOfTriangle: Int32Array.from(faceOfTriangle),
  };
}

/**
 * For each face of `body` that could be triangulated the node indices of its triangles' corners; nodes are counted
 * through all those faces in order.
 */
function extractTriangles(
  { oc, own }: Context,
  body: TopoDS_Shape,
  deviation: number,
  angle: number,
): Int32Array[] {
  const data = own(oc.ReplicadMeshExtractor.extract(body, deviation, angle, true));
  const { buffer } = oc.wasmMemory;
  const corners = new Int32Array(buffer, data.getTrianglesPtr(), data.getTrianglesSize()).slice();
  const groups = new Int32Array(buffer, data.getFaceGroupsPtr(), data.getFaceGroupsSize());
  const faces: Int32Array[] = [];
  // A group is: first corner, number of corners, hash of the face.
  for (let i = 0; i < groups.length; i += 3)
    faces.push(corners.subarray(groups[i], groups[i] + groups[i + 1]));
  return faces;
}

/**
 * x, y, z of the nodes of the faces in order, in double precision (the extractor gives single), and the indices of
 * those faces that could be triangulated.
 */
function readNodes(
  { oc, own }: Context,
  faces: readonly TopoDS_Shape[],
): { nodes: number[]; triangulated: number[] } {
  const nodes: number[] = [];
  const triangulated: number[] = [];
  const location = own(new oc.TopLoc_Location());
  for (const [index, face] of faces.entries()) {
    const triangulation = oc.BRep_Tool.Triangulation(own(oc.TopoDS.Face(face)), location, 0);
    if (triangulation === null) continue;
    own(triangulation);
    triangulated.push(index);
    const moved = location.IsIdentity() ? undefined : own(location.Transformation());
    const count = triangulation.NbNodes();
    for (let i = 1; i <= count; i++) {
      const node = triangulation.Node(i);
      if (moved !== undefined) node.Transform(moved);
      nodes.push(node.X(), node.Y(), node.Z());
      node.delete();
    }
  }
  return { nodes, triangulated };
}

/** Appends the distinct points of `nodes` to `positions`; returns the vertex index of each node. */
function weld(nodes: readonly number[], positions: number[]): Int32Array {
  const vertexAt = new Map<string, number>();
  const vertexOfNode = new Int32Array(nodes.length / 3);
  for (let i = 0; i < vertexOfNode.length; i++) {
    const x = nodes[3 * i];
    const y = nodes[3 * i + 1];
    const z = nodes[3 * i + 2];
    const key = `${x},${y},${z}`;
    let vertex = vertexAt.get(key);
    if (vertex === undefined) {
      vertex = positions.length / 3;
      vertexAt.set(key, vertex);
      positions.push(x, y, z);
    }
    vertexOfNode[i] = vertex;
  }
  return vertexOfNode;
}
