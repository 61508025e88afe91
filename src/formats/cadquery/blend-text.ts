import { CadtraceError } from '../../errors.ts';
import { yAxisOf } from '../../geometry/frame.ts';
import type { Vec3 } from '../../geometry/vector.ts';
import { type Affine, plus, times } from '../../program/affine.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import type { Blend, EdgeSelector, Extrude, FaceSelector, Feature, Sweep } from '../../program/types.ts';
import { affineText, type Numerals, pointText } from './python-text.ts';

/** The helpers that a script with these blocks calls: edges told by the solids that swept their faces. */
export const helpersFor = (blocks: readonly string[]): string[] =>
  [EDGES_BETWEEN, FACES_AT].filter((helper) => {
    const name = helper.slice('def '.length, helper.indexOf('('));
    return blocks.some((block) => block.includes(`${name}(`));
  });

const EDGES_BETWEEN = `def edges_between(body, some, others):
    """The sharp edges of a body in which one of some faces meets one of others."""
    tolerance = 1e-6 * body.val().BoundingBox().DiagonalLength

    def meet(edge):
        points = [edge.positionAt(t) for t in (0.21, 0.5, 0.83)]

        def on(face):
            return all(
                face.distance(cq.Vertex.makeVertex(*point.toTuple())) < tolerance
                for point in points
            )

        return any(
            a.normalAt(points[1]).cross(b.normalAt(points[1])).Length > 1e-3
            for a in some.vals()
            if on(a)
            for b in others.vals()
            if on(b)
        )

    return body.newObject([edge for edge in body.edges().vals() if meet(edge)])`;

const FACES_AT = `def faces_at(solid, *points):
    """The faces of a solid on which the points lie."""
    vertices = [cq.Vertex.makeVertex(*point) for point in points]
    return solid.newObject(
        [min(solid.faces().vals(), key=lambda face: face.distance(v)) for v in vertices]
    )`;

/** The features that blends name: scripts keep their solids. */
export const blendedFeatures = (features: readonly Feature[]): ReadonlySet<number> =>
  new Set(
    features.flatMap((feature) =>
      'edges' in feature
        ? feature.edges.flatMap(({ between }) => between.map((selector) => Number(selector.split('/')[1])))
        : [],
    ),
  );

/** The solid that a feature swept: as it is in the program, with parameters, and the variable that holds it. */
export type NamedSweep = {
  readonly feature: Sweep;
  readonly lifted: Lifted<Sweep>;
  readonly variable: string;
};

/** `body = edges.fillet(radius)`, with the edges of all selectors. */
export function blendLines(
  blend: Lifted<Blend>,
  body: string,
  sweeps: ReadonlyMap<number, NamedSweep>,
  numerals: Numerals,
): string[] {
  const size = affineText(blend.kind === 'fillet' ? blend.radius : blend.distance, numerals);
  const edges = plainValue<readonly EdgeSelector[]>(blend.edges).map(({ between }) => {
    const [one, other] = between.map((selector) => facesText(selector, sweeps, numerals));
    return `edges_between(${body}, ${one}, ${other})`;
  });
  if (edges.length === 1) return [`${body} = ${edges[0]}.${blend.kind}(${size})`];
  const rows = edges.map((each, i) => (i === 0 ? `    ${each}` : `    .add(${each})`));
  return [`${body} = (`, ...rows, `    .${blend.kind}(${size})`, ')'];
}

/** The faces that a selector means, as an expression over the solid that its feature swept. */
function facesText(
  selector: FaceSelector,
  sweeps: ReadonlyMap<number, NamedSweep>,
  numerals: Numerals,
): string {
  const [, index, ...path] = selector.split('/');
  const { feature, lifted, variable } = sweeps.get(Number(index))!;
  const place = path.join('/');
  if (feature.kind === 'revolve') {
    const isWhole = feature.to - feature.from > 2 * Math.PI - 1e-9;
    if (place === 'sketch' && isWhole) return `${variable}.faces()`;
    throw new CadtraceError(
      'format-unsupported',
      'CadQuery code is written for blends of all faces of whole revolves alone',
      { where: selector },
    );
  }
  const axis = axisText(feature.sketch.frame.normal);
  if (place === 'to') return `${variable}.faces(">${axis}")`;
  if (place === 'from') return `${variable}.faces("<${axis}")`;
  if (place === 'sketch') return `${variable}.faces("not(<${axis} or >${axis})")`;
  const points = sidePoints(lifted as Lifted<Extrude>, place).map((point) =>
    pointText(...point.map((x) => affineText(x, numerals))),
  );
  return `faces_at(${variable}, ${points.join(', ')})`;
}

/** CadQuery's text for a direction. */
function axisText(direction: Vec3): string {
  const along = direction.findIndex((x) => x === 1);
  return along >= 0 ? 'XYZ'[along] : `(${direction.join(',')})`;
}

/** A point inside each side of the loops and edges at `place`. */
function sidePoints({ sketch, from, to }: Lifted<Extrude>, place: string): (readonly Affine[])[] {
  const frame = plainValue<Extrude['sketch']['frame']>(sketch.frame);
  const y = yAxisOf(frame);
  const height = times(plus(from, to), 0.5);
  const inSpace = (u: Affine, v: Affine): Affine[] =>
    [0, 1, 2].map((k) =>
      [times(u, frame.xAxis[k]), times(v, y[k]), times(height, frame.normal[k])].reduce(
        plus,
        sketch.frame.origin[k],
      ),
    );
  return sketch.profiles.flatMap(({ outer, holes }, p) =>
    [outer, ...holes].flatMap((loop, l) => {
      const name = `sketch/profiles/${p}/${l === 0 ? 'outer' : `holes/${l - 1}`}`;
      if (!place.startsWith(name)) return [];
      if (loop.kind === 'circle') return [inSpace(plus(loop.center[0], loop.radius), loop.center[1])];
      return loop.edges.flatMap((edge, e) => {
        if (place !== name && place !== `${name}/edges/${e}`) return [];
        if (edge.kind === 'arc') return [inSpace(edge.through[0], edge.through[1])];
        const start = e === 0 ? loop.start : loop.edges[e - 1].to;
        const middle = (k: 0 | 1) => times(plus(start[k], edge.to[k]), 0.5);
        return [inSpace(middle(0), middle(1))];
      });
    }),
  );
}
