import type { OpenCascadeInstance } from 'replicad-opencascadejs';
import { applyBoolean } from './boolean.ts';
import { buildProgram } from './build.ts';
import { describeFaces } from './faces.ts';
import { keepInstance, type Session } from './instance.ts';
import { firstSound, intersectionOverUnionOf } from './intersection.ts';
import { checkShape, distinctEdges, measureShape } from './measure.ts';
import { preciseVolumes } from './precise-volume.ts';
import { scoped } from './scope.ts';
import { type Context, compoundOf, explore, solidsOf } from './shape.ts';
import { readStepFile } from './step-read.ts';
import { writeStepFile } from './step-write.ts';
import { tessellateShape } from './tessellate.ts';
import type { Kernel } from './types.ts';
import { mergeFaces } from './unify.ts';

type Job<T> = (context: Context, tools: JobTools) => T;
type JobTools = Omit<Session, 'oc'>;

/**
 * A kernel in this thread, on the OpenCascade instances that `load` makes: the first one when the first call comes,
 * another whenever the one in use has grown or crashed. No call can be ended; see `createRemoteKernel`.
 */
export function createKernel(load: () => Promise<OpenCascadeInstance>): Kernel {
  const instance = keepInstance(load);
  const run = <T>(job: Job<T>): Promise<T> =>
    instance.run((session) => scoped((own) => job({ oc: session.oc, own }, session)));

  const kernel: Kernel = {
    build: (program, { seconds } = { seconds: Infinity }) =>
      run((context, { history, solidFrom }) =>
        solidFrom(compoundOf(context, buildProgram(context, program, history, seconds))),
      ),
    check: (solid) => run((context, { shapeOf }) => checkShape(context, shapeOf(solid))),
    assess: (program) =>
      run((context, { history }) => {
        const bodies = buildProgram(context, program, history, Infinity);
        const shape = compoundOf(context, bodies);
        const edges = distinctEdges(context, shape);
        const volumes = preciseVolumes(context, bodies, edges);
        return {
          ...checkShape(context, shape, volumes),
          bodies: bodies.length,
          faces: explore(context, shape, 'TopAbs_FACE').length,
          edges: edges.length,
          volume: volumes.reduce((sum, each) => sum + each, 0),
        };
      }),
    measure: (solid) => run((context, { shapeOf }) => measureShape(context, shapeOf(solid))),
    unify: (solid) =>
      run((context, { shapeOf, solidFrom }) =>
        solidFrom(compoundOf(context, mergeFaces(context, solidsOf(context, shapeOf(solid))))),
      ),
    faces: (solid) => run((context, { shapeOf }) => describeFaces(context, shapeOf(solid))),
    tessellate: (solid, options) =>
      run((context, { shapeOf }) => tessellateShape(context, shapeOf(solid), options)),
    intersectionOverUnion: (a, b) =>
      firstSound((fuzziness) =>
        run((context, { shapeOf }) => intersectionOverUnionOf(context, shapeOf(a), shapeOf(b), fuzziness)),
      ),
    gather: (solid, groups) =>
      run((context, { shapeOf, solidFrom }) => {
        const bodies = solidsOf(context, shapeOf(solid));
        return groups.map((group) =>
          solidFrom(
            compoundOf(
              context,
              group.map((body) => bodies[body]),
            ),
          ),
        );
      }),
    boolean: (operation, a, b) =>
      run((context, { shapeOf, solidFrom }) => {
        const [first, second] = [solidsOf(context, shapeOf(a)), solidsOf(context, shapeOf(b))];
        return solidFrom(compoundOf(context, applyBoolean(context, operation, first, second)));
      }),
    readStep: (bytes) =>
      run((context, { solidFrom }) => {
        const { shape, ...contents } = readStepFile(context, bytes);
        return { solid: solidFrom(shape), ...contents };
      }),
    writeStep: (solid, options) =>
      run((context, { shapeOf }) => writeStepFile(context, shapeOf(solid), options)),
    within: () => kernel,
    close: instance.close,
  };
  return kernel;
}
