import { CadtraceError } from '../errors.ts';
import { isNpy } from './cloud/npy-array.ts';
import { isPointText } from './cloud/text-layout.ts';
import { binaryStlCount, binaryStlSize } from './read-stl.ts';
import { asciiText } from './text-scanner.ts';
import { isZip } from './zip.ts';

export type MeshFormat = 'stl-ascii' | 'stl-binary' | 'obj' | 'ply' | 'off' | '3mf' | 'glb';

/** `ply-cloud` is a PLY without faces, `text-cloud` any text of a point on each line. */
export type CloudFormat = 'ply-cloud' | 'text-cloud' | 'pcd' | 'las' | 'ptx' | 'npy' | 'npz' | 'maple';

export type InputFormat = 'step' | MeshFormat | CloudFormat;

const READABLE =
  'STEP solids, STL, OBJ, PLY, OFF, 3MF and GLB meshes, and PLY, XYZ, CSV, PTS, PTX, PCD, LAS, LAZ and NumPy clouds';

/** How far into a text the words are sought that tell its format. */
const PROBE_BYTES = 64 * 1024;

/**
 * Tells the format of a file by its content; the extension of `name` decides only what the content leaves open.
 * Throws `input-empty` for no bytes at all, `input-unsupported` naming what the file seems to be.
 */
export function detectFormat(bytes: Uint8Array, name: string): InputFormat {
  if (bytes.length === 0)
    throw new CadtraceError('input-empty', `${name} is empty (0 bytes). Copy or export it again.`, {
      where: name,
    });
  const count = binaryStlCount(bytes);
  if (count !== undefined && count > 0 && binaryStlSize(count) === bytes.length) return 'stl-binary';
  if (isZip(bytes)) return isNpz(bytes) ? 'npz' : '3mf';
  if (isNpy(bytes)) return 'npy';
  const start = asciiText(bytes, 0, 4);
  if (start === 'glTF') return 'glb';
  if (start === 'LASF') return 'las';
  const text = probeText(bytes);
  if (/^\s*ISO-10303-21\s*;/.test(text)) return 'step';
  if (/^ply\s/.test(text)) return /^\s*element\s+face\s+0*[1-9]/m.test(plyHeader(text)) ? 'ply' : 'ply-cloud';
  if (/^(\s*#[^\n]*\n)*\s*(VERSION\s+0?\.\d|FIELDS\s)/.test(text)) return 'pcd';
  if (/^\s*(#[^\n]*\n\s*)*(ST|C|N)*(4?n?)OFF[\s\d]/.test(text)) return 'off';

  const extension = /\.([^.]+)$/.exec(name)?.[1].toLowerCase();
  if (isText(bytes)) {
    if (/^\s*solid\b/i.test(text) && (extension === 'stl' || /\b(facet|endsolid)\b/i.test(text)))
      return 'stl-ascii';
    if (looksLikeObj(text)) return 'obj';
    if (MAPLE_POINTS.test(text)) return 'maple';
    if (extension === 'ptx' || PTX_HEADER.test(text)) return 'ptx';
    if (isPointText(text) || (extension !== undefined && POINT_EXTENSIONS.has(extension)))
      return 'text-cloud';
  } else if (extension === 'stl') return 'stl-binary';
  throw unsupported(bytes, name, text, extension);
}

/** An OBJ has no header: its first statements must all be ones that it knows. */
function looksLikeObj(text: string): boolean {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/[\r\n]+/);
  const statements = lines.filter((line) => !/^\s*(#.*)?$/.test(line)).slice(0, 20);
  return statements.length > 0 && statements.every((line) => OBJ_STATEMENT.test(line));
}

const OBJ_STATEMENT =
  /^[ \t]*(v|vn|vt|vp|f|fo|l|p|o|g|s|mg|mtllib|usemtl|maplib|usemap|cstype|deg|curv|curv2|surf|parm|trim|hole)([ \t]|$)/;

const NUMBER = String.raw`[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?`;
const numbers = (count: number): string =>
  String.raw`[ \t]*${NUMBER}([ \t]+${NUMBER}){${count - 1}}[ \t]*\r?\n`;

/** Columns, rows, position and axes of the scanner, and the matrix of four rows. */
const PTX_HEADER = new RegExp(String.raw`^\s*\d+\s*\n\s*\d+\s*\n(${numbers(3)}){4}(${numbers(4)}){4}`, 'i');

/** `Points:=[[x, y, z], …`, at times in lists of lists. */
const MAPLE_POINTS = new RegExp(
  String.raw`^\s*\w+\s*:=\s*\[\s*(\w+\s*:=\s*\[\s*)?\[\s*${NUMBER}\s*,\s*${NUMBER}\s*,\s*${NUMBER}\s*\]`,
  'i',
);

/** These say that the text is of points, whatever is wrong with it. */
const POINT_EXTENSIONS: ReadonlySet<string> = new Set([
  'xyz',
  'xyzn',
  'xyzrgb',
  'xyzc',
  'pts',
  'asc',
  'csv',
  'txt',
]);

/** Whether the first file of a zip archive is an array of NumPy's; its name is 30 bytes from the start. */
function isNpz(bytes: Uint8Array): boolean {
  const length = bytes[26] + 256 * bytes[27];
  return asciiText(bytes, 30 + length - 4, 30 + length) === '.npy';
}

const plyHeader = (text: string): string => text.slice(0, text.search(/^\s*end_header/m) + 1 || undefined);

/** The start of the file as Latin-1, so that bytes and characters correspond, without a byte order mark. */
function probeText(bytes: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, PROBE_BYTES));
  return text.replace(/^\u00ef\u00bb\u00bf/, '');
}

/** Control characters other than blanks and line ends do not occur in text. */
function isText(bytes: Uint8Array): boolean {
  for (const byte of bytes.subarray(0, PROBE_BYTES))
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return false;
  return true;
}

/** What people mistake for a part, by how it starts. */
const RECOGNISED: readonly (readonly [RegExp, string])[] = [
  [/^\u0089PNG|^\u00ff\u00d8\u00ff|^GIF8|^BM.{4}\0{4}/, 'a picture'],
  [/^%PDF/, 'a PDF'],
  [/^ASTM-E57/, 'an E57 scan; convert it to PLY, PTX or LAZ, for example with CloudCompare'],
  [/^\s*<(!doctype )?html/i, 'a web page, perhaps of a download that failed'],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer: fetch the file itself with "git lfs pull"'],
  [/^\s*<\?xml|^\s*</, 'XML'],
  [/^\s*\{/, 'JSON; of glTF only the binary form, .glb, is read'],
  [/^\s*0\s+SECTION/, 'a DXF drawing'],
  [/^.{72}S {6}1/, 'IGES; convert it to STEP'],
];

function unsupported(bytes: Uint8Array, name: string, text: string, extension?: string): CadtraceError {
  const kind = RECOGNISED.find(([pattern]) => pattern.test(text))?.[1];
  const start = asciiText(bytes, 0, 40).trim();
  const described =
    kind ?? (isText(bytes) ? `text that starts with "${start}"` : 'binary data of another kind');
  const named = extension === undefined ? '' : ` despite its name (.${extension})`;
  return new CadtraceError(
    'input-unsupported',
    `the content is in no format that can be read${named}: it is ${described}. ${READABLE} can be read.`,
    { where: name, value: start },
  );
}
