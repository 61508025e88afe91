/** How far from 1 the IoU of the same solid may come out: what the authors' search takes for exact. */
const TOLERANCE = 1e-5;

/**
 * Whether a reconstruction is exact (Willis et al., Fusion 360 Gallery, 2021, section 5.1): its IoU with the target is
 * 1, to within 1e-5. Meant for the kernel's Boolean; the IoU of meshes or samples is not that exact.
 */
export const isExactReconstruction = (iou: number): boolean => iou >= 1 - TOLERANCE;
