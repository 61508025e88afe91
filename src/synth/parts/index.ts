import type { Source } from '../source.ts';
import type { Family } from './draft.ts';
import { adapter } from './families/adapter.ts';
import { angleBracket } from './families/angle-bracket.ts';
import { bearingFlange } from './families/bearing-flange.ts';
import { bushing } from './families/bushing.ts';
import { channelBracket } from './families/channel-bracket.ts';
import { clevis } from './families/clevis.ts';
import { flange } from './families/flange.ts';
import { guideBlock } from './families/guide-block.ts';
import { heatSink } from './families/heat-sink.ts';
import { housing } from './families/housing.ts';
import { lever } from './families/lever.ts';
import { manifold } from './families/manifold.ts';
import { motorMount } from './families/motor-mount.ts';
import { pillowBlock } from './families/pillow-block.ts';
import { plate } from './families/plate.ts';
import { pulley } from './families/pulley.ts';
import { saddleClamp } from './families/saddle-clamp.ts';
import { shaft } from './families/shaft.ts';
import { shaftCollar } from './families/shaft-collar.ts';
import { splitClamp } from './families/split-clamp.ts';

/** Every family of parts, each as likely as the others. */
export const FAMILIES: readonly Family[] = [
  adapter,
  angleBracket,
  bearingFlange,
  bushing,
  channelBracket,
  clevis,
  flange,
  guideBlock,
  heatSink,
  housing,
  lever,
  manifold,
  motorMount,
  pillowBlock,
  plate,
  pulley,
  saddleClamp,
  shaftCollar,
  shaft,
  splitClamp,
];

/**
 * Parts as a person would design them, in millimetres, with named parameters: standard screws, bearings, keys and
 * thicknesses, preferred numbers, symmetric layouts, holes a screw's distance from edges. `beside` names the family.
 */
export function partsSource(): Source {
  return {
    style: 'parts',
    draw: (random) => {
      const { name, draw } = random.pick(FAMILIES);
      return { program: draw(random), beside: { family: name } };
    },
  };
}
