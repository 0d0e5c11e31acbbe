// @ts-check
// Is the data safe? Decided here, apart from how it is shown. What is not known is never taken for good news.

import {
  BLOCKED_CODES, NODE_STATES, PHASES, PROTECTION_TYPES, RUN_STATES, SLOT_STATES, STATES, count, isKnown, list, newestRun,
} from './known.js';
import { bytes, moment, plural } from './words.js';

/** What was heard longer ago than this is not taken for what is. */
export const STALE_MILLIS = 20_000;

/**
 * @typedef {object} Verdict
 * @property {'protected' | 'risk' | 'unknown'} level
 * @property {string} sentence the answer in one sentence
 * @property {string[]} details what is behind it, a sentence each
 */

/**
 * Answers whether data is safe.
 *
 * @param {import('./watch.js').Snapshot} snapshot
 * @param {number} now in milliseconds since 1970
 * @returns {Verdict}
 */
export function judge(snapshot, now) {
  const lost = lostServer(snapshot, now);
  if (lost.length > 0) {
    return unknown(lost);
  }
  const status = snapshot.status.value;
  const strange = strangers(snapshot);
  if (status.data_at_risk === true) {
    return { level: 'risk', sentence: 'Your data is at risk.', details: [...risk(snapshot), ...strange] };
  }
  if (strange.length > 0) {
    return unknown(strange);
  }
  return { level: 'protected', sentence: 'Your data is protected.', details: tolerance(snapshot) };
}

/** @param {string[]} details @returns {Verdict} */
function unknown(details) {
  return { level: 'unknown', sentence: 'It is not known whether your data is safe.', details };
}

/** @param {import('./watch.js').Snapshot} snapshot @param {number} now */
function lostServer(snapshot, now) {
  const { status, heard } = snapshot;
  const last = heard === 0 ? [] : [`The last answer came ${moment(new Date(heard).toISOString())}.`];
  if (status.trouble !== '') {
    return [status.message, ...(status.trouble === 'lost' ? last : [])];
  }
  return now - heard > STALE_MILLIS ? ['The server has not been heard for a while.', ...last] : [];
}

/**
 * What the server says that this page does not know.
 *
 * @param {import('./watch.js').Snapshot} snapshot
 * @returns {string[]} a sentence each
 */
export function strangers(snapshot) {
  /** @type {string[]} */
  const found = [];
  /** @param {boolean} known @param {string} what @param {unknown} value */
  const expect = (known, what, value) => {
    if (!known) {
      found.push(`The server says ${shown(value)} ${what}, which this page does not know.`);
    }
  };
  const status = snapshot.status.value;
  expect(isKnown(STATES, status.state), 'as the state', status.state);
  expect(isKnown(['', ...PHASES], status.phase), 'as the phase', status.phase);
  expect(typeof status.data_at_risk === 'boolean', 'as whether data is at risk', status.data_at_risk);
  expect(typeof status.blocked_reason === 'string', 'as the reason why work is blocked', status.blocked_reason);
  const protection = snapshot.protection.value;
  if (protection) {
    const type = protection.protection_system_type;
    expect(isKnown(PROTECTION_TYPES, type), 'as the kind of protection', type);
  }
  for (const slot of list(snapshot.slots.value)) {
    expect(isKnown([...SLOT_STATES.keys()], slot.state), `as the state of slot ${slot.id}`, slot.state);
  }
  for (const node of list(snapshot.nodes.value)) {
    expect(isKnown(NODE_STATES, node.node_status), `as the state of node ${node.id}`, node.node_status);
  }
  const run = newestRun(snapshot);
  if (run) {
    expect(isKnown(RUN_STATES, run.state), 'as the state of the newest run', run.state);
    for (const phase of list(run.phases)) {
      expect(isKnown(PHASES, phase.phase), 'as a phase of the newest run', phase.phase);
    }
    for (const blocked of list(run.blocked)) {
      expect(isKnown(BLOCKED_CODES, blocked.code), 'as the reason why work is blocked', blocked.code);
    }
  }
  return [...new Set(found)].slice(0, 5);
}

/** @param {unknown} value */
function shown(value) {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}

/** @param {import('./watch.js').Snapshot} snapshot */
function risk(snapshot) {
  const run = newestRun(snapshot);
  const levels = list(run?.at_risk);
  if (levels.length === 0) {
    const why = snapshot.runs.trouble === 'missing' ? 'The server does not tell how much.' : 'How much is not known yet.';
    return [why, ...tolerance(snapshot)];
  }
  return levels.map((level) => atLevel(level, run.state !== 'RUNNING'));
}

/** @param {any} level @param {boolean} then */
function atLevel(level, then) {
  const amount = bytes(level.bytes);
  const left = level.remaining_failures;
  const when = then ? ' That was when the last run ended.' : '';
  if (left === -1) {
    return `${amount} cannot be read any more, for now or for good.${when}`;
  }
  if (Number.isNaN(count(left))) {
    return `${amount} can bear an unknown number of failures.${when}`;
  }
  return left === 0
    ? `${amount} can bear no more failure: the next one loses data.${when}`
    : `${amount} can bear ${left} more ${left === 1 ? 'failure' : 'failures'}.${when}`;
}

/** @param {import('./watch.js').Snapshot} snapshot */
function tolerance(snapshot) {
  const protection = snapshot.protection.value;
  if (!protection) {
    return ['How many failures it can bear is not told.'];
  }
  const drives = count(protection.remaining_drive_failures);
  const nodes = count(protection.remaining_node_failures);
  const both = [
    Number.isNaN(drives) ? 'an unknown number of drives' : `${plural(drives, 'drive')}`,
    Number.isNaN(nodes) ? ', or an unknown number of nodes,' : nodes > 0 ? `, or ${plural(nodes, 'node')},` : '',
  ];
  return [`${both.join('')} may fail now without loss of data.`.replace(/^0 drives may/, 'No drive may')
    .replace(/^an/, 'An')];
}
