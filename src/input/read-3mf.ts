import { CadtraceError } from '../errors.ts';
import type { LengthUnit } from '../program/types.ts';
import { type Affine, assemble, compose, IDENTITY, type Placed } from './affine.ts';
import { createMeshBudget } from './limits.ts';
import { createMeshBuilder, type RawMesh } from './raw-mesh.ts';
import { scanXml, type XmlScanner } from './xml-scanner.ts';
import { unzip } from './zip.ts';

const UNITS: Readonly<Record<string, LengthUnit>> = {
  micron: 'um',
  millimeter: 'mm',
  centimeter: 'cm',
  meter: 'm',
  inch: 'in',
  foot: 'ft',
};

/** One model part of the package. */
type Model = {
  readonly unit: LengthUnit;
  readonly objects: ReadonlyMap<string, ModelObject>;
  readonly build: readonly Reference[];
};

type ModelObject = {
  readonly mesh: RawMesh;
  readonly components: readonly Reference[];
  readonly printed: boolean;
};

/** An object, in the same model part or at `path`, and where it is placed. */
type Reference = { readonly objectId: string; readonly path?: string; readonly placement: Affine };

const MAX_COMPONENT_DEPTH = 100;
const MAX_PLACED_MESHES = 100_000;

/**
 * Reads what a 3MF package builds: the objects of its build items, components and placements resolved, also across
 * model parts (production extension). Support structures are left out. Throws `input-unsupported` for a zip archive
 * that is no 3MF, `input-unreadable` for dangling or circular references.
 */
export function read3mf(bytes: Uint8Array): RawMesh {
  const files = unzip(bytes, (name) => /\.(model|rels)$/i.test(name));
  const models = new Map<string, Model>();
  for (const [name, content] of files)
    if (/\.model$/i.test(name)) models.set(partName(name), readModel(content));
  const root = rootPath(files);
  const model = models.get(root);
  if (model === undefined)
    throw new CadtraceError(
      'input-unsupported',
      'the file is a zip archive without a 3D model, so no 3MF. If a part is in it, unpack it first.',
    );
  const parts: Placed[] = [];
  const warnings = new Set<string>();
  const budget = createMeshBudget();
  const place = (
    { objectId, path, placement }: Reference,
    from: string,
    above: Affine,
    depth: number,
  ): void => {
    const target = path === undefined ? from : partName(path);
    const object = models.get(target)?.objects.get(objectId);
    if (object === undefined || depth > MAX_COMPONENT_DEPTH)
      throw new CadtraceError(
        'input-unreadable',
        object === undefined
          ? `object ${objectId} is placed but not defined. The 3MF is incomplete; export it again.`
          : 'objects of the 3MF contain each other without end. Export it again.',
        { where: target, value: objectId },
      );
    if (!object.printed) return;
    const whole = compose(placement, above);
    budget.take(object.mesh.positions.length / 3, object.mesh.triangles.length / 3, target);
    for (const warning of object.mesh.warnings) warnings.add(warning);
    // Placements without triangles multiply too.
    if (parts.push({ mesh: object.mesh, placement: whole }) > MAX_PLACED_MESHES) throw tooManyParts(target);
    for (const component of object.components) place(component, target, whole, depth + 1);
  };
  for (const item of model.build) place(item, root, IDENTITY, 0);
  return { ...assemble(parts), unit: model.unit, warnings: [...warnings] };
}

function readModel(content: Uint8Array): Model {
  const xml = scanXml(content);
  const objects = new Map<string, ModelObject>();
  const build: Reference[] = [];
  let unit: LengthUnit = 'mm';
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'close') continue;
    if (xml.name() === 'model') unit = unitOf(xml);
    else if (xml.name() === 'object') {
      const id = xml.attribute('id') ?? '';
      objects.set(id, readObject(xml));
    } else if (xml.name() === 'item') build.push(referenceOf(xml));
  }
  return { unit, objects, build };
}

/** Reads to the end of the object that is open. */
function readObject(xml: XmlScanner): ModelObject {
  const printed = !/^(solid)?support$/.test(xml.attribute('type') ?? 'model');
  const mesh = createMeshBuilder();
  const components: Reference[] = [];
  const corners = [0, 0, 0];
  for (let event = xml.next(); event !== 'close' || xml.name() !== 'object'; event = xml.next()) {
    if (event === 'close') continue;
    const name = xml.name();
    if (name === 'vertex') mesh.addVertex(xml.number('x'), xml.number('y'), xml.number('z'), xml.where);
    else if (name === 'triangle') {
      corners[0] = xml.number('v1');
      corners[1] = xml.number('v2');
      corners[2] = xml.number('v3');
      mesh.addPolygon(corners, 3, xml.where);
    } else if (name === 'component') components.push(referenceOf(xml));
  }
  return { mesh: mesh.finish(), components, printed };
}

function referenceOf(xml: XmlScanner): Reference {
  return {
    objectId: xml.attribute('objectid') ?? '',
    path: xml.attribute('path'),
    placement: placementOf(xml),
  };
}

function placementOf(xml: XmlScanner): Affine {
  const text = xml.attribute('transform');
  if (text === undefined) return IDENTITY;
  const numbers = text.trim().split(/\s+/).map(Number);
  if (numbers.length === 12 && numbers.every(Number.isFinite)) return numbers;
  throw new CadtraceError(
    'input-unreadable',
    `a transform must be 12 numbers, found "${text.slice(0, 80)}".`,
    {
      where: xml.where(),
      value: text,
    },
  );
}

function unitOf(xml: XmlScanner): LengthUnit {
  const name = xml.attribute('unit') ?? 'millimeter';
  const unit = UNITS[name.trim().toLowerCase()];
  if (unit !== undefined) return unit;
  throw new CadtraceError('input-unreadable', `"${name}" is no unit of 3MF.`, {
    where: xml.where(),
    value: name,
  });
}

/** The part that the package's relationships name as its 3D model, or where it usually is. */
function rootPath(files: ReadonlyMap<string, Uint8Array>): string {
  const relations = files.get('_rels/.rels');
  if (relations !== undefined) {
    const xml = scanXml(relations);
    for (let event = xml.next(); event !== 'end'; event = xml.next())
      if (
        event === 'open' &&
        xml.name() === 'Relationship' &&
        /\/3dmodel$/i.test(xml.attribute('Type') ?? '')
      )
        return partName(xml.attribute('Target') ?? '');
  }
  return '3d/3dmodel.model';
}

/** Part names compare without case and may start with a slash. */
const partName = (path: string): string => path.replace(/^\/+/, '').toLowerCase();

function tooManyParts(where: string): CadtraceError {
  return new CadtraceError(
    'input-too-large',
    `the 3MF places more than ${MAX_PLACED_MESHES} objects; such an assembly is not read.`,
    { where },
  );
}
