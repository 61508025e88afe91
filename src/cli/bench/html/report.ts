import type { Outcome } from '../case.ts';
import { causesOf } from '../causes.ts';
import { type Moved, movedText } from '../compare-runs.ts';
import { DARKEST_FROM } from '../draw-case.ts';
import { type Figures, iouOf, validResult } from '../figures.ts';
import type { SuiteRun, WorstPart } from '../run-suites.ts';
import { columnsOf } from '../table.ts';
import { escapeHtml, evenBins, histogram, powerBins } from './plots.ts';

/** What a report shows; a section is HTML that a suite adds of its own. */
export type ReportContent = {
  readonly about: string;
  readonly figures: readonly Figures[];
  readonly suites: readonly (SuiteRun & { readonly worst: readonly WorstPart[] })[];
  readonly moved: readonly Moved[];
  readonly sections: readonly string[];
};

/** A benchmark's results as one HTML page that needs nothing else: figures, distributions, causes, worst parts. */
export function htmlReport({ about, figures, suites, moved, sections }: ReportContent): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>cadtrace bench</title><style>${STYLE}</style></head><body>`,
    `<h1>cadtrace bench</h1><p>${escapeHtml(about)}</p>`,
    figures.length > 0 ? figuresTable(figures) : '',
    ...moved.map(
      (each) => `<h2>${escapeHtml(each.suite)}: what moved</h2><pre>${escapeHtml(movedText(each))}</pre>`,
    ),
    ...suites.map(suiteSection),
    ...sections,
    '</body></html>\n',
  ].join('\n');
}

function figuresTable(figures: readonly Figures[]): string {
  const columns = columnsOf(figures);
  const head = columns.map(([heading]) => `<th>${escapeHtml(heading)}</th>`).join('');
  const rows = figures.map(
    (each) => `<tr>${columns.map(([, cell]) => `<td>${escapeHtml(cell(each))}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function suiteSection({ suite, outcomes, worst }: ReportContent['suites'][number]): string {
  const causes = causesOf(outcomes).map(
    ({ cause, parts }) => `<li>${escapeHtml(cause)}: ${parts.length} (${escapeHtml(parts.join(', '))})</li>`,
  );
  return [
    `<h2>${escapeHtml(suite)}</h2>`,
    `<div class="plots">${plotsOf(outcomes).join('')}</div>`,
    causes.length > 0 ? `<h3>Not exact, by cause</h3><ul>${causes.join('')}</ul>` : '<p>All exact.</p>',
    worst.length > 0
      ? `<h3>The worst</h3><p>Darkest red is ${100 * DARKEST_FROM}% of the diagonal or more away from the target.</p><div class="worst">${worst.map(worstPart).join('')}</div>`
      : '',
  ].join('\n');
}

function plotsOf(outcomes: readonly Outcome[]): string[] {
  const results = outcomes.flatMap((outcome) => validResult(outcome) ?? []);
  const steps = results.map((result) => result.steps);
  const designed = outcomes.flatMap(({ designerSteps }) => designerSteps ?? []);
  return [
    histogram(
      '1 - IoU (invalid as 1)',
      [{ name: 'parts', values: outcomes.map((outcome) => 1 - iouOf(outcome)) }],
      powerBins(-8, 0, 2),
    ),
    histogram(
      '95th percentile of the deviation, over the diagonal',
      [{ name: 'parts', values: results.map(({ deviation }) => deviation.p95) }],
      powerBins(-8, 0, 2),
    ),
    histogram(
      'seconds',
      [{ name: 'parts', values: outcomes.map(({ seconds }) => seconds) }],
      powerBins(-2, 2, 4),
    ),
    histogram(
      'steps',
      [
        { name: 'ours', values: steps },
        ...(designed.length > 0 ? [{ name: "the designer's", values: designed }] : []),
      ],
      evenBins(1, 21, 20, 0),
    ),
  ];
}

function worstPart({ outcome, pictures }: WorstPart): string {
  const result = validResult(outcome);
  if (!result) return '';
  const { iou, steps, deviation } = result;
  const images = pictures
    ? (['target', 'result', 'deviation'] as const).map(
        (name) =>
          `<figure><img src="data:image/png;base64,${pictures[name]}" alt="${name}"><figcaption>${name}</figcaption></figure>`,
      )
    : ['<p>It could not be drawn.</p>'];
  const facts = `IoU ${iou.toFixed(4)}, ${steps} steps, deviation up to ${(100 * deviation.max).toFixed(2)}% of the diagonal, ${outcome.seconds.toFixed(1)} s`;
  return `<section><h4>${escapeHtml(outcome.part)}</h4><p>${escapeHtml(facts)}</p><div class="pictures">${images.join('')}</div></section>`;
}

const STYLE = `
:root { color-scheme: light; --line: #d5d9df; --text: #1d2733; --soft: #5b6775 }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: #fff; max-width: 1280px; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem } h2 { margin-top: 2.4rem; border-top: 1px solid var(--line); padding-top: 1rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .5rem; text-align: right; white-space: nowrap }
th:first-child, td:first-child { text-align: left }
th { color: var(--soft); font-weight: 600; white-space: normal; vertical-align: bottom }
pre { background: #f5f6f8; padding: .8rem; overflow-x: auto }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1rem }
svg text { font: 11px system-ui, sans-serif; fill: var(--soft) } svg .title { font-size: 13px; font-weight: 600; fill: var(--text) }
svg .axis { stroke: var(--line) }
.worst { display: grid; grid-template-columns: repeat(auto-fill, minmax(500px, 1fr)); gap: 1.2rem }
.pictures { display: flex; gap: .4rem } figure { margin: 0; flex: 1 } img { width: 100%; border: 1px solid var(--line) }
figcaption { text-align: center; color: var(--soft) } h4, section p { margin: 0 }
`;
