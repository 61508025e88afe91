import { CadtraceError } from '../../errors.ts';
import { type Dimension, dimensionAt } from '../../program/dimension.ts';
import { setParameter } from '../../program/parameters.ts';
import type { LengthUnit, Parameter, Program } from '../../program/types.ts';
import { MILLIMETRES, unitRatio } from '../../program/units.ts';
import { nearestName } from './nearest-name.ts';

/** One `--set name=value`, taken apart. */
export type Setting = { readonly name: string; readonly value: number; readonly unit?: SettingUnit };

type SettingUnit = LengthUnit | AngleUnit;
type AngleUnit = 'deg' | 'rad';

const RADIANS: Readonly<Record<AngleUnit, number>> = { deg: Math.PI / 180, rad: 1 };

const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)$/i;

/** Takes "name=8" or "name=0.5in" apart. Throws `usage` for what is neither, and for units that are unknown. */
export function parseSetting(text: string): Setting {
  const equals = text.indexOf('=');
  const name = text.slice(0, equals).trim();
  const [, digits, unit] = NUMBER.exec(text.slice(equals + 1).trim()) ?? [];
  const value = Number(digits);
  if (equals < 1 || name === '' || !Number.isFinite(value)) {
    const message = 'a parameter is set as name=value, such as plate_thickness=8 or plate_thickness=0.5in.';
    throw new CadtraceError('usage', message, { where: `--set ${text}`, value: text });
  }
  if (unit === '') return { name, value };
  if (!isUnit(unit)) {
    const known = [...Object.keys(MILLIMETRES), ...Object.keys(RADIANS)].join(', ');
    const message = `"${unit}" is no unit; there are ${known}.`;
    throw new CadtraceError('usage', message, { where: `--set ${text}`, value: unit });
  }
  return { name, value, unit };
}

const isUnit = (unit: string): unit is SettingUnit =>
  Object.hasOwn(MILLIMETRES, unit) || Object.hasOwn(RADIANS, unit);

/**
 * The program with the parameters set, one after the other. Throws `usage` for a name that no parameter has, with those
 * that there are, and for a unit of another dimension than the parameter's. The result may be impossible to build.
 */
export const applySettings = (program: Program, settings: readonly Setting[]): Program =>
  settings.reduce((before, setting) => setParameter(before, setting.name, valueIn(before, setting)), program);

/** What the numbers that a parameter drives measure. */
export const dimensionOf = ({ features }: Program, { bindings }: Parameter): Dimension =>
  bindings.length > 0 ? dimensionAt(features, bindings[0].path) : 'length';

/** The value in the program's unit, or radians. */
function valueIn(program: Program, { name, value, unit }: Setting): number {
  const parameters = program.parameters ?? [];
  const parameter = parameters.find((each) => each.name === name);
  if (!parameter) throw unknownName(name, parameters);
  if (unit === undefined) return value;
  const dimension = dimensionOf(program, parameter);
  if (unit === 'deg' || unit === 'rad') {
    if (dimension === 'angle') return value * RADIANS[unit];
  } else if (dimension === 'length') return value * unitRatio(unit, program.unit);
  const message = `this parameter is ${dimension === 'angle' ? 'an angle' : 'a length'}, which is not measured in ${unit}.`;
  throw new CadtraceError('usage', message, { where: `parameter ${name}`, value: unit });
}

function unknownName(name: string, parameters: readonly Parameter[]): CadtraceError {
  const names = parameters.map((parameter) => parameter.name);
  const nearest = nearestName(name, names);
  const meant = nearest === undefined ? '' : ` did you mean ${nearest}?`;
  const known = names.length > 0 ? ` there are ${names.join(', ')}.` : ' the program has none.';
  return new CadtraceError('usage', `there is no parameter of this name;${meant}${known}`, {
    where: `parameter ${name}`,
    value: name,
  });
}
