import { CadtraceError } from '../errors.ts';
import type { SweptProgram } from '../program/types.ts';
import { EXACT, SIX_BITS } from './design-key.ts';
import { partsSource } from './parts/index.ts';
import { recodeSource } from './recode/source.ts';
import { semiSource } from './semi/index.ts';
import type { Source } from './source.ts';
import { templateSource } from './template/source.ts';

/** What a style is made of, as plain data that travels to worker threads. */
export type StyleInput = {
  /** The designs that a style varies, for a style that needs them. */
  readonly designs?: readonly SweptProgram[];
};

/** A kind of designs that can be generated. */
export type Style = {
  readonly name: string;
  readonly description: string;
  /** Designs whose lengths are equal in multiples of this are duplicates. */
  readonly step: number;
  readonly needsDesigns: boolean;
  /** Throws where the input is not what the style needs. */
  readonly source: (input: StyleInput) => Source;
};

/** Every style, by the name of its source. */
export const styles: readonly Style[] = [
  {
    name: 'recode',
    description: "CAD-Recode's random extrusions, on a grid from -100 to 100",
    step: SIX_BITS,
    needsDesigns: false,
    source: () => recodeSource,
  },
  {
    name: 'template',
    description: "Image2CADSeq's five template shapes",
    step: EXACT,
    needsDesigns: false,
    source: () => templateSource({ rules: false }),
  },
  {
    name: 'template-rules',
    description: 'the same shapes under its design rules',
    step: EXACT,
    needsDesigns: false,
    source: () => templateSource({ rules: true }),
  },
  {
    name: 'parts',
    description: 'parts as a person would design them, in millimetres',
    step: EXACT,
    needsDesigns: false,
    source: partsSource,
  },
  {
    name: 'semi',
    description:
      "people's designs perturbed, grafted and recombined, as the Fusion 360 Gym does; needs --source",
    step: EXACT,
    needsDesigns: true,
    source: ({ designs = [] }) => semiSource(designs),
  },
];

/** The style of this name. Throws `usage` where there is none. */
export function styleNamed(name: string): Style {
  const found = styles.find((style) => style.name === name);
  if (found) return found;
  const known = styles.map((style) => style.name).join(', ');
  throw new CadtraceError('usage', `there is no style of this name; there are ${known}.`, { value: name });
}
