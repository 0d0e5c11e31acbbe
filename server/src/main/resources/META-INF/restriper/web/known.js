// @ts-check
// The values of the contract that this page knows. Whatever else comes is shown as unknown.

export const STATES = ['NOT_STARTED', 'RUNNING', 'FINISHED'];

/** The phases in the order in which a run does them. */
export const PHASES = ['PLANNING', 'REPROTECT', 'PARTITIONED_REBALANCE', 'TRANSCODE', 'REBALANCE'];

export const RUN_STATES = ['RUNNING', 'FINISHED'];

export const PROTECTION_TYPES = ['PROTECTION_SYSTEM_TYPE_EC'];

export const BLOCKED_CODES = [
  'NOT_ENOUGH_DRIVES', 'NOT_ENOUGH_ROOM', 'DRIVES_MISSING', 'DATA_UNAVAILABLE', 'DATA_LOST', 'TASK_FAILED', 'STALLED',
];

export const NODE_STATES = ['online', 'offline'];

/** What the states of a slot mean, in a word for people. */
export const SLOT_STATES = new Map([
  ['empty', 'empty'],
  ['healthy', 'healthy'],
  ['missing', 'missing'],
  ['dead', 'dead'],
  ['wrong_node', 'of another node'],
  ['wrong_cluster', 'of another cluster'],
  ['wrong_version', 'in another format'],
]);

/**
 * Whether a value is one of a list, and of the type of the list's.
 *
 * @param {readonly string[]} known what it may be
 * @param {unknown} value what came
 * @returns {boolean}
 */
export function isKnown(known, value) {
  return typeof value === 'string' && known.includes(value);
}

/**
 * A count that came as a number or as a string of digits.
 *
 * @param {unknown} value what came
 * @returns {number} NaN if it is no count
 */
export function count(value) {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value >= 0 ? value : NaN;
  }
  return typeof value === 'string' && /^[0-9]{1,30}$/.test(value) ? Number(value) : NaN;
}

/**
 * The elements of what should be a list.
 *
 * @param {unknown} value what came
 * @returns {any[]} empty if it is none; elements that are no objects are left out
 */
export function list(value) {
  return Array.isArray(value) ? value.filter((each) => each !== null && typeof each === 'object') : [];
}

/**
 * The newest run that is told.
 *
 * @param {import('./watch.js').Snapshot} snapshot
 * @returns {any | undefined}
 */
export function newestRun(snapshot) {
  return list(snapshot.runs.value?.runs)[0];
}
