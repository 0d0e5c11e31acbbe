// @ts-check
// The answer at first glance.

import { byId, el, show } from './dom.js';

const MARKS = { protected: '✓', risk: '!', unknown: '?' };
const TITLES = { protected: 'Protected', risk: 'At risk', unknown: 'Unknown' };

/**
 * Shows the answer. What is read aloud changes only when the answer does.
 *
 * @param {import('./judge.js').Verdict} verdict
 */
export function showVerdict(verdict) {
  const section = byId('verdict');
  section.dataset.level = verdict.level;
  show(section, [
    el('span.mark', { 'aria-hidden': 'true' }, MARKS[verdict.level]),
    el('div.words', {},
      el('p.sentence', { id: 'sentence', role: 'status', 'aria-live': 'polite' }, verdict.sentence),
      el('ul.details', { id: 'details' }, verdict.details.map((detail) => el('li', {}, detail)))),
  ]);
  document.title = `${TITLES[verdict.level]} · Restriper`;
}
