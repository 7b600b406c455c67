// The phone round by keyboard: a figure says what came of the call, Enter records it; the buyer stays ours while we are here.
import { key } from './keys.js';
import { call } from './vendor.js';
import { csrfHeaders, timeOfDay } from './frame.js';

/** Presses what the page shows the key at. */
function press(name) {
  const wanted = document.querySelector(`main [data-press="${name}"]`);
  if (!wanted) {
    return false;
  }
  wanted.focus();
  if (wanted.matches('button')) {
    wanted.click();
  } else if (wanted.matches('[type=radio]')) {
    wanted.checked = true;
    if (wanted.value === 'CHANGE_ADDRESS') {
      wanted.form.elements.newAddress.focus();
    }
  }
  return true;
}

document.querySelectorAll('main [data-press]').forEach(place => key(place.dataset.press, place.dataset.says, () => press(place.dataset.press)));
const outcome = document.querySelector('form[data-outcome]');
if (outcome) {
  key('enter', 'key.round.record', event => event.target.closest('a, button, summary') ? false : outcome.requestSubmit());
  key('ctrl+enter', 'key.round.record', () => outcome.requestSubmit());
}

const mine = document.querySelector('[data-call]');
if (mine) {
  document.querySelector('form[data-outcome] [name=outcome]:checked, .round-call h2')?.focus({ preventScroll: true });
  const until = mine.querySelector('[data-until]');
  // who touches nothing for so long has left the desk: the buyer is free for a colleague, and the session may end
  const idleMs = 10 * 60_000;
  let touched = Date.now();
  for (const sign of ['pointermove', 'keydown', 'scroll']) {
    document.addEventListener(sign, () => { touched = Date.now(); }, { passive: true, capture: true });
  }
  const keeping = setInterval(async () => {
    if (document.visibilityState !== 'visible' || Date.now() - touched > idleMs) {
      return;
    }
    try {
      const kept = await call(mine.dataset.call, { method: 'POST', headers: { Accept: 'application/json', ...csrfHeaders() } });
      until.dateTime = kept.until;
      until.textContent = timeOfDay(new Date(kept.until));
    } catch (refused) {
      // over, or no connection: recording says so
      if (refused?.status === 404 || refused?.status === 409) {
        clearInterval(keeping);
      }
    }
  }, 60_000);
}
