/** Points without connection: x, y, z of each in one flat array. */
export type PointCloud = {
  readonly positions: Float64Array;
  /** Unit normals, x, y, z of each point. */
  readonly normals?: Float64Array;
  /** Index of the viewpoint that each point was seen from. */
  readonly view?: Uint16Array;
};
