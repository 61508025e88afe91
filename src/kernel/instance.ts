import type { OpenCascadeInstance, TopoDS_Shape } from 'replicad-opencascadejs';
import init from 'replicad-opencascadejs';
import { CadtraceError } from '../errors.ts';
import { createHistory, type History } from './history.ts';
import { scoped } from './scope.ts';
import { alignSeams } from './seam.ts';
import { fromBytes, toBytes } from './serialize.ts';
import { copyHandle } from './shape.ts';
import type { Solid } from './types.ts';

/**
 * OCCT leaks a little at each call and WebAssembly memory never shrinks, so an instance that has grown past this many
 * bytes is dropped and the next call loads a fresh one (a fresh one starts at 100 MB).
 */
const RENEW_ABOVE = 300e6;

/** Shapes kept alive between calls, so that consecutive calls on one Solid read its bytes once. */
const CACHED_SHAPES = 16;

/** Makes a new instance of OpenCascade from its compiled module; compiling once makes every renewal cheap. */
export function instantiate(module: WebAssembly.Module): Promise<OpenCascadeInstance> {
  return new Promise((resolve, reject) => {
    init({
      // Only a name: the module is handed over below, nothing is fetched.
      locateFile: (name: string) => name,
      print: () => {},
      printErr: () => {},
      instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
        WebAssembly.instantiate(module, imports).then(done, reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

/** A loaded instance with the shapes it holds; all of them go when it goes. */
export type Session = {
  readonly oc: OpenCascadeInstance;
  /** Of the program built last. */
  readonly history: History;
  /** The live shape of a Solid; it belongs to the session, callers must not free it. */
  shapeOf(solid: Solid): TopoDS_Shape;
  /** The shape as plain data; a handle on it stays in the session. */
  solidFrom(shape: TopoDS_Shape): Solid;
};

function openSession(oc: OpenCascadeInstance): Session {
  // A Map keeps insertion order: the first key is the one used longest ago.
  const live = new Map<Uint8Array, TopoDS_Shape>();
  const remember = (key: Uint8Array, shape: TopoDS_Shape) => {
    live.set(key, shape);
    if (live.size <= CACHED_SHAPES) return;
    const [oldest, evicted] = live.entries().next().value!;
    live.delete(oldest);
    evicted[Symbol.dispose]();
  };
  /** A solid that came from another thread is a copy of the bytes that its shape is kept under. */
  const keyOf = (brep: Uint8Array): Uint8Array =>
    live.has(brep) ? brep : ([...live.keys()].find((key) => sameBytes(key, brep)) ?? brep);
  return {
    oc,
    history: createHistory(),
    shapeOf({ brep }) {
      const key = keyOf(brep);
      const shape = live.get(key) ?? fromBytes(oc, brep);
      live.delete(key);
      remember(key, shape);
      return shape;
    },
    solidFrom(shape) {
      return scoped((own) => {
        const aligned = alignSeams({ oc, own }, shape);
        const brep = toBytes(oc, aligned);
        remember(brep, copyHandle(aligned));
        return { brep };
      });
    },
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Runs jobs on an instance that is loaded when first needed, renewed as it grows and replaced when it dies. */
export type InstanceKeeper = {
  /**
   * Runs a synchronous job. An OCCT exception becomes `kernel-failed`; an abort of the module becomes
   * `kernel-crashed`, and the next job gets a new instance.
   */
  run<T>(job: (session: Session) => T): Promise<T>;
  close(): void;
};

export function keepInstance(load: () => Promise<OpenCascadeInstance>): InstanceKeeper {
  let current: Promise<Session> | undefined;

  /** The current session; a job that waited while another one dropped the instance waits for its successor. */
  async function acquire(): Promise<Session> {
    for (;;) {
      current ??= load().then(openSession);
      const awaited = current;
      try {
        const session = await awaited;
        if (awaited === current) return session;
      } catch (cause) {
        if (awaited === current) current = undefined;
        throw new CadtraceError('kernel-crashed', 'The geometric kernel could not be loaded.', { cause });
      }
    }
  }

  return {
    async run(job) {
      const session = await acquire();
      try {
        return job(session);
      } catch (error) {
        if (error instanceof CadtraceError) throw error;
        const failure = occtFailure(session.oc, error);
        if (failure === undefined) current = undefined;
        throw failure ?? crash(error);
      } finally {
        if (session.oc.wasmMemory.buffer.byteLength > RENEW_ABOVE) current = undefined;
      }
    },
    close() {
      current = undefined;
    },
  };
}

/** An exception thrown by OCCT as a CadtraceError; undefined for anything that leaves the instance unusable. */
function occtFailure(oc: OpenCascadeInstance, error: unknown): CadtraceError | undefined {
  if (!(error instanceof WebAssembly.Exception)) return undefined;
  const [type, message] = oc.getExceptionMessage(error);
  oc.decrementExceptionRefcount(error);
  return new CadtraceError('kernel-failed', `The geometric kernel refused: ${type} ${message}`.trimEnd());
}

const crash = (cause: unknown) =>
  new CadtraceError(
    'kernel-crashed',
    `The geometric kernel crashed (${cause}) and was replaced; this step cannot be done, others can.`,
    { cause },
  );
