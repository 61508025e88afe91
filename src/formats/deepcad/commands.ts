/**
 * DeepCAD's vector form of a construction sequence (Wu et al., 2021, section 3.1 and table 1): one row a command, each
 * a command and 16 parameters, quantised to 256 levels.
 */

/** The commands; a row's first column is an index into this list. */
export const COMMANDS = ['line', 'arc', 'circle', 'end', 'loop', 'extrude'] as const;
export type Command = (typeof COMMANDS)[number];

/** Rows of `COLUMNS` whole numbers each, the last row an `end`; parameters that a command has not are `UNUSED`. */
export type CommandSequence = Int16Array;

/** The columns of a row, in the paper's letters where they say enough. */
export const COLUMN = {
  command: 0,
  /** End point of a line or arc, centre of a circle. */
  x: 1,
  y: 2,
  /** Of an arc: the angle it sweeps, and 1 for counter-clockwise. */
  sweep: 3,
  counterClockwise: 4,
  radius: 5,
  /** Orientation of the sketch plane: polar angles of its normal, and the turn of its x axis about that. */
  theta: 6,
  phi: 7,
  gamma: 8,
  /** Where the sketch starts in space, and how large it is. */
  originX: 9,
  originY: 10,
  originZ: 11,
  size: 12,
  /** Extents along the normal and against it. */
  extentOne: 13,
  extentTwo: 14,
  operation: 15,
  extentType: 16,
} as const;

export const COLUMNS = 17;
export const UNUSED = -1;
export const LEVELS = 256;

/** The columns that each command uses. */
export const PARAMETERS: Readonly<Record<Command, readonly number[]>> = {
  line: [COLUMN.x, COLUMN.y],
  arc: [COLUMN.x, COLUMN.y, COLUMN.sweep, COLUMN.counterClockwise],
  circle: [COLUMN.x, COLUMN.y, COLUMN.radius],
  end: [],
  loop: [],
  extrude: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
};

/** What the operation column numbers. */
export const OPERATIONS = ['new', 'join', 'cut', 'intersect'] as const;

/** What the extent type column numbers: from the plane one way, both ways alike, both ways by lengths of their own. */
export const EXTENT_TYPES = ['one-sided', 'symmetric', 'two-sided'] as const;
export type ExtentType = (typeof EXTENT_TYPES)[number];

/** The sequence without its end and what follows it. */
export function withoutEnd(sequence: CommandSequence): CommandSequence {
  const end = COMMANDS.indexOf('end');
  for (let at = 0; at < sequence.length; at += COLUMNS) {
    if (sequence[at + COLUMN.command] === end) return sequence.subarray(0, at);
  }
  return sequence;
}
