import type { LengthUnit } from '../program/types.ts';
import { MILLIMETRES } from '../program/units.ts';

const SI_PREFIX: Readonly<Record<string, number>> = {
  EXA: 1e18,
  PETA: 1e15,
  TERA: 1e12,
  GIGA: 1e9,
  MEGA: 1e6,
  KILO: 1e3,
  HECTO: 1e2,
  DECA: 1e1,
  DECI: 1e-1,
  CENTI: 1e-2,
  MILLI: 1e-3,
  MICRO: 1e-6,
  NANO: 1e-9,
  PICO: 1e-12,
  FEMTO: 1e-15,
  ATTO: 1e-18,
};

/**
 * The length units that the representation contexts of a STEP file name, each once, in the file's order; undefined
 * for a unit that cadtrace has no name for. (ISO 10303-41: named_unit, si_unit, conversion_based_unit.)
 */
export function lengthUnitsOf(step: string): (LengthUnit | undefined)[] {
  const entities = new Map<string, string>();
  for (const [, id, body] of step.matchAll(
    /#(\d+)\s*=\s*(\([^;]*\bLENGTH_UNIT\b[^;]*|[A-Z_]*MEASURE_WITH_UNIT\s*\([^;]*);/g,
  )) {
    entities.set(id, body);
  }
  const units = new Set<LengthUnit | undefined>();
  for (const [, list] of step.matchAll(/GLOBAL_UNIT_ASSIGNED_CONTEXT\s*\(\s*\(([^)]*)\)/g)) {
    for (const [, id] of list.matchAll(/#(\d+)/g)) {
      if (!entities.get(id)?.includes('LENGTH_UNIT')) continue;
      units.add(nameOf(millimetresOf(entities, id, 0)));
    }
  }
  return [...units];
}

/** Length in millimetres of the unit entity `id`; NaN when it cannot be told. */
function millimetresOf(entities: ReadonlyMap<string, string>, id: string, depth: number): number {
  const unit = entities.get(id);
  // A conversion refers to a unit that may itself be a conversion; a file whose units refer to each other is broken.
  if (unit === undefined || depth > 4) return Number.NaN;
  const si = /SI_UNIT\s*\(\s*(?:\.([A-Z]+)\.|\$)\s*,\s*\.METRE\.\s*\)/.exec(unit);
  if (si) return 1000 * (si[1] === undefined ? 1 : (SI_PREFIX[si[1]] ?? Number.NaN));
  const conversion = /CONVERSION_BASED_UNIT\s*\([^#]*#(\d+)\s*\)/.exec(unit);
  const measure = conversion && entities.get(conversion[1]);
  const parts = measure && /\(\s*(?:[A-Z_]+\s*\(\s*)?([-+.\dE]+)[\s)]*,\s*#(\d+)/.exec(measure);
  if (!parts) return Number.NaN;
  return Number(parts[1]) * millimetresOf(entities, parts[2], depth + 1);
}

function nameOf(millimetres: number): LengthUnit | undefined {
  const units = Object.keys(MILLIMETRES) as LengthUnit[];
  return units.find((unit) => Math.abs(millimetres / MILLIMETRES[unit] - 1) < 1e-6);
}
