import { countMoves, type Editability, type ParameterMoves } from '../report/editability.ts';
import { countText, numberText } from './text.ts';

type Row = readonly [string, string];

/** What came of moving parameters, for people: how many hold, and a row for each that breaks. */
export function editabilityRows(checked: Editability): Row[] {
  const count = countMoves(checked);
  const summary = [
    `${count.hold} of ${countText(checked.length, 'parameter')} hold when moved by 10% either way`,
    ...(count.untried > 0 ? [`${count.untried} not tried for want of time`] : []),
  ].join(', ');
  return [['edits', summary], ...checked.flatMap(brokenRows)];
}

function brokenRows({ name, value, moves }: ParameterMoves): Row[] {
  return moves.flatMap((move): Row[] =>
    move.outcome === 'breaks'
      ? [['breaks', `${name} from ${numberText(value)} to ${numberText(move.to)}: ${move.why}`]]
      : [],
  );
}
