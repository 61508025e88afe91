/** Points without connection: x, y, z of each in one flat array. */
export type PointCloud = {
  readonly positions: Float64Array;
  /** Unit normals, x, y, z of each point. */
  readonly normals?: Float64Array;
  /** Red, green and blue of each point, 0 to 255. */
  readonly colors?: Uint8Array;
  /** Index of the viewpoint that each point was seen from. */
  readonly view?: Uint16Array;
};
