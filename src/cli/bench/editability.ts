import { type BreakCause, countMoves, type Editability } from '../../report/editability.ts';
import { inWorkers } from '../../workers/pool.node.ts';
import { validResult } from './figures.ts';
import { escapeHtml } from './html/plots.ts';
import { BENCH_WORKER, type EditJob } from './jobs.ts';
import { type SuiteRun, stopIfAborted } from './run-suites.ts';

/** The name that parameters are moved under, and the suite whose results' parameters they are. */
export const EDITABILITY = 'editability';
export const EDITED_SUITE = 'fusion-step';

/** How the parameters of a suite's results take being moved. */
export type EditabilityFigures = {
  readonly suite: string;
  /** Results that have parameters, and those of them whose parameters all hold. */
  readonly parts: number;
  readonly allHold: number;
  /** By what came of both moves; see `countMoves`. */
  readonly parameters: { readonly hold: number; readonly break: number; readonly untried: number };
  /** Why moves break, and in how many parameters' moves, the commonest cause first. */
  readonly causes: readonly { readonly cause: BreakCause; readonly moves: number }[];
  /** What became of each part's parameters, or why its program could not be built. */
  readonly results: readonly EditedPart[];
};

export type EditedPart = { readonly part: string } & (
  | { readonly checked: Editability }
  | { readonly failure: string }
);

/** A part that takes so much longer than its time limit hangs. */
const HUNG_AFTER = 60;

type EditContext = {
  /** Seconds a part. */
  readonly timeLimit: number;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
};

/** Moves every parameter of the suite's valid results. Throws `cancelled` when aborted. */
export async function moveParameters(
  { suite, outcomes }: SuiteRun,
  { timeLimit, workers, signal, onProgress }: EditContext,
): Promise<EditabilityFigures> {
  const jobs = outcomes.flatMap((outcome): EditJob[] => {
    const program = validResult(outcome)?.program;
    return program?.parameters?.length ? [{ kind: 'edit', part: outcome.part, program, timeLimit }] : [];
  });
  const pool = { script: BENCH_WORKER, workers, secondsPerJob: timeLimit + HUNG_AFTER, signal };
  const results: EditedPart[] = [];
  for await (const result of inWorkers<EditJob, Editability>(jobs, pool)) {
    stopIfAborted(signal);
    const { part } = result.job;
    results.push('answer' in result ? { part, checked: result.answer } : { part, failure: result.failure });
    onProgress(`${results.length} of ${jobs.length}: ${EDITABILITY} ${part}`);
  }
  return editabilityFigures(suite, results);
}

/** The figures of what became of parts' parameters. */
export function editabilityFigures(suite: string, results: readonly EditedPart[]): EditabilityFigures {
  const checked = results.flatMap((each) => ('checked' in each ? [each.checked] : []));
  const causes = new Map<BreakCause, number>();
  for (const { moves } of checked.flat()) {
    for (const move of moves)
      if (move.outcome === 'breaks') causes.set(move.cause, (causes.get(move.cause) ?? 0) + 1);
  }
  return {
    suite,
    parts: results.length,
    allHold: checked.filter((each) => countMoves(each).hold === each.length).length,
    parameters: countMoves(checked.flat()),
    causes: [...causes].map(([cause, moves]) => ({ cause, moves })).sort((a, b) => b.moves - a.moves),
    results,
  };
}

const HEAD = [
  'parameters moved by 10% either way',
  'parts',
  'all hold',
  'parameters',
  'hold',
  'break',
  'not tried',
];

function cellsOf({ suite, parts, allHold, parameters }: EditabilityFigures): string[] {
  const all = parameters.hold + parameters.break + parameters.untried;
  const share = (count: number): string => `${count} (${(all > 0 ? (100 * count) / all : 0).toFixed(1)}%)`;
  return [
    suite,
    String(parts),
    String(allHold),
    String(all),
    share(parameters.hold),
    share(parameters.break),
    share(parameters.untried),
  ];
}

/** The figures as a Markdown table, with why moves break. */
export function editabilityTable(figures: EditabilityFigures): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const causes = figures.causes.map(({ cause, moves }) => `- ${cause}: ${moves}\n`);
  const failures = figures.results.flatMap((each) =>
    'failure' in each ? [`- ${each.part} failed: ${each.failure}\n`] : [],
  );
  return [
    row(HEAD),
    row(HEAD.map(() => '---')),
    row(cellsOf(figures)),
    ...(causes.length > 0 ? ['\nMoves that break:\n', ...causes] : []),
    ...failures,
  ].join('');
}

/** A section of a report: the same figures, and each move that breaks. */
export function editabilitySection(figures: EditabilityFigures): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const items = brokenMoves(figures).map((text) => `<li>${escapeHtml(text)}</li>`);
  return [
    '<h2>Parameters</h2>',
    `<table><thead>${row(HEAD, 'th')}</thead><tbody>${row(cellsOf(figures), 'td')}</tbody></table>`,
    items.length > 0 ? `<h3>Moves that break</h3><ul>${items.join('')}</ul>` : '',
  ].join('\n');
}

const brokenMoves = ({ results }: EditabilityFigures): string[] =>
  results.flatMap((each) =>
    'failure' in each
      ? [`${each.part}: ${each.failure}`]
      : each.checked.flatMap(({ name, value, moves }) =>
          moves.flatMap((move) =>
            move.outcome === 'breaks'
              ? [`${each.part}: ${name} from ${value} to ${move.to}: ${move.why}`]
              : [],
          ),
        ),
  );
