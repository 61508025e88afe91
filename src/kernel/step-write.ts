import type { TopoDS_Shape } from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import type { LengthUnit } from '../program/types.ts';
import type { Context } from './shape.ts';

const FILE = '/output.step';

const OCCT_UNIT: Readonly<Record<LengthUnit, string>> = {
  um: 'UM',
  mm: 'MM',
  cm: 'CM',
  m: 'M',
  in: 'INCH',
  ft: 'FT',
};

/**
 * The shape as a STEP AP214 file that gives its coordinates, unscaled, in `unit`. The same shape gives the same
 * bytes: the header has no date.
 */
export function writeStepFile(
  { oc, own }: Context,
  shape: TopoDS_Shape,
  { unit, name }: { unit: LengthUnit; name: string },
): Uint8Array {
  const writer = own(new oc.STEPControl_Writer());
  const set = oc.Interface_Static.SetCVal;
  // OCCT converts from the unit of the session to that of the file: with both the same, coordinates stay as they are.
  set('xstep.cascade.unit', OCCT_UNIT[unit]);
  set('write.step.unit', OCCT_UNIT[unit]);
  set('write.step.schema', 'AP214IS');
  oc.Interface_Static.SetIVal('write.surfacecurve.mode', 0);
  writer.Model(true);
  const range = own(new oc.Message_ProgressRange());
  const transferred = writer.Transfer(shape, 'STEPControl_AsIs', true, range);
  if (transferred !== 'IFSelect_RetDone' || writer.Write(FILE) !== 'IFSelect_RetDone') {
    throw new CadtraceError('kernel-failed', 'The solid could not be written as STEP.');
  }
  const text = new TextDecoder('latin1').decode(oc.FS.readFile(FILE));
  oc.FS.unlink(FILE);
  return new TextEncoder().encode(withHeader(text, stepString(name)));
}

/** Replaces what OCCT says of itself and of today in the header and in the product by the product's name. */
function withHeader(text: string, name: string): string {
  return text
    .replace(/FILE_DESCRIPTION\([^;]*;/, () => `FILE_DESCRIPTION((${name}),'2;1');`)
    .replace(
      /FILE_NAME\([^;]*;/,
      () => `FILE_NAME(${name},'1970-01-01T00:00:00',(''),(''),'Open CASCADE 8.0','cadtrace','');`,
    )
    .replace(/= PRODUCT\('[^']*',\s*'[^']*'/, () => `= PRODUCT(${name},${name}`);
}

/** A string literal of ISO 10303-21: quotes doubled, everything outside printable ASCII as \X2\ code units. */
function stepString(text: string): string {
  const escaped = text.replace(/[^ -~]+|['\\]/g, (run) => {
    if (run === "'" || run === '\\') return run + run;
    const units = Array.from({ length: run.length }, (_, i) =>
      run.charCodeAt(i).toString(16).padStart(4, '0'),
    );
    return `\\X2\\${units.join('').toUpperCase()}\\X0\\`;
  });
  return `'${escaped}'`;
}
