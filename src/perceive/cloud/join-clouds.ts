import type { PerceivedCloud } from './types.ts';

/** The parts of one scan as one cloud again, as uncertain as the least certain of them. */
export function joinClouds(parts: readonly PerceivedCloud[]): PerceivedCloud {
  if (parts.length === 1) return parts[0];
  const positions = new Float64Array(parts.reduce((sum, part) => sum + part.positions.length, 0));
  let first = 0;
  const faces = parts.flatMap((part) => {
    const before = first / 3;
    positions.set(part.positions, first);
    first += part.positions.length;
    return part.faces.map((face) => ({ ...face, points: face.points.map((i) => before + i) }));
  });
  const most = (of: (part: PerceivedCloud) => number) => Math.max(...parts.map(of));
  return {
    positions,
    faces,
    spacing: most((part) => part.spacing),
    noise: most((part) => part.noise),
    tolerance: most((part) => part.tolerance),
    warnings: parts.flatMap((part) => part.warnings),
  };
}
