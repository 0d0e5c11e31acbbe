// @ts-check
// What the API says, read again and again: when an event tells of news, and from time to time in any case.

import { WAITING, get } from './api.js';
import { count, list } from './known.js';
import { EventStream } from './stream.js';

/**
 * @typedef {import('./api.js').Part} Part
 * @typedef {{time: number, phase: string, percent: number}} Sample
 *
 * @typedef {object} Snapshot all that is known
 * @property {Part} status
 * @property {Part} protection
 * @property {Part} runs
 * @property {Part} slots
 * @property {Part} nodes
 * @property {Part} settings
 * @property {Part} space
 * @property {Part} fill
 * @property {Part} version
 * @property {number} heard when the status was heard last, in milliseconds since 1970; 0 for never
 * @property {boolean} live whether events come
 * @property {Map<string, Sample[]>} samples the progress that was seen, by the ID of the run
 */

const RESTRIPER = 'v1/cluster/protection/restriper/';

/** @type {[keyof Snapshot, string][]} */
const FAST = [
  ['status', `${RESTRIPER}status`],
  ['protection', 'v1/cluster/protection/status'],
  ['runs', `${RESTRIPER}runs/?limit=20`],
];

/** @type {[keyof Snapshot, string][]} */
const SLOW = [
  ['slots', 'v1/cluster/slots/'],
  ['nodes', 'v1/cluster/nodes/'],
  ['settings', 'v1/cluster/settings'],
  ['space', 'v1/file-system'],
  ['fill', 'web/drives.json'],
  ['version', 'v1/version'],
];

const BUSY_MILLIS = 1000;
const ALONE_MILLIS = 2000;
const QUIET_MILLIS = 5000;
const SLOW_MILLIS = 5000;

/** Events come in bursts; one reading serves a burst. */
const BURST_MILLIS = 100;

const MOST_SAMPLES = 500;

/** Keeps a snapshot up to date. */
export class Watch {
  /** @type {Snapshot} */
  #snapshot = {
    status: WAITING, protection: WAITING, runs: WAITING, slots: WAITING, nodes: WAITING, settings: WAITING,
    space: WAITING, fill: WAITING, version: WAITING, heard: 0, live: false, samples: new Map(),
  };
  /** @type {(snapshot: Snapshot) => void} */
  #changed;
  #stream;
  #timer = 0;
  #due = 0;
  #slowDue = 0;
  #reading = false;
  #wanted = false;
  #streaming = false;
  #again = false;

  /** @param {(snapshot: Snapshot) => void} changed told of each snapshot */
  constructor(changed) {
    this.#changed = changed;
    this.#stream = new EventStream(
      (event) => this.#news(event.type !== 'percent'),
      (live) => {
        this.#snapshot = { ...this.#snapshot, live };
        this.#changed(this.#snapshot);
      },
      () => this.#readIfDue(),
    );
  }

  /** Begins, or begins anew with another token. */
  start() {
    this.#hush();
    this.#wanted = true;
    this.#slowDue = 0;
    this.look();
  }

  /** Ends the stream of events. */
  stop() {
    this.#wanted = false;
    this.#hush();
  }

  #hush() {
    this.#streaming = false;
    this.#stream.close();
  }

  /** @param {Part} status tells whether the server lets this page in */
  #listenIfLetIn(status) {
    if (status.trouble === 'token') {
      this.#hush();
      this.#snapshot.live = false;
    } else if (this.#wanted && !this.#streaming) {
      this.#streaming = true;
      this.#stream.open();
    }
  }

  /** Reads at once. */
  look() {
    this.#schedule(0);
  }

  /** Browsers hold up the timers of a page that nobody sees, for a minute and more; what comes by the stream they let pass. */
  #readIfDue() {
    if (this.#timer !== 0 && Date.now() >= this.#due) {
      clearTimeout(this.#timer);
      this.#read();
    }
  }

  /** @param {boolean} all whether more than the progress may have changed */
  #news(all) {
    if (all) {
      this.#slowDue = 0;
    }
    this.#schedule(BURST_MILLIS);
  }

  /** @param {number} millis */
  #schedule(millis) {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    const due = Date.now() + millis;
    if (this.#timer !== 0 && this.#due <= due) {
      return;
    }
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#read(), millis);
  }

  async #read() {
    this.#timer = 0;
    this.#reading = true;
    this.#again = false;
    const now = Date.now();
    const slow = now >= this.#slowDue;
    if (slow) {
      this.#slowDue = now + SLOW_MILLIS;
    }
    const wanted = slow ? [...FAST, ...SLOW] : FAST;
    const parts = await read(wanted, this.#snapshot.status.trouble);
    this.#listenIfLetIn(Object.fromEntries(parts).status);
    const next = { ...this.#snapshot, ...Object.fromEntries(parts) };
    if (next.status.trouble === '') {
      next.heard = Date.now();
    } else {
      // What is shown beside a lost status is read anew as soon as it is back.
      this.#slowDue = 0;
    }
    sample(next);
    this.#snapshot = next;
    this.#changed(next);
    this.#reading = false;
    this.#schedule(this.#again ? BURST_MILLIS : this.#pause(next));
  }

  /** @param {Snapshot} snapshot */
  #pause(snapshot) {
    const status = snapshot.status.value;
    if (status?.state === 'RUNNING' || (status && status.data_at_risk !== false)) {
      return BUSY_MILLIS;
    }
    return status && snapshot.live ? QUIET_MILLIS : ALONE_MILLIS;
  }
}

/**
 * Asks for parts; only for the first, until it is known that the server lets this page in.
 *
 * @param {[keyof Snapshot, string][]} wanted
 * @param {Part['trouble']} before the trouble with the first of them
 * @returns {Promise<[string, Part][]>}
 */
async function read(wanted, before) {
  const ask = async (/** @type {[string, string]} */ [name, path]) => /** @type {[string, Part]} */ ([name, await get(path)]);
  if (before !== 'token' && before !== 'waiting') {
    return Promise.all(wanted.map(ask));
  }
  const first = await ask(wanted[0]);
  const rest = wanted.slice(1);
  return first[1].trouble === 'token'
    ? [first, ...rest.map(([name]) => /** @type {[string, Part]} */ ([name, first[1]]))]
    : [first, ...(await Promise.all(rest.map(ask)))];
}

/** @param {Snapshot} snapshot */
function sample(snapshot) {
  const status = snapshot.status.value;
  const run = list(snapshot.runs.value?.runs)[0];
  if (status?.state !== 'RUNNING' || run?.state !== 'RUNNING' || typeof status.phase !== 'string') {
    return;
  }
  const seen = snapshot.samples.get(run.id) ?? [];
  const percent = count(status.percent_complete);
  if (!Number.isNaN(percent)) {
    seen.push({ time: snapshot.heard, phase: status.phase, percent: Math.min(100, percent) });
  }
  // Of a long run every second sample goes, again and again: its shape stays.
  snapshot.samples.set(run.id, seen.length > MOST_SAMPLES ? seen.filter((_, at) => at % 2 === 0) : seen);
  for (const id of snapshot.samples.keys()) {
    if (snapshot.samples.size > 20) {
      snapshot.samples.delete(id);
    }
  }
}
