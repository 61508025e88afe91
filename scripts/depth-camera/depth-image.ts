/** What a depth camera sees: row by row from the top, depth in metres (NaN for none) and what each pixel belongs to. */
export type DepthImage = {
  readonly width: number;
  readonly height: number;
  readonly depth: Float64Array;
  /** 0 for what is not known; neighbours of one label lie on one object. */
  readonly label: Uint8Array;
};

/** The camera of both images: distance of the picture in pixels, and the pixel straight ahead. */
export const CAMERA = { width: 640, height: 480, focal: 525, column: 319.5, row: 239.5 };

export const emptyImage = (): DepthImage => ({
  width: CAMERA.width,
  height: CAMERA.height,
  depth: new Float64Array(CAMERA.width * CAMERA.height).fill(Number.NaN),
  label: new Uint8Array(CAMERA.width * CAMERA.height),
});
