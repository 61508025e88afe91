import { describe, expect, it } from 'vitest';
import { readCloud } from '../../support/cloud-files.ts';

/** Forty points x = i / 4, y = (i^2 mod 17) / 2, z = i mod 7, packed by laszip-rs; x is relative to 1000. */
const PACKED = {
  /** LAS 1.2, point format 1. */
  pointwise: [
    'TEFTRgAAAAAAAAAAAAAAAAAAAAAAAAAAAQJPVEhFUgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGxhc3B5IDIuNy4wAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAARQHqB+MARwEAAAEAAACBHAAoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD8qfHSTWJQP/yp8dJNYlA//Knx',
    '0k1iUD8AAAAAAECPQAAAAAAAAAAAAAAAAAAAAAAAAAAAAI6PQAAAAAAAQI9AAAAAAAAAIEAAAAAAAAAAAAAAAAAAABhAAAAAAAAA',
    'AAAAAGxhc3ppcCBlbmNvZGVkAAC8Vi4AaHR0cDovL2xhc3ppcC5vcmcAAAAAAAAAAAAAAAAAAAACAAAAAgIAAAAAAABQwwAA////',
    '/////////////////wIABgAUAAIABwAIAAIAOAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAARZNPPBF8i9HO4LX',
    'ls16mcG4glqLqtEC96XQbKRzSvxIhN6ioINQpJKMqz+Ed35u3aOqkIAdTCWs44X7WoKSSPImSkvVlJXIQf/6rlcpDF04folOgUAc',
    'Se1zYK4GVpvp2pPzU+Sdct1DI0VAQ3eh4nJQ6LjzZeWDelPktQnsLYsZofZ6C50G2Hjb6iuDUIPbcgxwHa6aFSQI11s8rRWps95E',
    '35NPOtQCBHtggdwIsZFVAosBXmlPobNSVQZHlIUq9VIVDDJaenfDzQAAAAAAAAABAAAARRYAAAA=',
  ],
  /** LAS 1.4, point format 7, red i and green 2 i of 255. */
  layered: [
    'TEFTRgAAAAAAAAAAAAAAAAAAAAAAAAAAAQRPVEhFUgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGxhc3B5IDIuNy4wAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAARQHqB3cB2wEAAAEAAACHJAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD8qfHSTWJQP/yp8dJNYlA//Knx',
    '0k1iUD8AAAAAAECPQAAAAAAAAAAAAAAAAAAAAAAAAAAAAI6PQAAAAAAAQI9AAAAAAAAAIEAAAAAAAAAAAAAAAAAAABhAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAACgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'AABsYXN6aXAgZW5jb2RlZAAAvFYuAGh0dHA6Ly9sYXN6aXAub3JnAAAAAAAAAAAAAAAAAAAAAwAAAAICAAAAAAAAUMMAAP//////',
    '//////////////8CAAoAHgADAAsABgADAMkDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKAAAAIcA',
    'AABNAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAMIAAAAAixUoSYcyIXFKq6JJYwxPZyvZODIELk9kBvBtfVWrXhGwcdpS',
    'mxqzzDCPNi2f8RYzA3tgqBF3q4nbvdhkdU/C9vDQIgpmMXkqM/Utg8T55ZEoF7zfP9izMUkmabsvaPfUTxlx6Ez5YlX01Yut13/d',
    'awIVU+qI2CMdZVl3c2P1ElIlhQsAAABVI4TMsOcsWWuef2szjUAxTH5o1LlgR0tcWSj4anniFogxLU6I7VpK2TkQ+zBOMQ1mH+kp',
    'ZMWKqJX1QaeIaahnGld1jfFb5S1v2BoAAJ4BsoGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2',
    'agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUD',
    'AwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGCuzUDAwV2agYGBgAAAAAAAAAAEA',
    'AABNKQAAAA==',
  ],
};

const bytesOf = (lines: readonly string[]): Uint8Array =>
  Uint8Array.from(atob(lines.join('')), (character) => character.charCodeAt(0));

describe('LAZ', () => {
  it.each(Object.entries(PACKED))('is unpacked where packed %s', async (_, lines) => {
    const { cloud, offset, unit } = await readCloud(bytesOf(lines), 'a.laz');
    const expected = Float64Array.from({ length: 120 }, (_, k) => {
      const i = Math.floor(k / 3);
      return [1000 + i / 4, ((i * i) % 17) / 2, i % 7][k % 3];
    });
    expect(cloud.positions.length).toBe(120);
    for (let k = 0; k < 120; k++) expect(cloud.positions[k] + offset[k % 3]).toBeCloseTo(expected[k], 9);
    expect(unit).toBe('m');
  });

  it('has colours', async () => {
    const { cloud } = await readCloud(bytesOf(PACKED.layered));
    expect(cloud.colors?.slice(-3)).toEqual(Uint8Array.of(39, 78, 0));
  });

  it('says when it is cut off or damaged, and is read again after', async () => {
    const bytes = bytesOf(PACKED.layered);
    for (const length of [100, 400, bytes.length - 200, bytes.length - 1])
      await expect(readCloud(bytes.subarray(0, length), 'a.laz')).rejects.toMatchObject({
        code: expect.stringMatching(/^input-(truncated|unreadable)$/),
      });
    const inflated = bytes.slice();
    new DataView(inflated.buffer).setUint32(107, 4_000_000_000, true);
    await expect(readCloud(inflated)).rejects.toMatchObject({ code: 'input-unreadable' });
    const wide = bytes.slice();
    new DataView(wide.buffer).setUint16(105, 60_000, true);
    await expect(readCloud(wide)).rejects.toMatchObject({ code: 'input-unsupported' });
    expect((await readCloud(bytes)).count).toBe(40);
  });
});
