// @ts-check
// Server-Sent Events taken from text that comes in pieces, by the HTML standard's rules. The browser's own reader cannot
// send a token.

/**
 * @typedef {object} ServerEvent
 * @property {string} type
 * @property {string} data
 */

/** Takes in text and gives out events. */
export class SseParser {
  /** The ID of the last event; empty if none had one. */
  lastId = '';

  /** How long the server wants a reader to wait before it comes again. */
  retryMillis = 2000;

  #rest = '';
  #id = '';
  #type = '';
  /** @type {string[]} */
  #data = [];

  /**
   * @param {string} text what has come
   * @returns {ServerEvent[]} the events that it completes
   */
  take(text) {
    this.#rest += text;
    /** @type {ServerEvent[]} */
    const events = [];
    for (;;) {
      const end = this.#rest.search(/[\r\n]/);
      // A carriage return at the very end may be half of a line end.
      if (end < 0 || (this.#rest[end] === '\r' && end === this.#rest.length - 1)) {
        return events;
      }
      const line = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end + (this.#rest.startsWith('\r\n', end) ? 2 : 1));
      const event = this.#line(line);
      if (event) {
        events.push(event);
      }
    }
  }

  /** @param {string} line @returns {ServerEvent | undefined} */
  #line(line) {
    if (line === '') {
      return this.#dispatch();
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') {
      this.#data.push(value);
    } else if (field === 'event') {
      this.#type = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
    } else if (field === 'retry' && /^[0-9]{1,6}$/.test(value)) {
      this.retryMillis = Number(value);
    }
    return undefined;
  }

  #dispatch() {
    this.lastId = this.#id;
    const event = this.#data.length > 0 ? { type: this.#type || 'message', data: this.#data.join('\n') } : undefined;
    this.#type = '';
    this.#data = [];
    return event;
  }

  /** Forgets a half of an event, before another connection. */
  restart() {
    this.#rest = '';
    this.#id = this.lastId;
    this.#type = '';
    this.#data = [];
  }
}
