import type {
  NCollection_List_TopoDS_Shape,
  OpenCascadeInstance,
  TopAbs_ShapeEnum,
  TopoDS_Compound,
  TopoDS_Shape,
} from 'replicad-opencascadejs';
import type { Vec3 } from '../geometry/vector.ts';
import type { Own } from './scope.ts';

/** An instance of OpenCascade, and the scope that frees what is made with it. */
export type Context = { readonly oc: OpenCascadeInstance; readonly own: Own };

/**
 * The sub-shapes of one kind, outside sub-shapes of the kind `outside`, in the order in which OCCT explores them; a
 * shared one appears at each of its uses.
 */
export function explore(
  { oc, own }: Context,
  shape: TopoDS_Shape,
  kind: TopAbs_ShapeEnum,
  outside: TopAbs_ShapeEnum = 'TopAbs_SHAPE',
): TopoDS_Shape[] {
  const found: TopoDS_Shape[] = [];
  for (const explorer = own(new oc.TopExp_Explorer(shape, kind, outside)); explorer.More(); explorer.Next()) {
    found.push(own(copyHandle(explorer.Current())));
  }
  return found;
}

/** Volumes that were asked for, by handle: a shape is not changed once it is measured, and to measure takes time. */
const knownVolumes = new WeakMap<TopoDS_Shape, number>();

/** A second handle on the same shape, to be freed on its own. */
export const copyHandle = (shape: TopoDS_Shape): TopoDS_Shape =>
  withVolumeOf(shape, shape.Oriented(shape.Orientation()));

/** The copy, of which is known what is known of the shape. */
function withVolumeOf(shape: TopoDS_Shape, copy: TopoDS_Shape): TopoDS_Shape {
  const volume = knownVolumes.get(shape);
  if (volume !== undefined) knownVolumes.set(copy, volume);
  return copy;
}

/** A copy that shares no geometry with the shape but the curves in its surfaces' parameter planes. */
export function deepCopy({ oc, own }: Context, shape: TopoDS_Shape): TopoDS_Shape {
  const identity = own(new oc.gp_Trsf());
  const copy = own(own(new oc.BRepBuilderAPI_Transform(shape, identity, true, false)).Shape());
  return withVolumeOf(shape, copy);
}

export function listOf({ oc, own }: Context, shapes: readonly TopoDS_Shape[]): NCollection_List_TopoDS_Shape {
  const list = own(new oc.NCollection_List_TopoDS_Shape());
  for (const shape of shapes) list.Append(shape);
  return list;
}

export function compoundOf({ oc, own }: Context, shapes: readonly TopoDS_Shape[]): TopoDS_Compound {
  const compound = own(new oc.TopoDS_Compound());
  const builder = own(new oc.TopoDS_Builder());
  builder.MakeCompound(compound);
  for (const shape of shapes) builder.Add(compound, shape);
  return compound;
}

/** The solids of a shape, each one body. */
export const solidsOf = (context: Context, shape: TopoDS_Shape): TopoDS_Shape[] =>
  explore(context, shape, 'TopAbs_SOLID');

/** Volume enclosed by a shape, negative when its faces are oriented inward. */
export function volumeOf({ oc, own }: Context, shape: TopoDS_Shape): number {
  const known = knownVolumes.get(shape);
  if (known !== undefined) return known;
  const properties = own(new oc.GProp_GProps());
  oc.BRepGProp.VolumeProperties(shape, properties, false, false, false);
  const volume = properties.Mass();
  knownVolumes.set(shape, volume);
  return volume;
}

export const totalVolume = (context: Context, shapes: readonly TopoDS_Shape[]): number =>
  shapes.reduce((sum, shape) => sum + volumeOf(context, shape), 0);

/** Reads x, y and z of a point, direction or vector that OCCT handed over, and frees it. */
export function takeVec3(xyz: Disposable & { X(): number; Y(): number; Z(): number }): Vec3 {
  const value: Vec3 = [xyz.X(), xyz.Y(), xyz.Z()];
  xyz[Symbol.dispose]();
  return value;
}
