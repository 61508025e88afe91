import { readFileSync } from 'node:fs';
import { combineFaces } from '../../src/formats/cadquery/sketch-region.ts';
import type { Region } from '../../src/formats/cadquery/values.ts';
import { distance2, type Vec2, type Vec3 } from '../../src/geometry/vector.ts';
import { liftPlain, plainValue } from '../../src/program/lifted.ts';
import type { Edge, Feature, Loop, Profile, Program } from '../../src/program/types.ts';

type Curve =
  | { type: 'line'; start: Vec2; end: Vec2 }
  | { type: 'arc'; center: Vec2; radius: number; start_deg: number; sweep_deg: number }
  | { type: 'circle'; center: Vec2; radius: number };

type Step = {
  sketch: {
    plane: { origin: Vec3; x_dir: Vec3; z_dir: Vec3 };
    faces: { mode: 'add' | 'subtract'; curves: Curve[] }[];
  };
  extrude: { amount: number; both: boolean; taper: number; mode: 'add' | 'subtract' | 'intersect' };
};

/** A sequence file of the Fusion 360 parts, with the volume that it should have. Throws for curves other than lines, arcs and circles. */
export function readFusionSequence(path: string): { program: Program; volume: number } {
  const { steps, expected }: { steps: Step[]; expected: { volume: number } } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const features = steps.map(({ sketch, extrude }, i): Feature => {
    const profiles = sketch.faces.reduce<Region>((region, { mode, curves }) => {
      const face = liftPlain<Profile[]>([{ outer: loopOf(curves), holes: [] }]);
      return combineFaces(region, face, mode === 'add' ? 'a' : 's', () => {});
    }, []);
    const { origin, x_dir, z_dir } = sketch.plane;
    const { amount, both, mode } = extrude;
    return {
      kind: 'extrude',
      operation: i === 0 ? 'new' : mode === 'add' ? 'join' : mode === 'subtract' ? 'cut' : 'intersect',
      sketch: {
        frame: { origin, xAxis: x_dir, normal: z_dir },
        profiles: profiles.map((profile) => plainValue<Profile>(profile)),
      },
      from: both ? -Math.abs(amount) : Math.min(0, amount),
      to: both ? Math.abs(amount) : Math.max(0, amount),
    };
  });
  return { program: { unit: 'cm', features }, volume: expected.volume };
}

/** The curves, which come in any order and direction, as one closed loop. */
function loopOf(curves: readonly Curve[]): Loop {
  const [first] = curves;
  if (first.type === 'circle') return { kind: 'circle', center: first.center, radius: first.radius };
  const open = curves.map(edgeOf);
  const { from: start, edge } = open.shift()!;
  const edges = [edge];
  while (open.length > 0) {
    const end = edges[edges.length - 1].to;
    const i = open.findIndex(({ from, edge }) => near(from, end) || near(edge.to, end));
    if (i < 0) throw new Error('the curves of this face form no single loop');
    const [next] = open.splice(i, 1);
    const to = open.length === 0 ? start : near(next.from, end) ? next.edge.to : next.from;
    edges.push({ ...next.edge, to });
  }
  return { kind: 'path', start, edges };
}

function edgeOf(curve: Curve): { from: Vec2; edge: Edge } {
  if (curve.type === 'line') return { from: curve.start, edge: { kind: 'line', to: curve.end } };
  if (curve.type !== 'arc') throw new Error(`a ${curve.type} among the curves of an outline`);
  const at = (share: number): Vec2 => {
    const angle = ((curve.start_deg + share * curve.sweep_deg) * Math.PI) / 180;
    return [
      curve.center[0] + curve.radius * Math.cos(angle),
      curve.center[1] + curve.radius * Math.sin(angle),
    ];
  };
  return { from: at(0), edge: { kind: 'arc', through: at(0.5), to: at(1) } };
}

const near = (a: Vec2, b: Vec2): boolean => distance2(a, b) < 1e-5;
