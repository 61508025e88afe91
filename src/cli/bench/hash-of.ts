/** A seed from a name, so that a part is turned the same way in every run. */
export const hashOf = (name: string): number =>
  [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7);
