// @ts-check
// The server's stream of events, kept open as well as can be.

import { SseParser } from './sse.js';
import { credentials, token } from './token.js';

const PATH = 'v1/cluster/protection/restriper/events';

/** The server says something every 15 seconds, if only that there is no news. */
const SILENCE_MILLIS = 40_000;

/** After this the page looks again whether a server without events has them. */
const ABSENT_MILLIS = 60_000;

/** Tells of events as they come. */
export class EventStream {
  #parser = new SseParser();
  /** @type {(event: import('./sse.js').ServerEvent) => void} */
  #heard;
  /** @type {(live: boolean) => void} */
  #changed;
  /** @type {() => void} */
  #alive;
  #connection = new AbortController();
  #closed = false;
  #timer = 0;

  /**
   * @param {(event: import('./sse.js').ServerEvent) => void} heard told of each event
   * @param {(live: boolean) => void} changed told when events begin and cease to come
   * @param {() => void} alive told whenever anything comes, if only that there is no news
   */
  constructor(heard, changed, alive) {
    this.#heard = heard;
    this.#changed = changed;
    this.#alive = alive;
  }

  /** Connects, and again whenever the connection ends. Never rejected. */
  async open() {
    this.#closed = false;
    clearTimeout(this.#timer);
    this.#connection.abort();
    const connection = new AbortController();
    this.#connection = connection;
    const wait = await this.#listen(connection);
    if (connection !== this.#connection || this.#closed) {
      return;
    }
    this.#changed(false);
    this.#timer = setTimeout(() => this.open(), wait);
  }

  /** Ends the connection for good. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#connection.abort();
  }

  /** @param {AbortController} connection @returns {Promise<number>} after how many milliseconds to connect again */
  async #listen(connection) {
    let silence = setTimeout(() => connection.abort(), SILENCE_MILLIS);
    this.#parser.restart();
    try {
      const last = this.#parser.lastId;
      const answer = await fetch(PATH, {
        headers: { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}), ...credentials(token()) },
        cache: 'no-store',
        credentials: 'omit',
        signal: connection.signal,
      });
      const isStream = (answer.headers.get('Content-Type') ?? '').startsWith('text/event-stream');
      if (!answer.ok || !isStream || answer.body === null) {
        connection.abort();
        return ABSENT_MILLIS;
      }
      this.#changed(true);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          break;
        }
        clearTimeout(silence);
        silence = setTimeout(() => connection.abort(), SILENCE_MILLIS);
        this.#parser.take(value).forEach(this.#heard);
        this.#alive();
      }
    } catch {
      // Whether the server is lost is decided by the status, which is asked for all the time.
      return this.#parser.retryMillis;
    } finally {
      clearTimeout(silence);
    }
    return this.#parser.retryMillis;
  }
}
