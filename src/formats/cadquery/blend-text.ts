import { CadtraceError } from '../../errors.ts';
import { yAxisOf } from '../../geometry/frame.ts';
import { type Affine, plus, times } from '../../program/affine.ts';
import { type Lifted, plainValue } from '../../program/lifted.ts';
import { isSweep } from '../../program/sweeps.ts';
import type { Blend, EdgeSelector, Extrude, FaceSelector, Feature, Sweep } from '../../program/types.ts';
import { pointsOfSides } from '../code/blended-sweeps.ts';
import { affineText, type Numerals, pointText } from '../code/expressions.ts';
import { assignment, type Call, call } from '../code/python-text.ts';
import { edgesSelector, facesSelector } from './direction-selectors.ts';
import { arePicked, prismEdges } from './prism-edges.ts';

/** The features whose solids blends name: scripts keep them as they were swept. */
export const namedByBlends = (features: readonly Feature[]): ReadonlySet<number> =>
  new Set(
    features.flatMap((feature, i) =>
      'edges' in feature && idiomFor(feature, features.slice(0, i)) === undefined
        ? feature.edges.flatMap(({ between }) => between.map(featureOf))
        : [],
    ),
  );

/** The index of the feature that a selector points into, and where in it. */
const featureOf = (selector: FaceSelector): number => Number(selector.split('/')[1]);
const placeOf = (selector: FaceSelector): string => selector.split('/').slice(2).join('/');

/** CadQuery's own selection of a blend's edges, such as `.edges("|Z")`, where the body before it is a prism and it means the same. */
function idiomFor({ edges }: Blend, before: readonly Feature[]): Call[] | undefined {
  const start = before.findLastIndex((feature) => isSweep(feature) && feature.operation === 'new');
  const prism = before[start];
  const later = before.slice(start + 1);
  if (prism?.kind !== 'extrude' || edges.length !== 1) return undefined;
  const selected = ({ between: [one, other] }: EdgeSelector) =>
    featureOf(one) === start && featureOf(other) === start
      ? prismEdges(placeOf(one), placeOf(other))
      : undefined;
  const blends = later.flatMap((feature) =>
    isSweep(feature) ? [] : [{ kind: feature.kind, edges: feature.edges.map(selected) }],
  );
  const wanted = selected(edges[0]);
  const { frame, profiles } = prism.sketch;
  if (wanted === undefined || blends.length < later.length || !arePicked(wanted, profiles, blends))
    return undefined;
  return wanted === 'corners'
    ? [call('edges', `"${edgesSelector(frame.normal)}"`)]
    : [call('faces', `"${facesSelector(frame.normal, wanted)}"`), call('edges')];
}

/** The solid that a feature swept: as it is in the program, with parameters, and the variable that holds it. */
export type NamedSweep = {
  readonly feature: Sweep;
  readonly lifted: Lifted<Sweep>;
  readonly variable: string;
};

/** `body = edges.fillet(radius)`, with the edges of all selectors; `before` are the features before the blend. */
export function blendText(
  blend: Blend,
  lifted: Lifted<Blend>,
  before: readonly Feature[],
  body: string,
  sweeps: ReadonlyMap<number, NamedSweep>,
  numerals: Numerals,
): string {
  const size = affineText(lifted.kind === 'fillet' ? lifted.radius : lifted.distance, numerals);
  const idiom = idiomFor(blend, before);
  if (idiom) return assignment(body, { head: body, calls: [...idiom, call(blend.kind, size)] });
  const [head, ...others] = blend.edges.map(({ between }) => {
    const [one, other] = between.map((selector) => facesText(selector, sweeps, numerals));
    return `edges_between(${body}, ${one}, ${other})`;
  });
  return assignment(body, {
    head,
    calls: [...others.map((edges) => call('add', edges)), call(blend.kind, size)],
  });
}

/** The faces that a selector means, as an expression over the solid that its feature swept. */
function facesText(
  selector: FaceSelector,
  sweeps: ReadonlyMap<number, NamedSweep>,
  numerals: Numerals,
): string {
  const { feature, lifted, variable } = sweeps.get(featureOf(selector))!;
  const place = placeOf(selector);
  if (feature.kind === 'revolve') {
    const isWhole = feature.to - feature.from > 2 * Math.PI - 1e-9;
    if (place === 'sketch' && isWhole) return `${variable}.faces()`;
    throw new CadtraceError(
      'format-unsupported',
      'CadQuery code is written for blends of all faces of whole revolves alone',
      { where: selector },
    );
  }
  if (place === 'to' || place === 'from' || place === 'sketch')
    return `${variable}.faces("${facesSelector(feature.sketch.frame.normal, place)}")`;
  const points = sidePoints(lifted as Lifted<Extrude>, place).map((point) =>
    pointText(...point.map((x) => affineText(x, numerals))),
  );
  return `faces_at(${variable}, ${points.join(', ')})`;
}

/** A point inside each side of the loops and edges at `place`. */
function sidePoints({ sketch, from, to }: Lifted<Extrude>, place: string): (readonly Affine[])[] {
  const frame = plainValue<Extrude['sketch']['frame']>(sketch.frame);
  const y = yAxisOf(frame);
  const height = times(plus(from, to), 0.5);
  return pointsOfSides(sketch, place).map(([u, v]) =>
    [0, 1, 2].map((k) =>
      [times(u, frame.xAxis[k]), times(v, y[k]), times(height, frame.normal[k])].reduce(
        plus,
        sketch.frame.origin[k],
      ),
    ),
  );
}
