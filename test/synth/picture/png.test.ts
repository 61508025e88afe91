import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodePng } from '../../../src/synth/picture/png.ts';

/** The chunks of a PNG file: type, data and checksum. */
function chunksOf(file: Uint8Array): { type: string; data: Uint8Array; checksum: number }[] {
  const view = new DataView(file.buffer);
  const chunks = [];
  for (let at = 8; at < file.length; ) {
    const end = at + 8 + view.getUint32(at);
    const type = new TextDecoder().decode(file.subarray(at + 4, at + 8));
    chunks.push({ type, data: file.subarray(at + 8, end), checksum: view.getUint32(end) });
    at = end + 4;
  }
  return chunks;
}

test('holds the pixels it was given', () => {
  const [width, height] = [5, 3];
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i * 37) % 256);
  const file = encodePng({ width, height, rgba });
  expect([...file.subarray(1, 4)]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)));
  const [header, data, end] = chunksOf(file);
  expect([header.type, data.type, end.type]).toEqual(['IHDR', 'IDAT', 'IEND']);
  expect([...header.data]).toEqual([0, 0, 0, 5, 0, 0, 0, 3, 8, 6, 0, 0, 0]);
  const rows = inflateSync(data.data);
  const read = new Uint8Array(rgba.length);
  for (let y = 0; y < height; y++) {
    expect(rows[y * (4 * width + 1)]).toBe(2);
    for (let i = 0; i < 4 * width; i++) {
      const above = y > 0 ? read[(y - 1) * 4 * width + i] : 0;
      read[y * 4 * width + i] = rows[y * (4 * width + 1) + 1 + i] + above;
    }
  }
  expect(read).toEqual(rgba);
});

test('ends with the checksum that every PNG ends with', () => {
  const file = encodePng({ width: 1, height: 1, rgba: new Uint8Array(4) });
  expect(chunksOf(file)[2].checksum).toBe(0xae426082);
});
