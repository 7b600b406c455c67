// Who else is looking: said to the server while the page is in sight, shown in the head of the case.
import { listed } from './frame.js';
import { call } from './session.js';

const EVERY_MS = 15000;
/** Whoever touched nothing for so long is not looking any more, and their session may end. */
const IDLE_MS = 10 * 60_000;
let touched = Date.now();
for (const sign of ['pointermove', 'keydown', 'scroll']) {
  document.addEventListener(sign, () => { touched = Date.now(); }, { passive: true, capture: true });
}
let stop = () => {};

export function presence(element) {
  stop();
  const { api, one, several } = element.dataset;
  const beat = async () => {
    if (document.visibilityState === 'hidden' || Date.now() - touched > IDLE_MS) {
      return;
    }
    try {
      const { others } = await call(api, { method: element.dataset.says ? 'PUT' : undefined, quiet: true });
      const says = !others.length ? '' : (others.length === 1 ? one : several).replace('{0}', listed(others));
      if (element.textContent !== says) {
        element.textContent = says;
      }
    } catch {
      // nobody is told what is not known
    }
  };
  const timer = setInterval(beat, EVERY_MS);
  const gone = () => element.dataset.says && call(api, { method: 'DELETE', quiet: true, keepalive: true }).catch(() => {});
  document.addEventListener('visibilitychange', beat);
  window.addEventListener('pagehide', gone);
  stop = () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', beat);
    window.removeEventListener('pagehide', gone);
  };
  beat();
}
