import { CAMERA, type DepthImage, emptyImage } from './depth-image.ts';

const START = 'DATA binary_compressed\n';

/**
 * Reads a view of the camera from a PCD file with the fields label, x, y, z, rgba of four bytes each, compressed field by
 * field. It is meant for the two files of the comparison alone.
 */
export function readView(file: Uint8Array): DepthImage {
  const head = new TextDecoder('latin1').decode(file.subarray(0, 1000));
  const begin = head.indexOf(START) + START.length;
  const count = CAMERA.width * CAMERA.height;
  if (begin < START.length || !head.includes(`POINTS ${count}`))
    throw new Error('This is another kind of PCD.');
  const sizes = new DataView(file.buffer, file.byteOffset + begin, 8);
  const packed = file.subarray(begin + 8, begin + 8 + sizes.getUint32(0, true));
  const fields = new DataView(unpack(packed, sizes.getUint32(4, true)).buffer);
  const image = emptyImage();
  for (let i = 0; i < count; i++) {
    image.label[i] = fields.getUint32(4 * i, true);
    image.depth[i] = fields.getFloat32(4 * (3 * count + i), true);
  }
  return image;
}

/** LZF (liblzf): runs of bytes as they are, and copies of what came before. */
function unpack(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < packed.length; ) {
    const control = packed[i++];
    if (control < 32) {
      bytes.set(packed.subarray(i, i + control + 1), at);
      i += control + 1;
      at += control + 1;
      continue;
    }
    const long = control >> 5 === 7 ? packed[i++] : 0;
    const copied = (control >> 5) + long + 2;
    let from = at - ((control & 31) << 8) - packed[i++] - 1;
    for (let k = 0; k < copied; k++) bytes[at++] = bytes[from++];
  }
  return bytes;
}
