import { CadtraceError } from '../errors.ts';
import type { Kernel } from '../kernel/types.ts';
import type { LengthUnit } from '../program/types.ts';
import { cleanCloud } from './cloud/clean-cloud.ts';
import { isScan } from './cloud/is-scan.ts';
import { cloudOfMesh } from './cloud/mesh-cloud.ts';
import type { RawCloud } from './cloud/raw-cloud.ts';
import { readLas } from './cloud/read-las.ts';
import { readMaple } from './cloud/read-maple.ts';
import { readNpy, readNpz } from './cloud/read-npy.ts';
import { readPcd } from './cloud/read-pcd.ts';
import { readPlyCloud } from './cloud/read-ply-cloud.ts';
import { readPtx } from './cloud/read-ptx.ts';
import { readTextCloud } from './cloud/read-text-cloud.ts';
import { type CloudFormat, detectFormat, type MeshFormat } from './detect-format.ts';
import type { RawMesh } from './raw-mesh.ts';
import { read3mf } from './read-3mf.ts';
import { readGlb } from './read-glb.ts';
import { readObj } from './read-obj.ts';
import { readOff } from './read-off.ts';
import { readPly } from './read-ply.ts';
import { readAsciiStl, readBinaryStl } from './read-stl.ts';
import { repairMesh } from './repair.ts';
import type { CloudTarget, Target } from './target.ts';
import { weldEqualVertices } from './weld.ts';

const MESH_READERS: Readonly<Record<MeshFormat, (bytes: Uint8Array) => RawMesh>> = {
  'stl-ascii': readAsciiStl,
  'stl-binary': readBinaryStl,
  obj: readObj,
  ply: readPly,
  off: readOff,
  '3mf': read3mf,
  glb: readGlb,
};

const CLOUD_READERS: Readonly<Record<CloudFormat, (bytes: Uint8Array) => RawCloud | Promise<RawCloud>>> = {
  'ply-cloud': readPlyCloud,
  'text-cloud': readTextCloud,
  pcd: readPcd,
  las: readLas,
  ptx: readPtx,
  npy: readNpy,
  npz: readNpz,
  maple: readMaple,
};

/** How triangles are to be taken: `auto` takes those as a cloud that a scanner made. */
export type TargetKind = 'auto' | 'cloud' | 'mesh';

/**
 * Reads a STEP solid, a mesh, which it repairs, or a point cloud, which it cleans. The content tells the format; the
 * extension of `name` decides only what the content leaves open. A mesh that a scanner made is taken as a cloud, unless
 * `kind` says otherwise. `unit` says what the file's numbers mean (they are never scaled) and overrules the file with a
 * warning; without either, millimetres are assumed. Only STEP uses the kernel. Throws a `CadtraceError` with a code
 * starting with `input-` for whatever cannot be read.
 */
export async function readTarget(
  bytes: Uint8Array,
  {
    name,
    kind = 'auto',
    unit,
    kernel,
  }: { name: string; kind?: TargetKind; unit?: LengthUnit; kernel: Kernel },
): Promise<Target> {
  const format = detectFormat(bytes, name);
  if (format === 'step') {
    if (kind === 'cloud') throw otherKind(kind, 'a STEP solid', name);
    const { solid, unit: stated, warnings } = await kernel.readStep(bytes);
    return { kind: 'solid', solid, ...unitOf(stated, unit, warnings) };
  }
  if (isCloudFormat(format)) {
    if (kind === 'mesh') throw otherKind(kind, 'points without triangles', name);
    return cloudTarget(await CLOUD_READERS[format](bytes), unit);
  }
  const raw = MESH_READERS[format](bytes);
  if (kind !== 'mesh') {
    const welded = weldEqualVertices(raw);
    if (kind === 'cloud') return cloudTarget(cloudOfMesh({ ...raw, ...welded }), unit);
    if (isScan(welded))
      return cloudTarget(
        cloudOfMesh({ ...raw, ...welded, warnings: [...raw.warnings, TAKEN_AS_SCAN] }),
        unit,
      );
  }
  const { warnings, ...repaired } = repairMesh(raw);
  return { kind: 'mesh', ...repaired, ...unitOf(raw.unit, unit, [...raw.warnings, ...warnings]) };
}

const TAKEN_AS_SCAN =
  'took the mesh as a scan, for its triangles are rough and of one size; ask for kind "mesh" if it was designed so';

function otherKind(kind: TargetKind, found: string, name: string): CadtraceError {
  return new CadtraceError(
    'input-unsupported',
    `the file holds ${found}, which cannot be taken as a ${kind}. Leave the kind open.`,
    { where: name, value: kind },
  );
}

const isCloudFormat = (format: MeshFormat | CloudFormat): format is CloudFormat => format in CLOUD_READERS;

function cloudTarget(
  { count, unit: stated, warnings, ...raw }: RawCloud,
  unit: LengthUnit | undefined,
): CloudTarget {
  const { warnings: cleaning, ...clean } = cleanCloud(raw);
  return { kind: 'cloud', ...clean, count, ...unitOf(stated, unit, [...warnings, ...cleaning]) };
}

function unitOf(
  stated: LengthUnit | undefined,
  asked: LengthUnit | undefined,
  warnings: readonly string[],
): { unit: LengthUnit; unitAssumed: boolean; warnings: readonly string[] } {
  const unit = asked ?? stated ?? 'mm';
  const contradiction = `the file states its lengths in ${stated}; they are taken as ${unit}, as asked`;
  const contradicts = stated !== undefined && stated !== unit;
  return {
    unit,
    unitAssumed: stated === undefined,
    warnings: contradicts ? [...warnings, contradiction] : warnings,
  };
}
