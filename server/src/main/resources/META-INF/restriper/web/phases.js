// @ts-check
// The five phases as a path, and how far the current one is.

import { byId, el, show } from './dom.js';
import { PHASES, count, isKnown, list, newestRun } from './known.js';
import { duration, percent, range, rate } from './words.js';

const MEANINGS = new Map([
  ['PLANNING', 'finds out what has to be done'],
  ['REPROTECT', 'rebuilds what is lost or corrupt'],
  ['PARTITIONED_REBALANCE', 'makes room for another encoding'],
  ['TRANSCODE', 're-encodes files'],
  ['REBALANCE', 'levels the fill of the drives'],
]);

const GAPS = new Map([
  ['PLANNING', 'It is not known yet how much there is to do.'],
  ['NOTHING_DONE', 'Nothing is done yet, so the time left cannot be told.'],
  ['STALLED', 'It gets no further.'],
  ['ENDED', 'The phase is over.'],
]);

/** @param {import('./watch.js').Snapshot} snapshot */
export function showPhases(snapshot) {
  const status = snapshot.status.value;
  const run = newestRun(snapshot);
  show(byId('phases-now'), [el('p', { id: 'doing' }, doing(status))]);
  const steps = PHASES.map((phase) => step(phase, status, run, snapshot));
  if (status && status.phase !== '' && !isKnown(PHASES, status.phase)) {
    steps.push(el('li.current.strange', { 'data-phase': String(status.phase), 'aria-current': 'step' },
      el('h3', {}, String(status.phase)), el('p', {}, 'A phase that this page does not know.')));
  }
  show(byId('path'), steps);
}

/** @param {any} status */
function doing(status) {
  switch (status?.state) {
    case undefined:
      return 'What the restriper does is not known.';
    case 'NOT_STARTED':
      return 'No run was needed yet.';
    case 'RUNNING':
      return `A run is going on, in the phase ${status.phase}.`;
    case 'FINISHED':
      return status.blocked_reason === ''
        ? 'The last run has done all its work.'
        : 'The last run could not do all its work.';
    default:
      return `The restriper is in a state that this page does not know: ${status.state}.`;
  }
}

/**
 * @param {string} phase
 * @param {any} status
 * @param {any} run
 * @param {import('./watch.js').Snapshot} snapshot
 */
function step(phase, status, run, snapshot) {
  const running = status?.state === 'RUNNING';
  const current = running && status.phase === phase;
  const report = list(run?.phases).filter((each) => each.phase === phase).at(-1);
  const name = el('h3', {}, phase.split('_').flatMap((word, at) => (at === 0 ? [word] : ['_', el('wbr'), word])));
  const meaning = el('p.meaning', {}, MEANINGS.get(phase));
  if (current) {
    return el('li.current', { 'data-phase': phase, 'aria-current': 'step' }, name, meaning,
      progress(phase, status), ...pace(status, report, snapshot));
  }
  // Of a status without its run, or with that of another moment, only what the status says is shown.
  const told = status && report && (running ? run.state === 'RUNNING' : true);
  return el(told ? 'li.past' : 'li.ahead', { 'data-phase': phase }, name, meaning, told ? past(report) : null);
}

/** @param {string} phase @param {any} status */
function progress(phase, status) {
  const value = count(status.percent_complete);
  return el('p.progress', {},
    el('progress', { max: 100, value: Number.isNaN(value) ? undefined : Math.min(100, value), 'aria-label': `Progress of ${phase}` }),
    ' ', el('span', { id: 'percent' }, percent(status.percent_complete)));
}

/** @param {any} report */
function past(report) {
  return el('p.small', {}, report.phase === 'PLANNING'
    ? `took ${duration(report.elapsed_seconds)}`
    : `${percent(report.percent_complete)} in ${duration(report.elapsed_seconds)}`);
}

/**
 * @param {any} status
 * @param {any} report of the run, if the server tells of runs
 * @param {import('./watch.js').Snapshot} snapshot
 * @returns {Element[]}
 */
function pace(status, report, snapshot) {
  if (report) {
    const estimate = report.estimated_seconds_left;
    const left = estimate
      ? `${range(estimate.low, estimate.high)} left`
      : GAPS.get(report.estimate_gap) ?? 'How long it takes yet is not known.';
    return [
      el('p.small', { id: 'rate' }, rate(report.bytes_per_second)),
      el('p.small', { id: 'eta' }, left),
    ];
  }
  const done = count(status.percent_complete);
  const elapsed = count(status.elapsed_seconds);
  if (snapshot.runs.trouble !== 'missing' || !(done > 0) || Number.isNaN(elapsed)) {
    return [el('p.small', { id: 'eta' }, 'How long it takes yet is not known.')];
  }
  const left = (elapsed * (100 - done)) / done;
  return [el('p.small', { id: 'eta' }, `a guess: ${range(left / 2, left * 2)} left`)];
}
