import {
  COLUMN,
  COLUMNS,
  COMMANDS,
  type CommandSequence,
  PARAMETERS,
  withoutEnd,
} from '../../formats/deepcad/commands.ts';

/** A parameter is right when it is less than this many of the 256 levels off. */
const TOLERANCE = 3;

/** Parameters that number a choice have no near miss. */
const CHOICES: readonly number[] = [COLUMN.counterClockwise, COLUMN.operation, COLUMN.extentType];

/**
 * DeepCAD's parameter accuracy (Wu et al., 2021, section 4.1), which JLGS-CAD reports too (section 5.1): of all
 * parameters of those commands that are right (see `commandAccuracy`) the share that is less than 3 of 256 levels off;
 * an arc's way round and an extrusion's operation and type must be the same, as in the authors' program. Where no
 * command with parameters is right the paper's fraction is 0 / 0; here it is 0.
 */
export function parameterAccuracy(candidate: CommandSequence, reference: CommandSequence): number {
  const [ours, theirs] = [withoutEnd(candidate), withoutEnd(reference)];
  let right = 0;
  let total = 0;
  for (let at = 0; at < theirs.length; at += COLUMNS) {
    const command = theirs[at + COLUMN.command];
    if (ours[at + COLUMN.command] !== command) continue;
    for (const column of PARAMETERS[COMMANDS[command]]) {
      const off = Math.abs(ours[at + column] - theirs[at + column]);
      total++;
      if (off < (CHOICES.includes(column) ? 1 : TOLERANCE)) right++;
    }
  }
  return total === 0 ? 0 : right / total;
}
