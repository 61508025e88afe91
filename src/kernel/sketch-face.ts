import type {
  gp_Circ,
  gp_Dir,
  gp_Pnt,
  TopoDS_Edge,
  TopoDS_Face,
  TopoDS_Vertex,
  TopoDS_Wire,
} from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { type Frame, planeToWorld } from '../geometry/frame.ts';
import type { Vec2, Vec3 } from '../geometry/vector.ts';
import { arcGeometry, edgesOf, loopArea, reverseLoop } from '../program/region.ts';
import type { Edge, Loop, Profile } from '../program/types.ts';
import { seamDirection } from './seam-direction.ts';
import type { Context } from './shape.ts';

/** The plane face of a profile: its normal is the frame's, its circles and arcs are true ones. */
export function profileFace(context: Context, frame: Frame, profile: Profile): TopoDS_Face {
  const { oc, own } = context;
  const plane = own(new oc.gp_Pln(pointAt(context, frame.origin), directionAlong(context, frame.normal)));
  const outer = loopWire(context, frame, counterClockwise(profile.outer));
  const face = own(new oc.BRepBuilderAPI_MakeFace(plane, outer, true));
  for (const hole of profile.holes) {
    const wire = loopWire(context, frame, counterClockwise(hole));
    face.Add(own(oc.TopoDS.Wire(own(wire.Reversed()))));
  }
  if (!face.IsDone()) throw new CadtraceError('kernel-failed', 'A profile does not bound a face.');
  return own(face.Face());
}

const counterClockwise = (loop: Loop): Loop => (loopArea(loop) < 0 ? reverseLoop(loop) : loop);

function loopWire(context: Context, frame: Frame, loop: Loop): TopoDS_Wire {
  const { oc, own } = context;
  const wire = own(new oc.BRepBuilderAPI_MakeWire());
  if (loop.kind === 'circle') {
    const circle = circleOf(context, frame, loop.center, loop.radius);
    wire.Add(own(own(new oc.BRepBuilderAPI_MakeEdge(circle)).Edge()));
  } else {
    const vertices = loop.edges.map((edge) => vertexAt(context, planeToWorld(frame, edge.to)));
    let last = vertices[vertices.length - 1];
    let index = 0;
    for (const { from, edge } of edgesOf(loop)) {
      const next = vertices[index++];
      wire.Add(edgeBetween(context, frame, from, edge, last, next));
      last = next;
    }
  }
  if (!wire.IsDone()) throw new CadtraceError('kernel-failed', 'A loop of a profile is not closed.');
  return own(wire.Wire());
}

/** The edge between two vertices; every arc lies on a counter-clockwise circle, so that arcs of one circle share it. */
function edgeBetween(
  context: Context,
  frame: Frame,
  from: Vec2,
  edge: Edge,
  first: TopoDS_Vertex,
  last: TopoDS_Vertex,
): TopoDS_Edge {
  const { oc, own } = context;
  const arc = edge.kind === 'arc' ? arcGeometry(from, edge) : undefined;
  const clockwise = arc !== undefined && arc.sweep < 0;
  const [start, end] = clockwise ? [last, first] : [first, last];
  const maker = own(
    arc === undefined
      ? new oc.BRepBuilderAPI_MakeEdge(start, end)
      : new oc.BRepBuilderAPI_MakeEdge(circleOf(context, frame, arc.center, arc.radius), start, end),
  );
  if (!maker.IsDone())
    throw new CadtraceError('kernel-failed', `The ${edge.kind} to (${edge.to}) has no length.`);
  const made = own(maker.Edge());
  return clockwise ? own(oc.TopoDS.Edge(own(made.Reversed()))) : made;
}

/** A circle in the sketch plane, turning counter-clockwise. */
function circleOf(context: Context, frame: Frame, center: Vec2, radius: number): gp_Circ {
  const { oc, own } = context;
  const axes = new oc.gp_Ax2(
    pointAt(context, planeToWorld(frame, center)),
    directionAlong(context, frame.normal),
    directionAlong(context, seamDirection(frame.normal)),
  );
  return own(new oc.gp_Circ(own(axes), radius));
}

const vertexAt = (context: Context, at: Vec3): TopoDS_Vertex => {
  const { oc, own } = context;
  return own(own(new oc.BRepBuilderAPI_MakeVertex(pointAt(context, at))).Vertex());
};

export const pointAt = ({ oc, own }: Context, [x, y, z]: Vec3): gp_Pnt => own(new oc.gp_Pnt(x, y, z));

export const directionAlong = ({ oc, own }: Context, [x, y, z]: Vec3): gp_Dir => own(new oc.gp_Dir(x, y, z));
