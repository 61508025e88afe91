import { TYPE } from '../../formats/sim-gallery/feature-matrix.ts';

/** A curve of a template's sketch, as a type of operation. */
export type CurveType = typeof TYPE.line | typeof TYPE.arc | typeof TYPE.circle;

/** A sequence of operations that a template shape is made by: a sketch, these curves, an extrusion. */
export type TemplateSequence = {
  /** Number of the template shape (TS), 1 to 5. */
  readonly shape: number;
  readonly curves: readonly CurveType[];
  /** How many of the paper's 22,000 designs have it. */
  readonly count: number;
};

const { line, arc, circle } = TYPE;

/**
 * The five template shapes and their nine sequences (Image2CADSeq, section 5.1 and table 5). The table survives as a
 * picture only; the text fixes its content. Shape 1 is the cylinder, the prism of three lines is named in section 4.2,
 * section 5.3.1 gives shape 3 as S A A A E and shape 4 as S L A A E among three sequences, five operations are the
 * most, and shape 5 has three sequences too: two lines and an arc are what is left. The check: with 2,000 designs a
 * sequence, 6,000 of shape 1, sketch planes are 11 of every 91 parameters, the very share in equation 9.
 */
export const TEMPLATE_SEQUENCES: readonly TemplateSequence[] = [
  { shape: 1, curves: [circle], count: 6_000 },
  { shape: 2, curves: [line, line, line], count: 2_000 },
  { shape: 3, curves: [arc, arc, arc], count: 2_000 },
  { shape: 4, curves: [line, arc, arc], count: 2_000 },
  { shape: 4, curves: [arc, line, arc], count: 2_000 },
  { shape: 4, curves: [arc, arc, line], count: 2_000 },
  { shape: 5, curves: [line, line, arc], count: 2_000 },
  { shape: 5, curves: [line, arc, line], count: 2_000 },
  { shape: 5, curves: [arc, line, line], count: 2_000 },
];
