/**
 * Unpacks LZF (Lehmann's LibLZF 3.6, lzf_d.c): literal runs and references into what is unpacked already. Returns
 * undefined unless `packed` unpacks to exactly `size` bytes.
 */
export function unpackLzf(packed: Uint8Array, size: number): Uint8Array | undefined {
  const result = new Uint8Array(size);
  let at = 0;
  let out = 0;
  while (at < packed.length) {
    const control = packed[at++];
    if (control < LITERALS) {
      const end = at + control + 1;
      if (end > packed.length || out + control + 1 > size) return undefined;
      while (at < end) result[out++] = packed[at++];
    } else {
      let length = control >> 5;
      if (length === 7) length += packed[at++];
      const from = out - ((control & 31) << 8) - packed[at++] - 1;
      // A byte read past the end is undefined, which makes these not a number.
      if (!(from >= 0 && out + length + 2 <= size)) return undefined;
      // Byte by byte: the reference may reach into what it makes.
      for (let i = 0; i < length + 2; i++) result[out++] = result[from + i];
    }
  }
  return out === size ? result : undefined;
}

/** Control bytes below start a run of literal bytes. */
const LITERALS = 32;

/** LZF cannot do better: 264 bytes in three. */
export const MAX_LZF_RATIO = 88;
