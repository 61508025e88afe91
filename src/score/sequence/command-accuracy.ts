import { COLUMN, COLUMNS, type CommandSequence, withoutEnd } from '../../formats/deepcad/commands.ts';

/**
 * DeepCAD's command accuracy (Wu et al., 2021, section 4.1), which JLGS-CAD reports too (section 5.1): the share of
 * the reference's commands that have the same command at their place in the candidate. The end is not counted, as in
 * the authors' program; commands past the reference's last do not count, a candidate that ends before is wrong from
 * there on. A reference without commands gives 0.
 */
export function commandAccuracy(candidate: CommandSequence, reference: CommandSequence): number {
  const [ours, theirs] = [withoutEnd(candidate), withoutEnd(reference)];
  let right = 0;
  for (let at = COLUMN.command; at < theirs.length; at += COLUMNS) if (ours[at] === theirs[at]) right++;
  return right === 0 ? 0 : right / (theirs.length / COLUMNS);
}
