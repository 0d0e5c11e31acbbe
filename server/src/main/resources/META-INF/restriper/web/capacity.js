// @ts-check
// How much fits, and how it is protected.

import { byId, el, show } from './dom.js';
import { count } from './known.js';
import { bytes, percent, plural } from './words.js';

/** @param {import('./watch.js').Snapshot} snapshot */
export function showCapacity(snapshot) {
  show(byId('capacity-now'), [...space(snapshot), encoding(snapshot)]);
}

/** @param {import('./watch.js').Snapshot} snapshot */
function space(snapshot) {
  const { value, message } = snapshot.space;
  const total = count(value?.total_size_bytes);
  const free = count(value?.free_size_bytes);
  if (Number.isNaN(total) || Number.isNaN(free)) {
    return [el('p', { id: 'space' }, `How much fits is not known. ${message}`)];
  }
  const used = Math.max(0, total - free);
  const share = total > 0 ? (100 * used) / total : 0;
  return [
    el('p', { id: 'space' }, `${bytes(free)} of ${bytes(total)} are free, after encoding.`),
    el('p.progress', {},
      el('meter', { min: 0, max: 100, high: 90, value: share, 'aria-label': 'Share of the capacity that is in use' }),
      ` ${percent(share)} in use`),
  ];
}

/** @param {import('./watch.js').Snapshot} snapshot */
function encoding(snapshot) {
  const protection = snapshot.protection.value;
  if (!protection) {
    return el('p', { id: 'encoding' }, `How it is protected is not known. ${snapshot.protection.message}`);
  }
  const data = count(protection.data_blocks_per_stripe);
  const parity = count(protection.blocks_per_stripe) - data;
  const pending = protection.pending_configuration;
  const change = pending
    ? ` It is being changed to stripes of ${pending.blocks_per_stripe} blocks that bear ${pending.max_drive_failures} failed drives.`
    : '';
  const now = Number.isNaN(parity)
    ? 'The encoding is not known.'
    : `Encoding ${data}+${parity}: built to bear ${plural(count(protection.max_drive_failures), 'failed drive')}` +
      ` and ${plural(count(protection.max_node_failures), 'failed node')}.`;
  return el('p', { id: 'encoding' }, now + change);
}
