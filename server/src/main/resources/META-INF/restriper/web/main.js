// @ts-check
// Puts the page together.

import { showCapacity } from './capacity.js';
import { byId, show } from './dom.js';
import { showDrives } from './drives.js';
import { judge } from './judge.js';
import { showPhases } from './phases.js';
import { showRuns } from './runs.js';
import { useToken } from './token.js';
import { showTrouble } from './trouble.js';
import { showVerdict } from './verdict.js';
import { Watch } from './watch.js';

const AGE_CHECK_MILLIS = 1000;

/** @type {import('./watch.js').Snapshot | undefined} */
let latest;
let chosenRun = '';

/** @param {import('./watch.js').Snapshot} snapshot */
function showAll(snapshot) {
  latest = snapshot;
  const verdict = judge(snapshot, Date.now());
  showVerdict(verdict);
  showHead(snapshot);
  showToken(snapshot);
  showPhases(snapshot);
  showTrouble(snapshot);
  showDrives(snapshot);
  showCapacity(snapshot);
  showRuns(snapshot, chosenRun);
  // What is below was true when the server was heard last, and may not be any more.
  document.body.dataset.current = String(snapshot.status.trouble === '');
}

/** @param {import('./watch.js').Snapshot} snapshot */
function showHead(snapshot) {
  const name = snapshot.settings.value?.cluster_name;
  show(byId('cluster'), [typeof name === 'string' && name !== '' ? name : 'Restriper']);
  const version = snapshot.version.value?.revision_id;
  show(byId('version'), [typeof version === 'string' ? version : '']);
  const lost = snapshot.status.trouble !== '';
  byId('connection').dataset.state = lost ? 'lost' : snapshot.live ? 'live' : 'polling';
  show(byId('connection'), [lost ? 'not connected' : snapshot.live ? 'live' : 'asking every few seconds']);
}

/** @param {import('./watch.js').Snapshot} snapshot */
function showToken(snapshot) {
  const wanted = snapshot.status.trouble === 'token';
  const form = byId('token');
  if (form.hidden === wanted) {
    form.hidden = !wanted;
    if (wanted) {
      byId('token-value').focus();
    }
  }
}

const watch = new Watch(showAll);

byId('token').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (byId('token-value'));
  useToken(field.value.trim());
  field.value = '';
  watch.start();
});

byId('runs-now').addEventListener('click', (event) => {
  const button = /** @type {Element} */ (event.target).closest('button[data-run]');
  if (button && latest) {
    chosenRun = button.getAttribute('data-run') ?? '';
    showAll(latest);
  }
});

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && latest) {
    showAll(latest);
    watch.look();
  }
});

window.addEventListener('pagehide', () => watch.stop());
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    watch.start();
  }
});

// An answer grows old while none follows.
setInterval(() => latest && showVerdict(judge(latest, Date.now())), AGE_CHECK_MILLIS);

watch.start();
