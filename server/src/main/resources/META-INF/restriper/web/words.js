// @ts-check
// Amounts and times in words for people.

import { count } from './known.js';

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/**
 * @param {unknown} amount bytes, as a number or a string of digits
 * @returns {string} such as "1.5 GiB"
 */
export function bytes(amount) {
  let value = count(amount);
  if (Number.isNaN(value)) {
    return 'an unknown amount';
  }
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`;
}

/**
 * @param {unknown} perSecond bytes a second
 * @returns {string}
 */
export function rate(perSecond) {
  const value = count(perSecond);
  return Number.isNaN(value) ? 'at an unknown rate' : `${bytes(Math.round(value))}/s`;
}

/**
 * @param {unknown} percentage 0 to 100
 * @returns {string} rounded down, so that 100 is said only when it is so
 */
export function percent(percentage) {
  const value = count(percentage);
  return Number.isNaN(value) || value > 100 ? 'unknown' : `${Math.floor(value * 10) / 10} %`;
}

const STEPS = /** @type {const} */ ([
  [1, 'second'], [60, 'minute'], [3600, 'hour'], [86400, 'day'],
]);

/** @param {number} seconds */
function step(seconds) {
  return [...STEPS].reverse().find(([size]) => seconds >= size * 1.5) ?? STEPS[0];
}

/**
 * @param {unknown} seconds
 * @returns {string} such as "3 minutes"
 */
export function duration(seconds) {
  const value = count(seconds);
  if (Number.isNaN(value)) {
    return 'an unknown time';
  }
  const [size, name] = step(value);
  return plural(Math.round(value / size), name);
}

/**
 * @param {unknown} low seconds
 * @param {unknown} high seconds
 * @returns {string} such as "2 to 3 minutes" or "50 seconds to 2 minutes"
 */
export function range(low, high) {
  const [from, to] = [count(low), count(high)];
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return 'an unknown time';
  }
  const [size] = step(to);
  const first = Math.round(from / size);
  if (size !== step(from)[0]) {
    return `${duration(from)} to ${duration(to)}`;
  }
  return first === Math.round(to / size) ? `about ${duration(to)}` : `${first} to ${duration(to)}`;
}

/**
 * @param {number} number
 * @param {string} noun that takes an s
 * @returns {string} such as "1 drive" or "2 drives"
 */
export function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * @param {unknown} time RFC 3339
 * @returns {string} date and time of day where the reader is
 */
export function moment(time) {
  const date = new Date(typeof time === 'string' ? time : NaN);
  return Number.isNaN(date.getTime())
    ? 'at an unknown time'
    : date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}
