// @ts-check
// The timeline of the runs, and one of them in detail.

import { byId, el, show } from './dom.js';
import { RUN_STATES, count, isKnown, list } from './known.js';
import { plot } from './plot.js';
import { bytes, duration, moment, percent, plural, rate } from './words.js';

/**
 * @param {import('./watch.js').Snapshot} snapshot
 * @param {string} chosen ID of the run to tell of; empty for the newest
 */
export function showRuns(snapshot, chosen) {
  const runs = list(snapshot.runs.value?.runs);
  if (runs.length === 0) {
    show(byId('runs-now'), [el('p', { id: 'no-runs' }, none(snapshot))]);
    return;
  }
  const run = runs.find((each) => each.id === chosen) ?? runs[0];
  show(byId('runs-now'), [
    el('div.chart', { id: 'chart' },
      el('h3', {}, `Run ${run.id}: ${run.cause}`),
      plot(run, snapshot.samples.get(run.id) ?? []),
      legend(run),
      phases(run)),
    el('ol.timeline', { id: 'timeline', 'aria-label': 'Runs, the newest first' }, runs.map((each) => entry(each, each === run))),
  ]);
}

/** @param {import('./watch.js').Snapshot} snapshot */
function none(snapshot) {
  switch (snapshot.runs.trouble) {
    case '':
      return 'There was no run yet.';
    case 'missing':
      return 'This server does not tell of its runs.';
    default:
      return `The runs are not known. ${snapshot.runs.message}`;
  }
}

/** @param {any} run @param {boolean} chosen */
function entry(run, chosen) {
  const seconds = (Date.parse(run.finished_at ?? run.as_of) - Date.parse(run.started_at)) / 1000;
  const end = run.state === 'RUNNING' ? 'going on for' : isKnown(RUN_STATES, run.state) ? 'took' : `unknown (${run.state}),`;
  const blocked = count(run.blocked_total);
  const failed = count(run.failed_total);
  return el('li', { 'data-key': `run-${run.id}`, 'data-state': String(run.state) },
    el('button', { type: 'button', 'data-run': String(run.id), 'aria-pressed': String(chosen) },
      el('strong', {}, `Run ${run.id}`), ` ${run.cause} `,
      el('span.small', {}, `${moment(run.started_at)}, ${end} ${duration(seconds)}`),
      blocked > 0 && el('span.bad', {}, ` ${plural(blocked, 'piece')} of work blocked`),
      failed > 0 && el('span.bad', {}, ` ${plural(failed, 'stripe')} beyond repair`)));
}

/** @param {any} run */
function legend(run) {
  const names = [...new Set(list(run.phases).map((phase) => String(phase.phase)))].filter((name) => name !== 'PLANNING');
  return el('ul.legend', { 'aria-hidden': 'true' },
    names.map((name) => el(`li.phase-${name.toLowerCase()}`, {}, name)));
}

/** @param {any} run */
function phases(run) {
  const head = ['phase', 'began', 'took', 'done', 'of', 'percent', 'average rate'];
  return el('div.wide', { tabindex: '0', role: 'region', 'aria-label': `Phases of run ${run.id}` },
    el('table', {},
      el('thead', {}, el('tr', {}, head.map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, list(run.phases).map((phase) => el('tr', {},
        el('th', { scope: 'row' }, String(phase.phase)),
        el('td', {}, moment(phase.started_at)),
        el('td', {}, duration(phase.elapsed_seconds)),
        el('td', {}, bytes(phase.done?.bytes)),
        el('td', {}, bytes(phase.total?.bytes)),
        el('td', {}, percent(phase.percent_complete)),
        el('td', {}, rate(phase.average_bytes_per_second)))))));
}
