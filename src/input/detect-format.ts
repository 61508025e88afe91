import { CadtraceError } from '../errors.ts';
import { binaryStlCount, binaryStlSize } from './read-stl.ts';
import { asciiText } from './text-scanner.ts';
import { isZip } from './zip.ts';

export type InputFormat = 'step' | 'stl-ascii' | 'stl-binary' | 'obj' | 'ply' | 'off' | '3mf' | 'glb';

const READABLE = 'STEP, STL, OBJ, PLY, OFF, 3MF and GLB';

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
  if (isZip(bytes)) return '3mf';
  const start = asciiText(bytes, 0, 4);
  if (start === 'glTF') return 'glb';
  const text = probeText(bytes);
  if (/^\s*ISO-10303-21\s*;/.test(text)) return 'step';
  if (/^ply\s/.test(text)) return 'ply';
  if (/^\s*(#[^\n]*\n\s*)*(ST|C|N)*(4?n?)OFF[\s\d]/.test(text)) return 'off';

  const extension = /\.([^.]+)$/.exec(name)?.[1].toLowerCase();
  if (isText(bytes)) {
    if (/^\s*solid\b/i.test(text) && (extension === 'stl' || /\b(facet|endsolid)\b/i.test(text)))
      return 'stl-ascii';
    if (looksLikeObj(text)) return 'obj';
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
  [/^\s*<(!doctype )?html/i, 'a web page, perhaps of a download that failed'],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer: fetch the file itself with "git lfs pull"'],
  [/^\s*<\?xml|^\s*</, 'XML'],
  [/^\s*\{/, 'JSON; of glTF only the binary form, .glb, is read'],
  [/^\s*0\s+SECTION/, 'a DXF drawing'],
  [/^.{72}S {6}1/, 'IGES; convert it to STEP'],
  [/^(#[^\n]*\n)*\s*[-+.\d]+[\s,;]+[-+.\d]+[\s,;]+[-+.\d]/, 'a list of points; make a mesh of it first'],
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
