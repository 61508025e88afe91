import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { diagonalOf } from '../geometry/mesh.ts';
import type { LengthUnit } from '../program/types.ts';
import { MILLIMETRES } from '../program/units.ts';
import { boundsOfShape } from './measure.ts';
import { type Context, compoundOf, explore, solidsOf, volumeOf } from './shape.ts';
import { lengthUnitsOf } from './step-unit.ts';

const FILE = '/input.step';

/** A STEP file takes about ten times its size of the kernel's memory, of which there are 4 GB. */
const MAX_BYTES = 256e6;

/** Gaps between faces up to this share of the part's diagonal are closed when loose faces are sewn to a shell. */
const SEWING_TOLERANCE = 1e-5;

export type StepContents = { shape: TopoDS_Shape; unit: LengthUnit; bodies: number; warnings: string[] };

/**
 * Reads the solids of a STEP file (AP203, AP214, AP242), coordinates in the file's own length unit; closed shells and
 * faces that can be sewn to one become solids. Throws `input-unreadable`, `input-truncated`, `input-too-large`, or
 * `input-degenerate` when there is no solid.
 */
export function readStepFile(context: Context, bytes: Uint8Array): StepContents {
  const warnings: string[] = [];
  const text = checkedText(bytes);
  const unit = chooseUnit(text, warnings);
  const transferred = transferRoots(context, bytes, MILLIMETRES[unit]);
  const solids = [...solidsOf(context, transferred), ...solidsOfSurfaces(context, transferred, warnings)];
  const bodies = solids.flatMap((solid, index) => {
    const volume = volumeOf(context, solid);
    if (volume > 0) return [solid];
    if (volume < 0) return [context.own(solid.Reversed())];
    warnings.push(`Body ${index} encloses no volume and was left out.`);
    return [];
  });
  if (bodies.length === 0) {
    throw new CadtraceError(
      'input-degenerate',
      'The STEP file has no solid: only curves, points or surfaces that do not close. Export the part as a solid body.',
    );
  }
  return { shape: compoundOf(context, bodies), unit, bodies: bodies.length, warnings };
}

function checkedText(bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_BYTES) {
    throw new CadtraceError('input-too-large', `The STEP file is larger than ${MAX_BYTES / 1e6} MB.`, {
      value: bytes.byteLength,
    });
  }
  const text = new TextDecoder('latin1').decode(bytes);
  if (!text.slice(0, 1000).includes('ISO-10303-21')) {
    throw new CadtraceError(
      'input-unreadable',
      'This is not a STEP file: it does not start with ISO-10303-21.',
      {
        where: 'byte 0',
      },
    );
  }
  if (!text.slice(-1000).includes('END-ISO-10303-21')) {
    throw new CadtraceError(
      'input-truncated',
      'The STEP file ends before END-ISO-10303-21: it was cut off. Export or copy it again.',
      { where: `byte ${bytes.byteLength}` },
    );
  }
  return text;
}

function chooseUnit(text: string, warnings: string[]): LengthUnit {
  const units = lengthUnitsOf(text);
  const [unit] = units.filter((name) => name !== undefined);
  if (unit === undefined) {
    warnings.push(
      units.length === 0
        ? 'The file does not say its length unit; millimetres were taken.'
        : 'The length unit of the file has no name here; coordinates were converted to millimetres.',
    );
    return 'mm';
  }
  if (units.length > 1) warnings.push(`The file uses several length units; all was converted to ${unit}.`);
  return unit;
}

/** All that the file holds, with coordinates in units of `unit` millimetres. */
function transferRoots({ oc, own }: Context, bytes: Uint8Array, unit: number): TopoDS_Shape {
  const reader = own(new oc.STEPControl_Reader());
  oc.FS.writeFile(FILE, bytes);
  const status = reader.ReadFile(FILE);
  oc.FS.unlink(FILE);
  if (status !== 'IFSelect_RetDone') {
    throw new CadtraceError(
      'input-unreadable',
      'The STEP file cannot be parsed: its data section is damaged.',
    );
  }
  reader.SetSystemLengthUnit(unit);
  reader.TransferRoots(own(new oc.Message_ProgressRange()));
  if (reader.NbShapes() === 0) {
    throw new CadtraceError(
      'input-degenerate',
      'The STEP file holds no geometry. Export the part as a solid body.',
    );
  }
  return own(reader.OneShape());
}

/** Solids made of what the shape holds besides its solids: shells and single faces, where they close. */
function solidsOfSurfaces(context: Context, shape: TopoDS_Shape, warnings: string[]): TopoDS_Shape[] {
  const { oc, own } = context;
  const faces = explore(context, shape, 'TopAbs_FACE', 'TopAbs_SOLID');
  if (faces.length === 0) return [];
  const tolerance = SEWING_TOLERANCE * diagonalOf(boundsOfShape(context, shape));
  const sewing = own(new oc.BRepBuilderAPI_Sewing(tolerance, true, true, true, false));
  for (const face of faces) sewing.Add(face);
  sewing.Perform(own(new oc.Message_ProgressRange()));
  const shells = explore(context, own(sewing.SewedShape()), 'TopAbs_SHELL');
  const closed = shells.filter((shell) => oc.BRep_Tool.IsClosed(shell));
  if (closed.length < shells.length || shells.length === 0) {
    warnings.push('Some surfaces of the file do not close to a solid and were left out.');
  }
  return closed.map((shell) => {
    const solid = own(new oc.BRepBuilderAPI_MakeSolid(own(oc.TopoDS.Shell(shell))));
    return own(solid.Solid());
  });
}
