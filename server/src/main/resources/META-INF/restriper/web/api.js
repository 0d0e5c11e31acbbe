// @ts-check
// One call of the API: what it says, or why it says nothing.

import { credentials, forgetToken, question, token } from './token.js';

const PATIENCE_MILLIS = 10_000;

/** What the server answers to those whom it does not let in: they have no token, a wrong one, or sent too many of these. */
const NOT_LET_IN = [401, 429];

/**
 * What is known of one resource.
 *
 * @typedef {object} Part
 * @property {any} value what it said; undefined if it said nothing that can be used
 * @property {'' | 'waiting' | 'missing' | 'token' | 'refused' | 'lost'} trouble why there is no value
 * @property {string} message the trouble in a sentence
 */

/** @type {Part} */
export const WAITING = { value: undefined, trouble: 'waiting', message: 'The server has not answered yet.' };

/**
 * Asks for JSON.
 *
 * @param {string} path such as "v1/version"
 * @returns {Promise<Part>} never rejected
 */
export async function get(path) {
  /** @type {Response} */
  let answer;
  const sent = token();
  try {
    answer = await fetch(path, {
      headers: { Accept: 'application/json', ...credentials(sent) },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MILLIS),
    });
    if (answer.ok) {
      return said(await answer.json());
    }
  } catch (failure) {
    return failure instanceof SyntaxError
      ? trouble('refused', 'The server answers with something that is not JSON.')
      : trouble('lost', 'The server does not answer.');
  }
  const reason = await description(answer);
  if (NOT_LET_IN.includes(answer.status)) {
    forgetToken(sent, reason);
    return trouble('token', question());
  }
  return trouble(answer.status === 404 ? 'missing' : 'refused', reason);
}

/** @param {any} value @returns {Part} */
function said(value) {
  return value === null || typeof value !== 'object'
    ? trouble('refused', 'The server answers with something that this page does not understand.')
    : { value, trouble: '', message: '' };
}

/** @param {Part['trouble']} kind @param {string} message @returns {Part} */
function trouble(kind, message) {
  return { value: undefined, trouble: kind, message };
}

/** @param {Response} answer */
async function description(answer) {
  try {
    const error = await answer.json();
    if (typeof error.description === 'string' && error.description !== '') {
      return error.description;
    }
  } catch {
    return `The server answers with the status ${answer.status} and no reason.`;
  }
  return `The server answers with the status ${answer.status}.`;
}
