// @ts-check
// The drives, node by node, with their state and how full they are.

import { byId, el, show } from './dom.js';
import { NODE_STATES, SLOT_STATES, count, isKnown, list } from './known.js';
import { bytes, percent, plural } from './words.js';

/** @param {import('./watch.js').Snapshot} snapshot */
export function showDrives(snapshot) {
  const slots = list(snapshot.slots.value);
  const fills = new Map(list(snapshot.fill.value).map((fill) => [fill.id, fill]));
  const nodes = new Map(list(snapshot.nodes.value).map((node) => [node.node_id ?? node.id, node]));
  const ids = [...new Set(slots.map((slot) => slot.node_id))];
  show(byId('drives-now'), [
    el('p', { id: 'drives-sum' }, summary(snapshot, slots)),
    el('div.nodes', {}, ids.map((id) => el('section.node', { 'data-key': `node-${id}`, 'aria-label': `Node ${id}` },
      el('h3', {}, nodeTitle(id, nodes.get(id))),
      el('ul.slots', {}, slots.filter((slot) => slot.node_id === id).map((slot) => tile(slot, fills.get(slot.id))))))),
  ]);
}

/** @param {import('./watch.js').Snapshot} snapshot @param {any[]} slots */
function summary(snapshot, slots) {
  if (snapshot.slots.trouble !== '') {
    return `The drives are not known. ${snapshot.slots.message}`;
  }
  const healthy = slots.filter((slot) => slot.state === 'healthy').length;
  return `${healthy} of ${plural(slots.length, 'slot')} with a healthy drive.`;
}

/** @param {unknown} id @param {any} node */
function nodeTitle(id, node) {
  const name = typeof node?.node_name === 'string' && node.node_name !== '' ? ` ${node.node_name}` : '';
  const state = node === undefined ? 'unknown' : isKnown(NODE_STATES, node.node_status) ? node.node_status : `unknown (${node.node_status})`;
  return `Node ${id}${name}: ${state}`;
}

/** @param {any} slot @param {any} fill */
function tile(slot, fill) {
  const word = SLOT_STATES.get(slot.state);
  const kind = word === undefined ? 'strange' : slot.state === 'healthy' ? 'good' : slot.state === 'empty' ? 'none' : 'bad';
  const used = count(fill?.used);
  const capacity = count(slot.capacity);
  const share = capacity > 0 && !Number.isNaN(used) ? Math.min(100, (100 * used) / capacity) : NaN;
  const filled = Number.isNaN(share) ? 'fill unknown' : `${percent(share)} full`;
  return el(`li.slot.${kind}`, { 'data-key': slot.id, 'data-slot': slot.id, 'data-state': String(slot.state) },
    el('details', {},
      el('summary', {},
        el('span.id', {}, slot.id), ' ',
        el('span.state', {}, word ?? `unknown (${slot.state})`),
        kind === 'good' ? el('span.fill', {}, ` ${filled}`) : null,
        kind === 'good'
          ? el('meter', { min: 0, max: 100, value: Number.isNaN(share) ? 0 : share, 'aria-label': `Fill of drive ${slot.id}` })
          : null),
      el('dl', {}, facts(slot, fill).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]))));
}

/** @param {any} slot @param {any} fill @returns {[string, string][]} */
function facts(slot, fill) {
  /** @type {[string, string][]} */
  const all = [
    ['why', fill?.detail ?? ''],
    ['used', fill ? bytes(fill.used) : 'unknown'],
    ['free', fill ? bytes(fill.free) : 'unknown'],
    ['capacity', bytes(slot.capacity)],
    ['kind', slot.disk_type],
    ['model', slot.disk_model],
    ['serial number', slot.disk_serial_number],
    ['bay', slot.drive_bay],
    ['light', slot.led_pattern],
  ];
  return all.filter(([, value]) => typeof value === 'string' && value !== '');
}
