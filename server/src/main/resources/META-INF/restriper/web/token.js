// @ts-check
// The token that the server may ask for. It is kept in the memory of this page and nowhere else: no store and no cookie of
// the browser has it, and it is gone when the page is.

let value = '';
let refusal = '';

/** @param {string} given */
export function useToken(given) {
  value = given;
  refusal = '';
}

/**
 * The server does not take a token: it is forgotten, as to send it again would only count against this machine.
 *
 * @param {string} refused that was sent, which may not be the one of now
 * @param {string} why the server's reason
 */
export function forgetToken(refused, why) {
  if (refused !== '' && refused === value) {
    value = '';
    refusal = why;
  }
}

/** @returns {string} what to say to the person from whom a token is wanted */
export function question() {
  return refusal === '' ? 'The server asks for a token.' : `The server does not take this token. ${refusal}`;
}

/** @returns {string} empty if there is none */
export function token() {
  return value;
}

/** @param {string} sent a token @returns {Record<string, string>} the header fields that carry it */
export function credentials(sent) {
  return sent === '' ? {} : { Authorization: `Bearer ${sent}` };
}
