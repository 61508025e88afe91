export { readTarget, type TargetKind } from './read-target.ts';
export { type RepairedMesh, repairMesh } from './repair.ts';
export type { CloudTarget, MeshTarget, SolidTarget, Target } from './target.ts';
