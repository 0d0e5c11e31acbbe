// @ts-check
// What is blocked and what to do, and what is beyond repair.

import { byId, el, show } from './dom.js';
import { BLOCKED_CODES, count, isKnown, list, newestRun } from './known.js';
import { bytes, moment, plural } from './words.js';

/** @param {import('./watch.js').Snapshot} snapshot */
export function showTrouble(snapshot) {
  const status = snapshot.status.value;
  const run = newestRun(snapshot);
  const blocked = list(run?.blocked);
  const failed = list(run?.failed);
  const reason = typeof status?.blocked_reason === 'string' ? status.blocked_reason : '';
  const quiet = status && reason === '' && blocked.length === 0 && failed.length === 0;
  byId('trouble').hidden = Boolean(quiet);
  show(byId('trouble-now'), [
    blocked.length > 0 && el('ul.cards', {}, blocked.map(card)),
    left(count(run?.blocked_total) - listed(blocked), 'piece', 'of work that cannot be done'),
    blocked.length > 0 && reason !== ''
      ? el('details', {}, el('summary', {}, 'In the words of the status'), sentence(status, reason))
      : sentence(status, reason),
    failed.length > 0 && el('h3', {}, 'Beyond repair'),
    failed.length > 0 && el('ul', {}, failed.map((each) => el('li', {}, each.message))),
    left(count(run?.failed_total) - failed.length, 'stripe', 'beyond repair'),
  ]);
}

/** @param {any} status @param {string} reason */
function sentence(status, reason) {
  return el('p', { id: 'blocked-reason' }, status ? reason : 'Whether anything is blocked is not known.');
}

/** @param {any[]} blocked @returns {number} pieces of work that are behind the reasons */
function listed(blocked) {
  return blocked.reduce((sum, each) => sum + count(each.work?.stripes), 0);
}

/** @param {number} number @param {string} noun @param {string} rest */
function left(number, noun, rest) {
  return number > 0 && el('p.small', {}, `Not listed: ${plural(number, noun)} ${rest}.`);
}

/** @param {any} blocked */
function card(blocked) {
  const known = isKnown(BLOCKED_CODES, blocked.code);
  const name = String(blocked.subject?.name ?? '');
  return el('li.card', { 'data-key': `${blocked.code} ${name}`, 'data-code': String(blocked.code) },
    el('h3', {}, `${blocked.code}${name === '' ? '' : `: ${name}`}`),
    known ? null : el('p', {}, 'A reason that this page does not know.'),
    el('p.message', {}, String(blocked.message)),
    el('p.remedy', {}, el('strong', {}, 'What to do: '), String(blocked.remedy)),
    el('p.small', {}, `${bytes(blocked.work?.bytes)} of work, since ${moment(blocked.since)}`));
}
