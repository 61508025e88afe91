import type { OpenCascadeInstance, TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { scoped } from './scope.ts';

const FILE = '/shape.bin';

/** The shape in OCCT's binary BREP format: exact coordinates, no triangulation unless the shape carries one. */
export function toBytes(oc: OpenCascadeInstance, shape: TopoDS_Shape): Uint8Array {
  return scoped((own) => {
    const range = own(new oc.Message_ProgressRange());
    if (!oc.BinTools.Write(shape, FILE, range)) {
      throw new CadtraceError('kernel-failed', 'The shape could not be serialised.');
    }
    const bytes = oc.FS.readFile(FILE);
    oc.FS.unlink(FILE);
    return bytes;
  });
}

/** The inverse of `toBytes`; the caller owns the shape. Throws `input-unreadable` for bytes that are no shape. */
export function fromBytes(oc: OpenCascadeInstance, bytes: Uint8Array): TopoDS_Shape {
  return scoped((own) => {
    oc.FS.writeFile(FILE, bytes);
    const shape = new oc.TopoDS_Shape();
    const read = oc.BinTools.Read(shape, FILE, own(new oc.Message_ProgressRange()));
    oc.FS.unlink(FILE);
    if (read && !shape.IsNull()) return shape;
    shape.delete();
    throw new CadtraceError('input-unreadable', 'These bytes are not a solid that the kernel wrote.', {
      value: bytes.byteLength,
    });
  });
}
