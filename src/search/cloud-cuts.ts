import { axesByNeed, extrusionAxes, frameAlong } from '../perceive/axes.ts';
import type { PerceivedCloud } from '../perceive/cloud/types.ts';
import { cloudEvidence, cloudViewAlong } from '../propose/cloud-slices/cloud-view.ts';
import { cloudSection } from '../propose/cloud-slices/section.ts';
import { sliceCloud } from '../propose/cloud-slices/slice-axis.ts';
import { revolutionAxes, sliceAround } from '../propose/revolution.ts';
import type { Cuts } from './cuts.ts';
import { sampleAroundCloud } from './sample-around-cloud.ts';
import { sampleSlabs } from './sample-slabs.ts';

/** Differences of less than this share of a part are not read off a cloud: points say nothing of so little. */
const WORTH_STEP = 1e-5;
/** ... nor of less than this share of the volume that the noise makes uncertain, a shell as thick as it. */
const WORTH_NOISE = 0.2;
/** Share of the area that an axis must explain: a few strays make a face of any direction. */
const WORTH_AXIS = 2e-3;
/** Share of the area from which on the first axis is tried without others. */
const ALONE = 0.97;
/** Rounding of coordinates near an axis of revolution, as a share of the diagonal. */
const ROUNDING = 1e-6;

/** The ways to cut a perceived cloud. Once `expired`, cuts are left unfinished. */
export function cutsOfCloud(cloud: PerceivedCloud, expired: () => boolean): Cuts {
  const evidence = cloudEvidence(cloud);
  const { precision: tolerance, diagonal } = evidence;
  const directions = extrusionAxes(cloud);
  const { ordered: axes, gains: all } = axesByNeed(cloud, directions);
  const gains = all.filter((gain, k) => k === 0 || gain >= WORTH_AXIS);
  const found = { faces: cloud.faces, tolerance };
  const revolutions = revolutionAxes(found);
  return {
    gains,
    alone: axes.length > 0 && axes[0].explained >= ALONE ? 1 : 0,
    across(k) {
      const slices = sliceCloud(evidence, frameAlong(axes[k].direction, directions), expired);
      return { slices, samples: sampleSlabs(slices) };
    },
    revolutions: revolutions.length,
    around(k) {
      const slices = sliceAround(found, revolutions[k], ROUNDING * diagonal, (frame) =>
        cloudSection(cloudViewAlong(evidence, frame)),
      );
      return { slices, samples: sampleAroundCloud(slices, evidence) };
    },
    worthStep: Math.max(WORTH_STEP, (WORTH_NOISE * cloud.noise) / diagonal),
  };
}
