import type { Manifold, ManifoldToplevel } from 'manifold-3d';
import { CadtraceError } from '../errors.ts';
import type { Mesh } from '../geometry/mesh.ts';
import type { Vec3 } from '../geometry/vector.ts';

/** Manifold's objects live outside the garbage collector: what is given to `own` is freed when the job ends. */
export type ManifoldScope = {
  readonly manifold: ManifoldToplevel;
  own<T extends { delete(): void }>(object: T): T;
};

let loading: Promise<ManifoldToplevel> | undefined;

async function load(): Promise<ManifoldToplevel> {
  const { default: init } = await import('manifold-3d');
  const manifold = await init();
  manifold.setup();
  return manifold;
}

/**
 * Runs a synchronous job on the mesh Boolean library, loading it when first needed; undefined when the job meets a
 * mesh that is not manifold or a result that is too large. Throws `kernel-crashed` when the library fails otherwise;
 * the next job then gets a fresh instance.
 */
export async function withManifold<T>(job: (scope: ManifoldScope) => T): Promise<T | undefined> {
  loading ??= load();
  const current = loading;
  const owned: { delete(): void }[] = [];
  try {
    const manifold = await current;
    const own = <O extends { delete(): void }>(object: O): O => {
      owned.push(object);
      return object;
    };
    return job({ manifold, own });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ManifoldError') return undefined;
    owned.length = 0;
    if (loading === current) loading = undefined;
    throw new CadtraceError('kernel-crashed', `The mesh Boolean library failed (${cause}).`, { cause });
  } finally {
    for (const object of owned) object.delete();
  }
}

/**
 * The solid that a closed mesh bounds, moved by -`origin` (coordinates become single precision, so choose it near the
 * mesh). Bodies may touch or overlap. Throws ManifoldError when the mesh is not manifold.
 */
export function manifoldFrom(scope: ManifoldScope, { positions, triangles }: Mesh, origin: Vec3): Manifold {
  const vertProperties = Float32Array.from(positions, (x, i) => x - origin[i % 3]);
  const solid = manifoldFromArrays(scope, vertProperties, triangles);
  const shells = solid.decompose().map(scope.own);
  return shells.length > 1 ? joinShells(scope, shells) : solid;
}

function manifoldFromArrays(
  { manifold, own }: ManifoldScope,
  vertProperties: Float32Array,
  triVerts: Uint32Array,
): Manifold {
  const mesh = new manifold.Mesh({ numProp: 3, vertProperties, triVerts });
  mesh.merge();
  return own(new manifold.Manifold(mesh));
}

/** Joins shells and takes away the inward ones, largest first: so a cavity opens a body before others are put in it. */
function joinShells(scope: ManifoldScope, shells: readonly Manifold[]): Manifold {
  const bySize = shells
    .map((shell) => ({ shell, volume: shell.volume() }))
    .sort((a, b) => Math.abs(b.volume) - Math.abs(a.volume));
  return bySize.reduce(
    (joined, { shell, volume }) =>
      scope.own(volume >= 0 ? joined.add(shell) : joined.subtract(turned(scope, shell))),
    scope.own(new scope.manifold.Manifold(new scope.manifold.Mesh(EMPTY))),
  );
}

const EMPTY = { numProp: 3, vertProperties: new Float32Array(), triVerts: new Uint32Array() };

/** The solid of an inward shell. */
function turned(scope: ManifoldScope, shell: Manifold): Manifold {
  const { vertProperties, triVerts } = shell.getMesh();
  return manifoldFromArrays(scope, vertProperties, triVerts.reverse());
}

/** The triangles of a solid that `manifoldFrom` moved by -`origin`, moved back. */
export function meshFrom(piece: Manifold, origin: Vec3): Mesh {
  const { vertProperties, triVerts, numProp } = piece.getMesh();
  const positions = new Float64Array((3 * vertProperties.length) / numProp);
  for (let i = 0; i < positions.length; i++) {
    positions[i] = vertProperties[Math.floor(i / 3) * numProp + (i % 3)] + origin[i % 3];
  }
  return { positions, triangles: triVerts };
}
