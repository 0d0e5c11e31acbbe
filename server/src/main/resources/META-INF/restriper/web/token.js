// @ts-check
// The token that the server may ask for. It is kept for this tab and until it is closed, never longer.

const KEY = 'restriper-token';

/** @returns {string} empty if there is none */
export function token() {
  return sessionStorage.getItem(KEY) ?? '';
}

/** @param {string} value */
export function keepToken(value) {
  if (value === '') {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, value);
  }
}

/** @returns {Record<string, string>} the header fields that carry it */
export function credentials() {
  const value = token();
  return value === '' ? {} : { Authorization: `Bearer ${value}` };
}
